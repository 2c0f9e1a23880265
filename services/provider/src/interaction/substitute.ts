/**
 * What a sandbox may do with an interaction that waits: hand it to who plays phone and card, or bring it to an end that a person, a
 * card or the time would bring it to. Every end is one of those that are there anyway, so the answer is found as ever.
 */
import type { ProviderDeps } from '../deps.ts';
import type { FailureCode } from '../proof/failure.ts';
import { endSignTransaction } from '../sign/index.ts';
import { ended } from './app-steps.ts';
import { type Interaction, isSigning } from './interaction-data.ts';
import { cancelInteraction } from './interaction-store.ts';
import { createOpenCode } from './open-code.ts';
import { expireInteraction, failWaiting } from './substitute-store.ts';

type Deps = Pick<ProviderDeps, 'store' | 'clock'>;

/** A code that opens it, once. */
export function substituteCode(deps: Deps, interaction: Interaction): Promise<string> {
  return createOpenCode(deps, interaction, 'substitute');
}

/** As by the browser that began it. */
export async function declineSubstituted(
  deps: Deps,
  { id }: Interaction,
  browserHash: string,
): Promise<void> {
  await ended(deps, (within) => cancelInteraction(within, id, browserHash, deps.clock.now()));
}

export async function expireSubstituted(deps: Deps, { id }: Interaction): Promise<void> {
  await expireInteraction(deps.store, id);
}

/** As by a card that is refused for this reason. Nothing is judged, and there is no report. */
export async function failSubstituted(
  { store, clock }: Deps,
  interaction: Interaction,
  failure: FailureCode,
): Promise<void> {
  await store.transaction(async (within) => {
    const failed = await failWaiting(within, interaction.id, failure, clock.now());
    if (failed && isSigning(interaction)) await endSignTransaction(within, interaction.id, 'failed');
  });
}
