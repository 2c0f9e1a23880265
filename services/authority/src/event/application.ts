import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { seal, unseal } from '@kazasu/server/keys';
import type { StatementRunner } from '@kazasu/server/store';
import * as v from 'valibot';
import { type ApplicationRequest, EVENT_BODIES } from '../api.ts';
import { appendAudit } from '../audit/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { readPortrait } from '../drawing/index.ts';
import { AuthorityError } from '../error.ts';
import { type CardRecord, happen, insertCard, refusable } from '../life/index.ts';
import { checkResident, insertResident, setStatus } from '../resident/index.ts';
import { mayHaveSignature } from '../validity.ts';
import type { EventContext, LifeEvent } from './context.ts';

const Order = EVENT_BODIES.application;
type Order = v.InferOutput<typeof Order>;

/** Somebody new is registered and asks for a first card. Throws `resident_exists`, `record_invalid`, `portrait_invalid`. */
export async function registerApplication(
  { deps, actor }: Omit<EventContext, 'residentId'>,
  { resident: brought, ...order }: ApplicationRequest,
): Promise<void> {
  const resident = checkResident(brought);
  const now = Math.floor(deps.clock.now());
  checkOrder(order, resident.birthdate, now);
  const { residentId } = resident;
  const register = async (within: StatementRunner) => {
    if (!(await insertResident(within, deps.registerKey, resident, now))) {
      throw new AuthorityError('resident_exists', 'the resident is registered already');
    }
    await insertCard(within, orderedCard(deps, residentId, 1, order, now));
    const entry = { at: now, event: 'application', actor, residentId, certificates: [], reason: null };
    await appendAudit(within, { ...entry, outcome: 'done' });
  };
  const attempt = { event: 'application', residentId, actor };
  await refusable(deps, attempt, () => deps.store.transaction(register));
}

/** Somebody known asks for another card; who had left the country is a resident again. */
export const application: LifeEvent<'application'> = async ({ deps, residentId, actor, sequence }, order) => {
  await happen(
    deps,
    { event: 'application', residentId, actor, sequence },
    async ({ within, now, card, resident }) => {
      checkOrder(order, resident.record.birthdate, now);
      await insertCard(within, orderedCard(deps, residentId, card.sequence + 1, order, now));
      if (resident.status !== 'resident') await setStatus(within, residentId, 'resident');
    },
  );
  return {};
};

/** What was asked for when this card was ordered. */
export function openOrder(deps: AuthorityDeps, card: CardRecord): Order {
  if (card.ordered === null) throw new AuthorityError('card_state', 'there is no order for this card');
  const context = orderContext(card.residentId, card.sequence);
  return v.parse(Order, JSON.parse(fromUtf8(unseal(deps.registerKey, card.ordered, context))));
}

function checkOrder(order: Order, birthdate: string, now: number): void {
  if (order.portrait !== undefined) readPortrait(order.portrait);
  if (order.signature && !mayHaveSignature(birthdate, now)) {
    throw new AuthorityError('signature_not_allowed', 'no signature certificate under the age of 15');
  }
}

function orderedCard(
  deps: AuthorityDeps,
  residentId: string,
  sequence: number,
  order: Order,
  issuedAt: number,
): CardRecord {
  const ordered = seal(deps.registerKey, toUtf8(JSON.stringify(order)), orderContext(residentId, sequence));
  const frame = { residentId, sequence, state: 'ordered', issuedAt, ordered } as const;
  return { ...frame, endsAt: null, municipality: null, faceKey: null, instructions: 0 };
}

function orderContext(residentId: string, sequence: number): string {
  return `authority order ${residentId} ${sequence}`;
}
