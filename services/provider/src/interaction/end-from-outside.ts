/**
 * How a sandbox brings an interaction that waits to an end that a person, a card or the time would bring it to. Every end is one of those
 * that are there anyway, so the answer is found as ever.
 */
import type { ProviderDeps } from '../deps.ts';
import type { FailureCode } from '../proof/failure.ts';
import { endSignTransaction } from '../sign/index.ts';
import { ended } from './app-steps.ts';
import { expireInteraction, failWaiting } from './end-from-outside-store.ts';
import { type Interaction, isSigning } from './interaction-data.ts';
import { cancelInteraction } from './interaction-store.ts';

type Deps = Pick<ProviderDeps, 'store' | 'clock'>;

/** As by the browser that began it. */
export async function declineFromOutside(
  deps: Deps,
  { id }: Interaction,
  browserHash: string,
): Promise<void> {
  await ended(deps, (within) => cancelInteraction(within, id, browserHash, deps.clock.now()));
}

export async function expireFromOutside(deps: Deps, { id }: Interaction): Promise<void> {
  await expireInteraction(deps.store, id);
}

/** As by a card that is refused for this reason. Nothing is judged, and there is no report. */
export async function failFromOutside(
  { store, clock }: Deps,
  interaction: Interaction,
  failure: FailureCode,
): Promise<void> {
  await store.transaction(async (within) => {
    const failed = await failWaiting(within, interaction.id, failure, clock.now());
    if (failed && isSigning(interaction)) await endSignTransaction(within, interaction.id, 'failed');
  });
}
