import { type SqlValue, type StatementRunner, SWEEP_ROWS, sweepRows } from '@kazasu/server/store';
import type { Flow, FlowKind, InspectedEvent, StoredEvent } from './record/event.ts';

/**
 * How many flows are kept, and how long after their last event. What is refused before there is a transaction has a number of its own:
 * anybody can have it refused, also a foreign page in the developer's browser. `requestsKept`: how many of the requests that were counted
 * with others still lead to their flow, in each.
 */
export const FLOWS = { kept: 200, keptEarly: 50, requestsKept: 200, retentionMs: 3_600_000 } as const;

/** What developers look at: masked, bounded, and gone an hour after it was last asked for. Empty where no inspector is configured. */
export const INSPECTOR_TABLES: readonly string[] = [
  `CREATE TABLE provider_inspector_flow (
    id TEXT PRIMARY KEY,
    client_id TEXT,
    kind TEXT NOT NULL,
    interaction_id TEXT,
    sign_id TEXT,
    state TEXT,
    outcome TEXT,
    error TEXT,
    version BIGINT NOT NULL,
    events BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
  )`,
  'CREATE INDEX provider_inspector_flow_updated ON provider_inspector_flow (updated_at)',
  `CREATE TABLE provider_inspector_event (
    id TEXT PRIMARY KEY,
    flow_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    place BIGINT NOT NULL,
    times BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    body TEXT NOT NULL
  )`,
  'CREATE INDEX provider_inspector_event_flow ON provider_inspector_event (flow_id)',
  `CREATE TABLE provider_inspector_key (
    key_hash TEXT PRIMARY KEY,
    flow_id TEXT NOT NULL
  )`,
  'CREATE INDEX provider_inspector_key_flow ON provider_inspector_key (flow_id)',
];

/** Where a refused request is that was counted with others like it, and so has no event by its own id. */
export const INSPECTOR_REQUEST_TABLES: readonly string[] = [
  `CREATE TABLE provider_inspector_request (
    id TEXT PRIMARY KEY,
    flow_id TEXT NOT NULL,
    at BIGINT NOT NULL
  )`,
  'CREATE INDEX provider_inspector_request_flow ON provider_inspector_request (flow_id, at)',
];

interface FlowRow {
  readonly id: string;
  readonly client_id: string | null;
  readonly kind: FlowKind;
  readonly interaction_id: string | null;
  readonly sign_id: string | null;
  readonly state: string | null;
  readonly outcome: string | null;
  readonly error: string | null;
  readonly version: number;
  readonly events: number;
  readonly created_at: number;
  readonly updated_at: number;
}

const FLOW_COLUMNS =
  'id, client_id, kind, interaction_id, sign_id, state, outcome, error, version, events, created_at, updated_at';

function flowOf(row: FlowRow): Flow {
  return {
    id: row.id,
    clientId: row.client_id ?? undefined,
    kind: row.kind,
    interactionId: row.interaction_id ?? undefined,
    signId: row.sign_id ?? undefined,
    state: row.state ?? undefined,
    outcome: row.outcome ?? undefined,
    error: row.error ?? undefined,
    version: row.version,
    events: row.events,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export async function insertFlow(
  store: StatementRunner,
  flow: Pick<Flow, 'id' | 'clientId' | 'kind' | 'createdAt'>,
): Promise<void> {
  await store.run(
    `INSERT INTO provider_inspector_flow (id, client_id, kind, version, events, created_at, updated_at)
     VALUES ($1, $2, $3, 0, 0, $4, $4)`,
    [flow.id, flow.clientId ?? null, flow.kind, flow.createdAt],
  );
}

/** What is learnt of a flow; what is undefined stays as it is. */
export type FlowChange = Partial<
  Pick<Flow, 'clientId' | 'kind' | 'interactionId' | 'signId' | 'state' | 'outcome' | 'error'>
> & { readonly events: number; readonly at: number };

export async function changeFlow(store: StatementRunner, id: string, change: FlowChange): Promise<void> {
  await store.run(
    `UPDATE provider_inspector_flow SET
       client_id = COALESCE(client_id, $2), kind = COALESCE($3, kind), interaction_id = COALESCE($4, interaction_id),
       sign_id = COALESCE($5, sign_id), state = COALESCE($6, state), outcome = COALESCE($7, outcome),
       error = COALESCE($8, error), version = version + 1, events = events + $9,
       updated_at = CASE WHEN $10 > updated_at THEN $10 ELSE updated_at END
     WHERE id = $1`,
    [
      id,
      ...[change.clientId, change.kind, change.interactionId, change.signId, change.state].map(orNull),
      ...[change.outcome, change.error].map(orNull),
      change.events,
      change.at,
    ],
  );
}

const orNull = (value: string | undefined): SqlValue => value ?? null;

export async function findFlow(store: StatementRunner, id: string): Promise<Flow | undefined> {
  const [row] = await store.run<FlowRow>(
    `SELECT ${FLOW_COLUMNS} FROM provider_inspector_flow WHERE id = $1`,
    [id],
  );
  return row === undefined ? undefined : flowOf(row);
}

/** The newest first; of one client where it is given. */
export async function listFlows(
  store: StatementRunner,
  { clientId, limit }: { readonly clientId: string | undefined; readonly limit: number },
): Promise<readonly Flow[]> {
  const rows = await store.run<FlowRow>(
    `SELECT ${FLOW_COLUMNS} FROM provider_inspector_flow ${clientId === undefined ? '' : 'WHERE client_id = $2'}
     ORDER BY created_at DESC, id LIMIT $1`,
    clientId === undefined ? [limit] : [limit, clientId],
  );
  return rows.map(flowOf);
}

/** Which clients have flows. */
export async function listClientIds(store: StatementRunner): Promise<readonly string[]> {
  const rows = await store.run<{ client_id: string }>(
    'SELECT DISTINCT client_id FROM provider_inspector_flow WHERE client_id IS NOT NULL ORDER BY client_id LIMIT 100',
  );
  return rows.map(({ client_id }) => client_id);
}

export async function findFlowId(store: StatementRunner, keyHash: string): Promise<string | undefined> {
  const [row] = await store.run<{ flow_id: string }>(
    'SELECT flow_id FROM provider_inspector_key WHERE key_hash = $1',
    [keyHash],
  );
  return row?.flow_id;
}

/** The first to take a key keeps it: a secret leads to one flow. False where another flow has it. */
export async function takeKey(store: StatementRunner, keyHash: string, flowId: string): Promise<boolean> {
  const rows = await store.run(
    `INSERT INTO provider_inspector_key (key_hash, flow_id) VALUES ($1, $2)
     ON CONFLICT (key_hash) DO NOTHING RETURNING key_hash`,
    [keyHash, flowId],
  );
  return rows.length === 1;
}

export interface NewEvent {
  readonly id: string;
  readonly flowId: string;
  readonly at: number;
  readonly place: number;
  readonly body: string;
}

/** False for a poll that was there already and has been counted once more. */
export async function addEvent(store: StatementRunner, event: NewEvent): Promise<boolean> {
  const [row] = await store.run<{ times: number }>(
    `INSERT INTO provider_inspector_event (id, flow_id, at, place, times, until_at, body) VALUES ($1, $2, $3, $4, 1, $3, $5)
     ON CONFLICT (id) DO UPDATE SET times = provider_inspector_event.times + 1, until_at = excluded.until_at
     RETURNING times`,
    [event.id, event.flowId, event.at, event.place, event.body],
  );
  return row?.times === 1;
}

interface EventRow {
  readonly id: string;
  readonly at: number;
  readonly times: number;
  readonly until_at: number;
  readonly body: string;
}

/** In the order in which they happened. */
export async function listEvents(store: StatementRunner, flowId: string): Promise<readonly StoredEvent[]> {
  const rows = await store.run<EventRow>(
    `SELECT id, at, times, until_at, body FROM provider_inspector_event WHERE flow_id = $1 ORDER BY at, place, id`,
    [flowId],
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    count: row.times,
    until: row.until_at,
    event: JSON.parse(row.body) as InspectedEvent,
  }));
}

export async function findFlowOfEvent(store: StatementRunner, id: string): Promise<string | undefined> {
  const [row] = await store.run<{ flow_id: string }>(
    'SELECT flow_id FROM provider_inspector_event WHERE id = $1',
    [id],
  );
  return row?.flow_id;
}

/** Keeps where this request is, and of the flow's requests the newest: whoever is refused again and again fills nothing. */
export async function keepRequest(
  store: StatementRunner,
  { id, flowId, at }: Pick<NewEvent, 'id' | 'flowId' | 'at'>,
): Promise<void> {
  const values = [id, flowId, at];
  await store.run('INSERT INTO provider_inspector_request (id, flow_id, at) VALUES ($1, $2, $3)', values);
  await store.run(
    `DELETE FROM provider_inspector_request WHERE flow_id = $1 AND id NOT IN (
       SELECT id FROM provider_inspector_request WHERE flow_id = $1 ORDER BY at DESC, id LIMIT $2)`,
    [flowId, FLOWS.requestsKept],
  );
}

export async function findFlowOfRequest(store: StatementRunner, id: string): Promise<string | undefined> {
  const [row] = await store.run<{ flow_id: string }>(
    'SELECT flow_id FROM provider_inspector_request WHERE id = $1',
    [id],
  );
  return row?.flow_id;
}

/** Keeps the newest flows, and none that has not changed since; of what is shared, which somebody may ask for without end, no event either. */
export async function sweepFlows(store: StatementRunner, before: number): Promise<void> {
  const gone = await store.run<{ id: string }>(
    `DELETE FROM provider_inspector_flow WHERE updated_at <= $1 OR (
       id NOT IN (SELECT id FROM provider_inspector_flow WHERE kind <> 'early' ORDER BY updated_at DESC, id LIMIT $2) AND
       id NOT IN (SELECT id FROM provider_inspector_flow WHERE kind = 'early' ORDER BY updated_at DESC, id LIMIT $3)
     ) RETURNING id`,
    [before, FLOWS.kept, FLOWS.keptEarly],
  );
  for (const { id } of gone) {
    await store.run('DELETE FROM provider_inspector_event WHERE flow_id = $1', [id]);
    await store.run('DELETE FROM provider_inspector_key WHERE flow_id = $1', [id]);
    await store.run('DELETE FROM provider_inspector_request WHERE flow_id = $1', [id]);
  }
  await sweepShared(store, before);
}

async function sweepShared(store: StatementRunner, before: number): Promise<void> {
  const shared = `SELECT id FROM provider_inspector_flow WHERE kind = 'shared'`;
  const due = `SELECT id FROM provider_inspector_event WHERE until_at <= $1 AND flow_id IN (${shared})`;
  const some = `DELETE FROM provider_inspector_event WHERE id IN (${due} LIMIT ${SWEEP_ROWS}) RETURNING flow_id`;
  for (let gone = SWEEP_ROWS; gone === SWEEP_ROWS; ) {
    const rows = await store.run<{ flow_id: string }>(some, [before]);
    for (const { flow_id } of rows) await changeFlow(store, flow_id, { events: -1, at: 0 });
    gone = rows.length;
  }
  const requests = { table: 'provider_inspector_request', key: 'id' };
  await sweepRows(store, { ...requests, due: 'at <= $1', values: [before] });
}
