import { sameText } from '@kazasu/server/keys';
import type { StatementRunner } from '@kazasu/server/store';
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

/**
 * Judges what was typed into the browser that began. Counting the guess comes first and holds the row, so that rivals wait for their turn;
 * what comes of it stands with it or not at all: a login whose last guess was wrong never stays `scanned`.
 */
export async function matchDigits(
  deps: ProviderDeps,
  browser: { readonly id: string; readonly browserHash: string },
  text: string,
): Promise<MatchResult> {
  const typed = typedDigits(text);
  if (typed === undefined) return 'form';
  return deps.store.transaction((within) => judge({ ...deps, store: within }, browser, typed), {
    inTurn: true,
  });
}

interface JudgeDeps extends Pick<ProviderDeps, 'keys' | 'clock'> {
  readonly store: StatementRunner;
}

async function judge(
  { store, keys, clock }: JudgeDeps,
  browser: { readonly id: string; readonly browserHash: string },
  typed: string,
): Promise<MatchResult> {
  const max = DIVERGENCES.matchWrongMax.value;
  const counted = await countGuess(store, browser, max, clock.now());
  if (counted === undefined || counted.digits === null) return 'over';
  if (!sameText(typed, unsealDigits(keys, counted.id, counted.digits))) return wrong(store, counted, max);
  if (await acceptDigits(store, counted.id, counted.digits, clock.now())) return 'matched';
  await uncountGuess(store, counted.id);
  return 'late';
}

/** The last wrong guess ends the login, and what was to be signed with it. */
async function wrong(store: StatementRunner, counted: Interaction, max: number): Promise<MatchResult> {
  if (counted.digitsWrong < max) return 'wrong';
  const failed = await failMatch(store, counted.id, max);
  if (failed !== undefined && isSigning(failed)) await endSignTransaction(store, failed.id, 'failed');
  return 'over';
}
