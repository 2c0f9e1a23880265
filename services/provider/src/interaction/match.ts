import { sameText } from '@kazasu/server/keys';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { endSignTransaction } from '../sign/index.ts';
import { drawDigits, sealDigits, typedDigits, unsealDigits } from './digits.ts';
import { type Interaction, isSigning } from './interaction-data.ts';
import { acceptDigits, countGuess, failMatch, uncountGuess } from './match-store.ts';

/** What came of digits that were typed: `form` is not six digits and costs nothing, nor does `late`, which was right once. */
export type MatchResult = 'matched' | 'wrong' | 'late' | 'form' | 'over';

/** Fresh digits for this interaction, sealed, and how long they count. */
export function newMatch(deps: Pick<ProviderDeps, 'keys' | 'clock'>, interaction: Pick<Interaction, 'id'>) {
  return {
    digits: sealDigits(deps.keys, interaction.id, drawDigits()),
    expiresAt: deps.clock.now() + DIVERGENCES.matchLifetimeMs.value,
  };
}

/** Judges what was typed into the browser that began. */
export async function matchDigits(
  deps: ProviderDeps,
  browser: { readonly id: string; readonly browserHash: string },
  text: string,
): Promise<MatchResult> {
  const typed = typedDigits(text);
  if (typed === undefined) return 'form';
  const max = DIVERGENCES.matchWrongMax.value;
  const counted = await countGuess(deps.store, browser, max, deps.clock.now());
  if (counted === undefined || counted.digits === null) return 'over';
  if (!sameText(typed, unsealDigits(deps.keys, counted.id, counted.digits))) return wrong(deps, counted, max);
  if (await acceptDigits(deps.store, counted.id, counted.digits, deps.clock.now())) return 'matched';
  await uncountGuess(deps.store, counted.id);
  return 'late';
}

/** The last wrong guess ends the login, and what was to be signed with it. */
async function wrong(deps: ProviderDeps, counted: Interaction, max: number): Promise<MatchResult> {
  if (counted.digitsWrong < max) return 'wrong';
  await deps.store.transaction(async (within) => {
    const failed = await failMatch(within, counted.id, max);
    if (failed !== undefined && isSigning(failed)) await endSignTransaction(within, failed.id, 'failed');
  });
  return 'over';
}
