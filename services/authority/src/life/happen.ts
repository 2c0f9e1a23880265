import type { StatementRunner } from '@kazasu/server/store';
import type { CardState, ResidentRecord } from '../api.ts';
import { appendAudit } from '../audit/index.ts';
import { countChanges } from '../ca/index.ts';
import type { ChangedRow } from '../certificate/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { lockResident, type ResidentRow } from '../resident/index.ts';
import type { CardRecord, StoredState } from './card-data.ts';
import { changeState, latestCard, noteMunicipality } from './card-store.ts';
import { type LifeEventName, mayHappen, stateOf, TRANSITIONS } from './transition.ts';

/** One thing that is about to happen to one resident. */
export interface Happening extends Attempt {
  readonly event: LifeEventName;
  /** The card that was looked at before; if it is no longer the latest, the answer is `card_conflict`. */
  readonly sequence?: number | undefined;
  /** The record that something was made from; if the register says something else by now, `card_conflict` too. */
  readonly record?: ResidentRecord | undefined;
}

/** What an event works with, inside its transaction. */
export interface Step {
  readonly within: StatementRunner;
  readonly now: number;
  readonly resident: ResidentRow;
  /** As it was before the event. */
  readonly card: CardRecord;
  readonly state: CardState;
  /** To be called with every certificate of which the status has changed, or which is new. */
  note(rows: readonly Pick<ChangedRow, 'issuerKeyId' | 'serial'>[]): void;
  /** What the audit says beside the event. */
  because(reason: string): void;
}

/**
 * The one way in which something happens: the resident's row is taken, so that of several events at the same time one
 * comes after the other; the card's row changes its state in one statement, or the event is refused; then the event
 * does its work, the lists are told, and the audit gets its entry. All of that is one transaction. A refusal is
 * written into the audit too. Throws `resident_unknown`, `resident_gone`, `card_state`, `card_conflict`, and what the
 * work throws.
 */
export async function happen<T>(
  deps: AuthorityDeps,
  happening: Happening,
  work: (step: Step) => Promise<T>,
): Promise<T> {
  return refusable(deps, happening, async () => {
    const result = await deps.store.transaction((within) => inside(deps, within, happening, work));
    deps.log.info('life.event', { reason: happening.event });
    return result;
  });
}

/** What the audit says of something that is tried. */
export interface Attempt {
  readonly event: string;
  readonly residentId: string;
  /** As in the audit. */
  readonly actor: string;
  /** Whether a refusal is to be written down: of what anybody can send again and again, only the first. */
  mayRecord?(within: StatementRunner): Promise<boolean>;
}

/** Does the work; if it is refused, that is written into the audit too. A person whom nobody knows is not named there. */
export async function refusable<T>(
  deps: AuthorityDeps,
  attempt: Attempt,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AuthorityError && error.code !== 'resident_unknown') {
      await recordRefusal(deps, attempt, error.code);
    }
    throw error;
  }
}

async function inside<T>(
  deps: AuthorityDeps,
  within: StatementRunner,
  happening: Happening,
  work: (step: Step) => Promise<T>,
): Promise<T> {
  const { event, residentId } = happening;
  const now = Math.floor(deps.clock.now());
  const resident = await lockResident(within, deps.registerKey, residentId);
  if (!resident) throw new AuthorityError('resident_unknown', 'no such resident');
  const card = await latestCard(within, residentId);
  const state = requireState(happening, resident, card, now);
  await moveCard(within, card as CardRecord, TRANSITIONS[event][state] as CardState);
  await noteMunicipality(within, residentId, resident.record.municipality.code);
  const changed: Pick<ChangedRow, 'issuerKeyId' | 'serial'>[] = [];
  let reason: string | null = null;
  const result = await work({
    within,
    now,
    resident,
    card: card as CardRecord,
    state,
    note: (rows) => void changed.push(...rows),
    because: (text) => {
      reason = text;
    },
  });
  await countChanges(
    within,
    changed.map(({ issuerKeyId }) => issuerKeyId),
  );
  const certificates = changed.map(({ issuerKeyId, serial }) => ({ issuerKeyId, serial }));
  await appendAudit(within, { ...auditOf(happening, now), certificates, reason, outcome: 'done' });
  return result;
}

/** The state in which the event finds the card. */
export function requireState(
  { event, sequence, record }: Pick<Happening, 'event' | 'sequence' | 'record'>,
  resident: ResidentRow,
  card: CardRecord | undefined,
  now: number,
): CardState {
  if (!mayHappen(event, resident.status)) {
    throw new AuthorityError('resident_gone', 'the register no longer counts this person as a resident');
  }
  if (sequence !== undefined && card?.sequence !== sequence) {
    throw new AuthorityError('card_conflict', 'another card was made at the same time');
  }
  if (record !== undefined && JSON.stringify(record) !== JSON.stringify(resident.record)) {
    throw new AuthorityError('card_conflict', 'the register was changed at the same time');
  }
  const state = card && stateOf(card, resident.record, now);
  if (state === undefined || TRANSITIONS[event][state] === undefined) {
    throw new AuthorityError('card_state', 'this cannot happen to a card in its state');
  }
  return state;
}

/** `expired` stays what is stored. */
async function moveCard(within: StatementRunner, card: CardRecord, next: CardState): Promise<void> {
  const stored: StoredState = next === 'expired' ? card.state : next;
  if (!(await changeState(within, card, stored))) {
    throw new AuthorityError('card_conflict', 'something else happened to the card at the same time');
  }
}

async function recordRefusal(deps: AuthorityDeps, attempt: Attempt, code: string): Promise<void> {
  const entry = { ...auditOf(attempt, Math.floor(deps.clock.now())), certificates: [], reason: null };
  // It begins with the row that everybody waits for: the last refusals of a crowd must not lose again and again.
  const inTurn = attempt.mayRecord === undefined;
  const record = async (within: StatementRunner) => {
    if (attempt.mayRecord && !(await attempt.mayRecord(within))) return;
    await appendAudit(within, { ...entry, outcome: code });
  };
  await deps.store.transaction(record, { inTurn });
}

function auditOf({ event, residentId, actor }: Attempt, at: number) {
  return { at, event, actor, residentId };
}
