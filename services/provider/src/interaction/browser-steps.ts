import { answerJson, HttpError, readForm, seeOther } from '@kazasu/server/http';
import { hashToken } from '@kazasu/server/keys';
import { DIVERGENCES } from '../divergences.ts';
import { endedPage, languageOf, qrCode } from '../page/index.ts';
import { ended } from './app-steps.ts';
import type { BrowserRequest } from './browser-request.ts';
import { extend } from './extend.ts';
import { finish } from './finish.ts';
import { nextStep, stateAt } from './interaction.ts';
import type { Interaction } from './interaction-data.ts';
import { cancelInteraction, findForBrowser } from './interaction-store.ts';
import { matchDigits } from './match.ts';
import { createOpenUrl } from './open-code.ts';
import { dropOpenCodes } from './open-code-store.ts';
import { pageAddress } from './page-address.ts';
import { extendForBrowser } from './time-store.ts';

/** Tells the waiting page no more than where things stand, and how long that can last. */
export async function showStatus({ context, deps, interaction }: BrowserRequest): Promise<Response> {
  return answerJson(context, statusOf(interaction, deps.clock.now()));
}

function statusOf(interaction: Interaction, now: number) {
  return {
    state: stateAt(interaction, now),
    step: nextStep(interaction, now),
    leftMs: Math.max(0, interaction.expiresAt - now),
    mayExtend: interaction.extended < DIVERGENCES.extensionsMax.value,
  };
}

export async function renewQr({ context, deps, interaction }: BrowserRequest): Promise<Response> {
  const state = stateAt(interaction, deps.clock.now());
  if (state !== 'waiting') return context.json({ state }, 409);
  const url = await createOpenUrl(deps, interaction, 'qr');
  const link = await createOpenUrl(deps, interaction, 'link');
  return answerJson(context, { state, url, link, qr: qrCode(url), refreshMs: DIVERGENCES.qrRefreshMs.value });
}

/** Far more than six digits take, in whatever way they are written. */
const FORM_MAX = 1_024;

/** Always leads back to the page, which knows where things stand: so neither a reload nor the back button sends digits twice. */
export async function takeDigits(request: BrowserRequest): Promise<Response> {
  const { context, deps, interaction, browserHash } = request;
  const result = await matchDigits(deps, { id: interaction.id, browserHash }, await typedIn(request));
  const said = result === 'matched' || result === 'over' ? undefined : result;
  return context.redirect(pageAddress(request, said), 303);
}

/** A form that cannot be read holds no digits. */
async function typedIn({ context }: BrowserRequest): Promise<string> {
  try {
    return (await readForm(context.req.raw, FORM_MAX)).get('digits') ?? '';
  } catch (error) {
    if (error instanceof HttpError) return '';
    throw error;
  }
}

/** A script gets the state, a form its page. */
export async function moreTime(request: BrowserRequest): Promise<Response> {
  const { context, deps, interaction, browserHash } = request;
  const by = { id: interaction.id, browserHash };
  await extend(deps, (within, time) => extendForBrowser(within, by, time));
  if (!/\bapplication\/json\b/.test(context.req.header('Accept') ?? '')) {
    return context.redirect(pageAddress(request), 303);
  }
  const now = await findForBrowser(deps.store, interaction.id, browserHash);
  return context.json(statusOf(now ?? interaction, deps.clock.now()));
}

/** The form is answered by the page, not by the relying party: a form's redirects are held to `form-action`. */
export async function cancel(request: BrowserRequest): Promise<Response> {
  const { context, deps, interaction, browserHash } = request;
  const now = deps.clock.now();
  await ended(deps, (within) => cancelInteraction(within, interaction.id, browserHash, now));
  await dropOpenCodes(deps.store, interaction.id);
  return context.redirect(pageAddress(request), 303);
}

/** Sends the browser to the relying party with its answer: by itself, or with the ticket that the app of the same device gave it. */
export async function goOn(request: BrowserRequest): Promise<Response> {
  const { context, deps, browserHash } = request;
  const { interaction: seen } = request;
  const { id, uiLocales } = seen;
  const ticket = context.req.query('ticket');
  const ticketHash = ticket === undefined ? undefined : hashToken(ticket);
  const location = await finish(deps, { id, browserHash, ticketHash }, seen);
  if (location !== undefined) return seeOther(context, location);
  // Nothing to fetch: the person still has to act, or the answer has gone out already.
  const interaction = await findForBrowser(deps.store, id, browserHash);
  if (interaction !== undefined && nextStep(interaction, deps.clock.now()) === 'wait') {
    return context.redirect(pageAddress(request), 303);
  }
  return context.html(endedPage(languageOf(context.req, uiLocales), undefined), 410);
}
