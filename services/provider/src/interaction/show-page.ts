import { findClient } from '../client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import {
  assetsPath,
  elsewherePage,
  endedPage,
  languageOf,
  matchPage,
  qrCode,
  unknownPage,
  waitingPage,
} from '../page/index.ts';
import type { BrowserRequest } from './browser-request.ts';
import { interactionPath } from './cookie.ts';
import { nextStep, originOf, stateAt } from './interaction.ts';
import { type Interaction, isSigning } from './interaction-data.ts';
import { createOpenUrl } from './open-code.ts';
import { queryOf, SAYINGS } from './page-address.ts';

/** The page of an interaction, for whatever state it is in. */
export async function showPage(request: BrowserRequest): Promise<Response> {
  const { context, deps, interaction } = request;
  const lang = languageOf(context.req, interaction.uiLocales);
  const step = nextStep(interaction, deps.clock.now());
  const path = interactionPath(deps.config, interaction.id);
  if (step === 'over') return context.html(endedPage(lang, undefined));
  if (step === 'answer') {
    // Not a redirect: this page also answers the form that cancels, whose redirects must stay here.
    context.header('Refresh', `0; url=${path}/continue`);
    return context.html(endedPage(lang, `${path}/continue`));
  }
  const client = await findClient(deps, interaction.clientId);
  if (client === undefined) return context.html(unknownPage(lang), 404);
  const view = { ...viewOf(request), relyingParty: { name: client.name, origin: originOf(interaction) } };
  const state = stateAt(interaction, deps.clock.now());
  if (state === 'waiting') {
    const substitute = await deps.sandbox?.modeOf(deps, client, interaction.id);
    const sandbox = `${path}/sandbox${view.query}`;
    if (substitute === 'instead') return context.redirect(sandbox, 303);
    const open = await openUrls(deps, interaction);
    const beside = substitute === 'beside' ? deps.sandbox?.link(lang, sandbox) : undefined;
    const qrRefreshMs = DIVERGENCES.qrRefreshMs.value;
    return context.html(waitingPage(lang, { ...view, open, beside, qrRefreshMs }));
  }
  if (state === 'scanned') {
    const tries = DIVERGENCES.matchWrongMax.value - interaction.digitsWrong;
    const asked = context.req.query('match');
    return context.html(matchPage(lang, { ...view, tries, said: SAYINGS.find((one) => one === asked) }));
  }
  const app = interaction.openedBy === 'link' ? `${deps.config.phoneUrl}/` : undefined;
  return context.html(elsewherePage(lang, { ...view, app }));
}

/** What every page of a login that is under way is told. */
function viewOf({ context, deps, interaction }: BrowserRequest) {
  const now = deps.clock.now();
  return {
    path: interactionPath(deps.config, interaction.id),
    query: queryOf(context.req.query('lang')),
    assets: assetsPath(deps.config),
    signing: isSigning(interaction),
    state: stateAt(interaction, now),
    intervalMs: DIVERGENCES.statusIntervalMs.value,
    leftMs: interaction.expiresAt - now,
    mayExtend: interaction.extended < DIVERGENCES.extensionsMax.value,
  };
}

async function openUrls(deps: ProviderDeps, interaction: Interaction) {
  const [link, qr] = await Promise.all([
    createOpenUrl(deps, interaction, 'link'),
    createOpenUrl(deps, interaction, 'qr'),
  ]);
  return { link, qr: qrCode(qr) };
}
