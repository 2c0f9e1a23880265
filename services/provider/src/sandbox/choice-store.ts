/** What was chosen for which interaction, from then on until its session must have ended. A provider that is no sandbox writes no row. */
import { type StatementRunner, sweepRows } from '@kazasu/server/store';
import { type ChoiceRow, type ChosenOutcome, chosenOf } from './choice-data.ts';

export const SANDBOX_TABLES: readonly string[] = [
  `CREATE TABLE provider_sandbox_choice (
    transaction_id TEXT PRIMARY KEY,
    outcome TEXT NOT NULL,
    person TEXT,
    delay_ms BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
  )`,
  'CREATE INDEX provider_sandbox_choice_expires ON provider_sandbox_choice (expires_at)',
];

/** Of all who choose for one interaction, the first does: false for the others. */
export async function insertChoice(store: StatementRunner, choice: ChoiceRow): Promise<boolean> {
  const rows = await store.run(
    `INSERT INTO provider_sandbox_choice (transaction_id, outcome, person, delay_ms, expires_at)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (transaction_id) DO NOTHING RETURNING transaction_id`,
    [choice.transaction_id, choice.outcome, choice.person, choice.delay_ms, choice.expires_at],
  );
  return rows.length === 1;
}

const COLUMNS = 'c.transaction_id, c.outcome, c.person, c.delay_ms, c.expires_at';

/** Of an interaction, and of the session that came of it, which has the same id. */
export function findChoice(store: StatementRunner, id: string): Promise<ChosenOutcome | undefined> {
  return one(store, `SELECT ${COLUMNS} FROM provider_sandbox_choice c WHERE c.transaction_id = $1`, [id]);
}

/** Before a code is used up; another client's code has none. */
export function findChoiceByCode(store: StatementRunner, codeHash: string, clientId: string) {
  return one(
    store,
    `SELECT ${COLUMNS} FROM provider_sandbox_choice c JOIN provider_session s ON s.id = c.transaction_id
     WHERE s.code_hash = $1 AND s.client_id = $2`,
    [codeHash, clientId],
  );
}

/** Before a refresh token is used up. */
export function findChoiceByRefreshToken(
  store: StatementRunner,
  { familyHash, refreshHash }: { readonly familyHash: string; readonly refreshHash: string },
  clientId: string,
) {
  return one(
    store,
    `SELECT ${COLUMNS} FROM provider_sandbox_choice c JOIN provider_session s ON s.id = c.transaction_id
     WHERE s.family_hash = $1 AND s.refresh_hash = $2 AND s.client_id = $3`,
    [familyHash, refreshHash, clientId],
  );
}

export async function sweepChoices(store: StatementRunner, now: number): Promise<void> {
  const rows = { table: 'provider_sandbox_choice', key: 'transaction_id' };
  await sweepRows(store, { ...rows, due: 'expires_at <= $1', values: [now] });
}

async function one(store: StatementRunner, statement: string, values: readonly string[]) {
  const [row] = await store.run<ChoiceRow>(statement, values);
  return row === undefined ? undefined : chosenOf(row);
}
