/**
 * Every transition is one statement that names the state it leaves and looks at the time, so that of two who try the
 * same step one gets a row back and the other gets none.
 */
import type { StatementRunner } from '@kazasu/server/store';
import { DIVERGENCES } from '../divergences.ts';
import type { FailureCode } from '../proof/failure.ts';
import { COLUMNS, type Interaction, type InteractionRow, interactionOf } from './interaction-data.ts';

export const INTERACTION_TABLES: readonly string[] = [
  `CREATE TABLE provider_transaction (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    browser_hash TEXT NOT NULL,
    phone_hash TEXT UNIQUE,
    opened_by TEXT,
    client_id TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    scope TEXT NOT NULL,
    echo TEXT NOT NULL,
    nonce TEXT NOT NULL,
    code_challenge TEXT NOT NULL,
    revocation TEXT NOT NULL,
    ui_locales TEXT,
    challenge_nonce TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    subject TEXT,
    auth_time BIGINT,
    items BYTES,
    failure TEXT,
    outcome TEXT,
    report TEXT
  )`,
  'CREATE INDEX provider_transaction_expires ON provider_transaction (expires_at)',
];

/**
 * `digits`: sealed, those that the phone shows and the browser has to be told. `ticket_hash`: of the ticket with which the browser
 * of the same device fetches an approval. `asked_from`: JSON of what the browser says of itself and where it comes from.
 * `person_id`: who proved themselves, for their history. `holder_id`: whose app it is, where the app was unlocked.
 */
export const MATCH_TABLES: readonly string[] = [
  'ALTER TABLE provider_transaction ADD COLUMN digits BYTES',
  'ALTER TABLE provider_transaction ADD COLUMN digits_expires_at BIGINT',
  'ALTER TABLE provider_transaction ADD COLUMN digits_wrong BIGINT NOT NULL DEFAULT 0',
  'ALTER TABLE provider_transaction ADD COLUMN digits_shown BIGINT NOT NULL DEFAULT 0',
  'ALTER TABLE provider_transaction ADD COLUMN ticket_hash TEXT',
  'ALTER TABLE provider_transaction ADD COLUMN asked_from TEXT',
  'ALTER TABLE provider_transaction ADD COLUMN extended BIGINT NOT NULL DEFAULT 0',
  'ALTER TABLE provider_transaction ADD COLUMN person_id TEXT',
  'ALTER TABLE provider_transaction ADD COLUMN holder_id TEXT',
];

const OPEN = `state IN ('waiting', 'opened', 'proved')`;

export interface NewInteraction
  extends Pick<
    Interaction,
    | 'id'
    | 'clientId'
    | 'redirectUri'
    | 'scope'
    | 'echo'
    | 'nonce'
    | 'codeChallenge'
    | 'revocation'
    | 'uiLocales'
    | 'challengeNonce'
    | 'createdAt'
    | 'expiresAt'
  > {
  /** Hash of the cookie. */
  readonly browserHash: string;
}

export async function insertInteraction(store: StatementRunner, it: NewInteraction): Promise<void> {
  await store.run(
    `INSERT INTO provider_transaction
      (id, state, browser_hash, client_id, redirect_uri, scope, echo, nonce, code_challenge, revocation,
       ui_locales, challenge_nonce, created_at, expires_at, attempts)
     VALUES ($1, 'waiting', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0)`,
    [
      it.id,
      it.browserHash,
      it.clientId,
      it.redirectUri,
      it.scope.join(' '),
      it.echo,
      it.nonce,
      it.codeChallenge,
      it.revocation,
      it.uiLocales ?? null,
      it.challengeNonce,
      it.createdAt,
      it.expiresAt,
    ],
  );
}

export function findForBrowser(store: StatementRunner, id: string, browserHash: string) {
  return one(store, `SELECT ${COLUMNS} FROM provider_transaction WHERE id = $1 AND browser_hash = $2`, [
    id,
    browserHash,
  ]);
}

export function findForPhone(store: StatementRunner, phoneHash: string) {
  return one(store, `SELECT ${COLUMNS} FROM provider_transaction WHERE phone_hash = $1`, [phoneHash]);
}

export function findById(store: StatementRunner, id: string) {
  return one(store, `SELECT ${COLUMNS} FROM provider_transaction WHERE id = $1`, [id]);
}

/** waiting → opened: the first phone wins. */
export function openInteraction(
  store: StatementRunner,
  id: string,
  phone: { readonly phoneHash: string; readonly openedBy: string },
  now: number,
) {
  return one(
    store,
    `UPDATE provider_transaction SET state = 'opened', phone_hash = $2, opened_by = $3
     WHERE id = $1 AND state = 'waiting' AND expires_at > $4 RETURNING ${COLUMNS}`,
    [id, phone.phoneHash, phone.openedBy, now],
  );
}

/** opened → opened: counts a card proof before it is looked at, so that parallel tries are all counted. */
export function countAttempt(store: StatementRunner, phoneHash: string, max: number, now: number) {
  return one(
    store,
    `UPDATE provider_transaction SET attempts = attempts + 1
     WHERE phone_hash = $1 AND state = 'opened' AND attempts < $2 AND expires_at > $3 RETURNING ${COLUMNS}`,
    [phoneHash, max, now],
  );
}

export interface Proved {
  readonly subject: string;
  readonly authTime: number;
  readonly items: Uint8Array | null;
  /** JSON of the verification report. */
  readonly report: string;
}

/** opened → proved. */
export function proveInteraction(store: StatementRunner, phoneHash: string, proved: Proved, now: number) {
  return one(
    store,
    `UPDATE provider_transaction SET state = 'proved', subject = $2, auth_time = $3, items = $4, report = $5
     WHERE phone_hash = $1 AND state = 'opened' AND expires_at > $6 RETURNING ${COLUMNS}`,
    [phoneHash, proved.subject, proved.authTime, proved.items, proved.report, now],
  );
}

/** opened → failed. */
export function failInteraction(
  store: StatementRunner,
  phoneHash: string,
  failure: FailureCode,
  report: string | null,
) {
  return one(
    store,
    `UPDATE provider_transaction SET state = 'failed', failure = $2, report = $3
     WHERE phone_hash = $1 AND state = 'opened' RETURNING ${COLUMNS}`,
    [phoneHash, failure, report],
  );
}

/** proved → approved. */
export function approveInteraction(store: StatementRunner, phoneHash: string, now: number) {
  return one(
    store,
    `UPDATE provider_transaction SET state = 'approved'
     WHERE phone_hash = $1 AND state = 'proved' AND expires_at > $2 RETURNING ${COLUMNS}`,
    [phoneHash, now],
  );
}

/** Any open state → declined, by the phone. */
export function declineInteraction(store: StatementRunner, phoneHash: string, now: number) {
  return one(
    store,
    `UPDATE provider_transaction SET state = 'declined', items = NULL
     WHERE phone_hash = $1 AND ${OPEN} AND expires_at > $2 RETURNING ${COLUMNS}`,
    [phoneHash, now],
  );
}

/** Any open state → declined, by the browser. */
export function cancelInteraction(store: StatementRunner, id: string, browserHash: string, now: number) {
  return one(
    store,
    `UPDATE provider_transaction SET state = 'declined', items = NULL
     WHERE id = $1 AND browser_hash = $2 AND ${OPEN} AND expires_at > $3 RETURNING ${COLUMNS}`,
    [id, browserHash, now],
  );
}

/** Any open state, and agreed but not fetched → declined, when the client is removed: its answers go to nobody. */
export async function declineInteractionsOf(within: StatementRunner, clientId: string): Promise<void> {
  await within.run(
    `UPDATE provider_transaction SET state = 'declined', items = NULL
     WHERE client_id = $1 AND (${OPEN} OR state = 'approved')`,
    [clientId],
  );
  await within.run(
    `DELETE FROM provider_open_code
     WHERE transaction_id IN (SELECT id FROM provider_transaction WHERE client_id = $1)`,
    [clientId],
  );
}

/**
 * Any answered or expired state → finished. The row that comes back is the one right to send the answer; `outcome`
 * says which. On the right of SET stand the values from before.
 */
export function finishInteraction(store: StatementRunner, id: string, browserHash: string, now: number) {
  return one(
    store,
    `UPDATE provider_transaction SET state = 'finished',
       outcome = CASE WHEN (${OPEN} OR state = 'approved') AND expires_at <= $3 THEN 'expired' ELSE state END
     WHERE id = $1 AND browser_hash = $2
       AND (state IN ('approved', 'declined', 'failed', 'expired') OR (${OPEN} AND expires_at <= $3))
     RETURNING ${COLUMNS}`,
    [id, browserHash, now],
  );
}

/** What the request brought and the card gave has gone over into the answer; nobody needs it here any more. */
export async function forgetRequest(store: StatementRunner, id: string): Promise<void> {
  await store.run(
    `UPDATE provider_transaction SET items = NULL, echo = '', nonce = '', code_challenge = '' WHERE id = $1`,
    [id],
  );
}

/**
 * Whatever was not answered in time loses its items, and what ended long ago goes altogether. What never came to a
 * report is kept only as long as the browser's cookie, so that requests which nobody follows do not fill the store.
 */
export async function sweepInteractions(store: StatementRunner, now: number, retentionMs: number) {
  await store.run(
    `UPDATE provider_transaction SET state = 'expired', items = NULL
     WHERE expires_at <= $1 AND (${OPEN} OR state = 'approved')`,
    [now],
  );
  await store.run('DELETE FROM provider_transaction WHERE expires_at <= $1', [now - retentionMs]);
  await store.run('DELETE FROM provider_transaction WHERE expires_at <= $1 AND report IS NULL', [
    now - DIVERGENCES.loginLifetimeMs.value,
  ]);
  await store.run('DELETE FROM provider_open_code WHERE expires_at <= $1', [now]);
}

async function one(
  store: StatementRunner,
  statement: string,
  values: readonly (string | number | Uint8Array | null)[],
): Promise<Interaction | undefined> {
  const [row] = await store.run<InteractionRow>(statement, values);
  return row === undefined ? undefined : interactionOf(row);
}
