import { type Html, html } from '@kazasu/ui';
import type { Language } from '@kazasu/ui/text';
import type { SubstituteMode } from '../api/sandbox.ts';
import type { Client } from '../client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { findChoice } from './choice-store.ts';
import { textsOf } from './texts.ts';

/** How an interaction that waits may do without the app: `off` once somebody has chosen. */
export async function substituteMode(
  { store }: Pick<ProviderDeps, 'store'>,
  { substitute = 'beside' }: Pick<Client, 'substitute'>,
  interactionId: string,
): Promise<SubstituteMode> {
  if (substitute === 'off') return 'off';
  return (await findChoice(store, interactionId)) === undefined ? substitute : 'off';
}

/** The way from the waiting page to the choice. */
export function sandboxLink(lang: Language, address: string): Html {
  return html`<p><a class="kz-link" id="sandbox" href="${address}">${textsOf(lang).link}</a></p>`;
}
