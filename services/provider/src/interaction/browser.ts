import { pageHeaders } from '@kazasu/server/http';
import { hashToken } from '@kazasu/server/keys';
import type { Context, Hono } from 'hono';
import { findClient } from '../client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { notByHead } from '../not-by-head.ts';
import { assetsPath, endedPage, languageOf, qrCode, unknownPage, waitingPage } from '../page/index.ts';
import { ended } from './app-steps.ts';
import { interactionPath, readCookie } from './cookie.ts';
import { finish } from './finish.ts';
import { nextStep, originOf, stateAt } from './interaction.ts';
import { type Interaction, isSigning } from './interaction-data.ts';
import { cancelInteraction, findForBrowser } from './interaction-store.ts';
import { createOpenUrl } from './open-code.ts';
import { dropOpenCodes } from './open-code-store.ts';

/** What the browser that began the interaction asks; anybody else, and any unknown id, is told the same nothing. */
export function mountBrowser(app: Hono, deps: ProviderDeps): void {
  const path = interactionPath(deps.config, ':id');
  app.use(path, pageHeaders(), notByHead);
  app.use(`${path}/*`, pageHeaders(), notByHead);
  app.get(path, (context) => asBrowser(context, deps, showPage));
  app.get(`${path}/status`, (context) => asBrowser(context, deps, showStatus));
  app.post(`${path}/qr`, (context) => asBrowser(context, deps, renewQr));
  app.post(`${path}/cancel`, (context) => asBrowser(context, deps, cancel));
  app.get(`${path}/continue`, (context) => asBrowser(context, deps, goOn));
}

interface BrowserRequest {
  readonly context: Context;
  readonly deps: ProviderDeps;
  readonly interaction: Interaction;
  readonly browserHash: string;
}

async function asBrowser(
  context: Context,
  deps: ProviderDeps,
  handle: (request: BrowserRequest) => Promise<Response>,
): Promise<Response> {
  const id = context.req.param('id') ?? '';
  const token = readCookie(deps.config, id, context.req.header('Cookie'));
  const browserHash = token === undefined || !isOwnRequest(context, deps) ? undefined : hashToken(token);
  const interaction =
    browserHash === undefined ? undefined : await findForBrowser(deps.store, id, browserHash);
  if (interaction === undefined || browserHash === undefined) {
    return context.html(unknownPage(languageOf(context.req)), 404);
  }
  return handle({ context, deps, interaction, browserHash });
}

/**
 * A form on a foreign site must not act here, whatever a browser makes of `SameSite`. Browsers say where a request
 * comes from (Fetch Metadata); older ones send `Origin`, which is `null` on pages that send no referrer, as ours.
 */
function isOwnRequest(context: Context, deps: ProviderDeps): boolean {
  if (context.req.method !== 'POST') return true;
  const site = context.req.header('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin';
  const origin = context.req.header('Origin');
  return origin === undefined || origin === 'null' || origin === deps.config.origin;
}

async function showPage({ context, deps, interaction }: BrowserRequest): Promise<Response> {
  const lang = languageOf(context.req, interaction.uiLocales);
  const now = deps.clock.now();
  const step = nextStep(interaction, now);
  const path = interactionPath(deps.config, interaction.id);
  if (step === 'over') return context.html(endedPage(lang, undefined));
  if (step === 'answer') {
    // Not a redirect: this page also answers the form that cancels, whose redirects must stay here.
    context.header('Refresh', `0; url=${path}/continue`);
    return context.html(endedPage(lang, `${path}/continue`));
  }
  const client = await findClient(deps, interaction.clientId);
  if (client === undefined) return context.html(unknownPage(lang), 404);
  const waiting = stateAt(interaction, now) === 'waiting';
  return context.html(
    waitingPage(lang, {
      path,
      assets: assetsPath(deps.config),
      signing: isSigning(interaction),
      relyingParty: { name: client.name, origin: originOf(interaction) },
      open: waiting ? await openUrls(deps, interaction) : undefined,
      intervalMs: DIVERGENCES.statusIntervalMs.value,
      qrRefreshMs: DIVERGENCES.qrRefreshMs.value,
    }),
  );
}

async function openUrls(deps: ProviderDeps, interaction: Interaction) {
  const [link, qr] = await Promise.all([
    createOpenUrl(deps, interaction, 'link'),
    createOpenUrl(deps, interaction, 'qr'),
  ]);
  return { link, qr: qrCode(qr) };
}

/** Tells the waiting page no more than where things stand. */
async function showStatus({ context, deps, interaction }: BrowserRequest): Promise<Response> {
  const now = deps.clock.now();
  return context.json({ state: stateAt(interaction, now), step: nextStep(interaction, now) });
}

async function renewQr({ context, deps, interaction }: BrowserRequest): Promise<Response> {
  const state = stateAt(interaction, deps.clock.now());
  if (state !== 'waiting') return context.json({ state }, 409);
  const url = await createOpenUrl(deps, interaction, 'qr');
  const link = await createOpenUrl(deps, interaction, 'link');
  return context.json({ state, url, link, qr: qrCode(url), refreshMs: DIVERGENCES.qrRefreshMs.value });
}

/** The form is answered by the page, not by the relying party: a form's redirects are held to `form-action`. */
async function cancel({ context, deps, interaction, browserHash }: BrowserRequest): Promise<Response> {
  const now = deps.clock.now();
  await ended(deps, (within) => cancelInteraction(within, interaction.id, browserHash, now));
  await dropOpenCodes(deps.store, interaction.id);
  return context.redirect(interactionPath(deps.config, interaction.id), 303);
}

async function goOn({ context, deps, interaction, browserHash }: BrowserRequest): Promise<Response> {
  const location = await finish(deps, interaction.id, browserHash);
  if (location !== undefined) return context.redirect(location, 303);
  const path = interactionPath(deps.config, interaction.id);
  // Nothing to fetch: the person still has to act, or the answer has gone out already.
  if (nextStep(interaction, deps.clock.now()) === 'wait') return context.redirect(path, 303);
  return context.html(endedPage(languageOf(context.req, interaction.uiLocales), undefined), 410);
}
