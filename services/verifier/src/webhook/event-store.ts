import { type StatementRunner, type Store, SWEEP_ROWS } from '@kazasu/server/store';
import type { EventType } from './event-type.ts';
import type { WebhookEvent } from './webhook-data.ts';

/** The next number of the tenant's events. Whoever takes it holds the row until the transaction ends, so that none is left out. */
export async function takeNumber(within: StatementRunner, tenantId: string): Promise<number> {
  const [row] = await within.run<{ last: number }>(
    `INSERT INTO verifier_event_number (tenant_id, last) VALUES ($1, 1)
     ON CONFLICT (tenant_id) DO UPDATE SET last = verifier_event_number.last + 1 RETURNING last`,
    [tenantId],
  );
  if (row === undefined) throw new Error('no number for an event');
  return row.last;
}

/** Holds the same row, and takes no number: what else a tenant asks to be sent comes one after the other. */
export async function takeTurn(within: StatementRunner, tenantId: string): Promise<void> {
  await within.run(
    `INSERT INTO verifier_event_number (tenant_id, last) VALUES ($1, 0)
     ON CONFLICT (tenant_id) DO UPDATE SET last = verifier_event_number.last`,
    [tenantId],
  );
}

export async function insertEvent(within: StatementRunner, event: WebhookEvent): Promise<void> {
  const { eventId, tenantId, number, type, personId = null, createdAt, body } = event;
  await within.run(
    `INSERT INTO verifier_event (event_id, tenant_id, number, event_type, person_id, created_at, body)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [eventId, tenantId, number, type, personId, createdAt, body],
  );
}

interface EventRow {
  readonly event_id: string;
  readonly tenant_id: string;
  readonly number: number;
  readonly event_type: EventType;
  readonly person_id: string | null;
  readonly created_at: number;
  readonly body: string;
}

const COLUMNS = 'event_id, tenant_id, number, event_type, person_id, created_at, body';

function eventOf(row: EventRow): WebhookEvent {
  return {
    eventId: row.event_id,
    tenantId: row.tenant_id,
    number: row.number,
    type: row.event_type,
    personId: row.person_id ?? undefined,
    createdAt: row.created_at,
    body: row.body,
  };
}

export async function findEvent(store: StatementRunner, eventId: string): Promise<WebhookEvent | undefined> {
  const [row] = await store.run<EventRow>(`SELECT ${COLUMNS} FROM verifier_event WHERE event_id = $1`, [
    eventId,
  ]);
  return row && eventOf(row);
}

/** In their order, those with a higher number. */
export async function listEvents(
  store: StatementRunner,
  tenantId: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly WebhookEvent[]> {
  const rows = await store.run<EventRow>(
    `SELECT ${COLUMNS} FROM verifier_event WHERE tenant_id = $1 AND number > $2 ORDER BY number LIMIT $3`,
    [tenantId, after, limit],
  );
  return rows.map(eventOf);
}

/** What tells of a person, on its way or delivered. */
export async function deletePersonEvents(
  within: StatementRunner,
  tenantId: string,
  personId: string,
): Promise<void> {
  await deleteEvents(within, 'tenant_id = $1 AND person_id = $2', [tenantId, personId]);
}

/** Those that have had their time, a few at once with all that belongs to them; what is still waiting is younger than that. */
export async function deleteOldEvents(store: Store, before: number): Promise<void> {
  const oldest = `created_at < $1 ORDER BY created_at, event_id LIMIT ${SWEEP_ROWS}`;
  const some = () => store.transaction((within) => deleteEvents(within, oldest, [before]));
  for (let gone = SWEEP_ROWS; gone === SWEEP_ROWS; ) gone = await some();
}

async function deleteEvents(
  within: StatementRunner,
  which: string,
  values: readonly (string | number)[],
): Promise<number> {
  const events = `SELECT event_id FROM verifier_event WHERE ${which}`;
  const deliveries = `SELECT delivery_id FROM verifier_delivery WHERE event_id IN (${events})`;
  await within.run(`DELETE FROM verifier_delivery_attempt WHERE delivery_id IN (${deliveries})`, values);
  await within.run(`DELETE FROM verifier_delivery WHERE event_id IN (${events})`, values);
  const gone = await within.run(
    `DELETE FROM verifier_event WHERE event_id IN (${events}) RETURNING event_id`,
    values,
  );
  return gone.length;
}
