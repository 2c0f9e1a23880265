import type { TransactionState } from '../api/app.ts';
import { type ClientAnswer, DECLINED, EXPIRED, FAILURES } from './answer.ts';
import type { Interaction } from './interaction-data.ts';

/** States in which somebody still has to do something. */
const OPEN: ReadonlySet<TransactionState> = new Set(['waiting', 'scanned', 'opened', 'proved']);

/** The state as it is now: whatever has not been answered in time has expired, also an approval. */
export function stateAt(interaction: Interaction, now: number): TransactionState {
  const { state, expiresAt } = interaction;
  return (OPEN.has(state) || state === 'approved') && expiresAt <= now ? 'expired' : state;
}

/** Whether a phone has it and nothing is decided. */
export function isUndecided(state: TransactionState): boolean {
  return OPEN.has(state) && state !== 'waiting';
}

/** Where the browser stands: it waits, it may fetch its answer, or the answer has been fetched. */
export type Step = 'wait' | 'answer' | 'over';

/**
 * The dispatcher: every request of the waiting browser asks here what comes next. What was agreed to on the same device waits for the
 * ticket, so that a browser which sent its link to somebody else waits in vain.
 */
export function nextStep(interaction: Interaction, now: number): Step {
  const state = stateAt(interaction, now);
  if (OPEN.has(state) || (state === 'approved' && interaction.openedBy === 'link')) return 'wait';
  return state === 'finished' ? 'over' : 'answer';
}

/** What the relying party is told about a login that did not succeed. */
export function failureAnswer(interaction: Interaction): ClientAnswer {
  if (interaction.outcome === 'declined') return DECLINED;
  if (interaction.outcome === 'expired' || interaction.failure === undefined) return EXPIRED;
  return FAILURES[interaction.failure];
}

/** The origin that the person is shown and the card signs. */
export function originOf(interaction: Interaction): string {
  return new URL(interaction.redirectUri).origin;
}
