/**
 * Every transition is one statement that names the state it leaves and looks at the time, so that of two who try the
 * same step one gets a row back and the other gets none.
 */
import { collectedStatement, type StatementRunner, sweepRows } from '@kazasu/server/store';
import { DIVERGENCES } from '../divergences.ts';
import type { FailureCode } from '../proof/failure.ts';
import { COLUMNS, type Interaction, type OpenedBy } from './interaction-data.ts';
import { DECLINED, FORGOTTEN, manyOne, OPEN, one, PHONE_COLUMNS } from './interaction-query.ts';

export interface NewInteraction
  extends Pick<
    Interaction,
    | 'id'
    | 'clientId'
    | 'redirectUri'
    | 'responseMode'
    | 'scope'
    | 'echo'
    | 'nonce'
    | 'codeChallenge'
    | 'dpopJkt'
    | 'revocation'
    | 'uiLocales'
    | 'challengeNonce'
    | 'createdAt'
    | 'expiresAt'
    | 'askedFrom'
  > {
  /** Hash of the cookie. */
  readonly browserHash: string;
}

const INSERT = collectedStatement({
  text: `INSERT INTO provider_transaction
      (id, state, browser_hash, client_id, redirect_uri, scope, echo, nonce, code_challenge, revocation,
       ui_locales, challenge_nonce, created_at, expires_at, asked_from, response_mode, dpop_jkt, attempts)
     VALUES ($1, 'waiting', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0) RETURNING id`,
  key: 'id',
  types: [
    ...(['TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT'] as const),
    ...(['BIGINT', 'BIGINT', 'TEXT', 'TEXT', 'TEXT'] as const),
  ],
});

export async function insertInteraction(store: StatementRunner, it: NewInteraction): Promise<void> {
  await INSERT.run(store, [
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
    it.askedFrom ?? null,
    it.responseMode,
    it.dpopJkt ?? null,
  ]);
}

const FIND_FOR_BROWSER = manyOne(
  'id',
  `SELECT ${COLUMNS} FROM provider_transaction WHERE id = $1 AND browser_hash = $2`,
  ['TEXT', 'TEXT'],
);

export function findForBrowser(store: StatementRunner, id: string, browserHash: string) {
  return FIND_FOR_BROWSER(store, [id, browserHash]);
}

const FIND_FOR_PHONE = manyOne(
  'phone_hash',
  `SELECT ${PHONE_COLUMNS} FROM provider_transaction WHERE phone_hash = $1`,
  ['TEXT'],
);

export function findForPhone(store: StatementRunner, phoneHash: string) {
  return FIND_FOR_PHONE(store, [phoneHash]);
}

const FIND_BY_ID = manyOne('id', `SELECT ${COLUMNS} FROM provider_transaction WHERE id = $1`, ['TEXT']);

export function findById(store: StatementRunner, id: string) {
  return FIND_BY_ID(store, [id]);
}

/** What a phone brings and gets when it opens an interaction. */
export interface OpeningPhone {
  readonly phoneHash: string;
  readonly openedBy: OpenedBy;
  readonly holderId: string | undefined;
  readonly askedFrom: string | undefined;
  /** Of a phone that read the QR code: what the browser has to be told before anything else can happen. */
  readonly match: { readonly digits: Uint8Array; readonly expiresAt: number } | undefined;
}

const OPEN_IT = manyOne(
  'id',
  `UPDATE provider_transaction SET state = $3, phone_hash = $2, opened_by = $4, holder_id = $5, asked_from = $6,
       digits = $7, digits_expires_at = $8, digits_shown = $9
     WHERE id = $1 AND state = 'waiting' AND expires_at > $10 RETURNING ${COLUMNS}`,
  ['TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT', 'BYTES', 'BIGINT', 'BIGINT', 'BIGINT'],
);

/** waiting → opened, or scanned where there is something to match: the first phone wins. */
export function openInteraction(store: StatementRunner, id: string, phone: OpeningPhone, now: number) {
  const { match } = phone;
  return OPEN_IT(store, [
    id,
    phone.phoneHash,
    match === undefined ? 'opened' : 'scanned',
    phone.openedBy,
    phone.holderId ?? null,
    phone.askedFrom ?? null,
    match?.digits ?? null,
    match?.expiresAt ?? null,
    match === undefined ? 0 : 1,
    now,
  ]);
}

const COUNT_ATTEMPT = manyOne(
  'phone_hash',
  `UPDATE provider_transaction SET attempts = attempts + 1
     WHERE phone_hash = $1 AND state = 'opened' AND attempts < $2 AND expires_at > $3 RETURNING ${PHONE_COLUMNS}`,
  ['TEXT', 'BIGINT', 'BIGINT'],
);

/** opened → opened: counts a card proof before it is looked at, so that parallel tries are all counted. */
export function countAttempt(store: StatementRunner, phoneHash: string, max: number, now: number) {
  return COUNT_ATTEMPT(store, [phoneHash, max, now]);
}

export interface Proved {
  readonly personId: string;
  readonly subject: string;
  readonly authTime: number;
  readonly items: Uint8Array | null;
  /** JSON of the verification report. */
  readonly report: string;
}

const PROVE = manyOne(
  'phone_hash',
  `UPDATE provider_transaction SET state = 'proved', subject = $2, auth_time = $3, items = $4, report = $5,
       person_id = $6
     WHERE phone_hash = $1 AND state = 'opened' AND expires_at > $7 RETURNING ${PHONE_COLUMNS}`,
  ['TEXT', 'TEXT', 'BIGINT', 'BYTES', 'TEXT', 'TEXT', 'BIGINT'],
);

/** opened → proved. */
export function proveInteraction(store: StatementRunner, phoneHash: string, proved: Proved, now: number) {
  return PROVE(store, [
    phoneHash,
    proved.subject,
    proved.authTime,
    proved.items,
    proved.report,
    proved.personId,
    now,
  ]);
}

const FAIL = manyOne(
  'phone_hash',
  `UPDATE provider_transaction SET state = 'failed', failure = $2, report = $3
     WHERE phone_hash = $1 AND state = 'opened' RETURNING ${PHONE_COLUMNS}`,
  ['TEXT', 'TEXT', 'TEXT'],
);

/** opened → failed. */
export function failInteraction(
  store: StatementRunner,
  phoneHash: string,
  failure: FailureCode,
  report: string | null,
) {
  return FAIL(store, [phoneHash, failure, report]);
}

/** The phone by its hash, the hash of the ticket that it would give to this device's browser, and whose app is unlocked on it. */
export interface Approver {
  readonly phoneHash: string;
  readonly ticketHash: string;
  readonly holderId: string | undefined;
}

const APPROVE = manyOne(
  'phone_hash',
  `UPDATE provider_transaction SET state = 'approved',
       ticket_hash = CASE WHEN opened_by = 'link' THEN $2 ELSE NULL END
     WHERE phone_hash = $1 AND state = 'proved' AND expires_at > $3 AND (holder_id IS NULL OR holder_id = $4)
     RETURNING ${PHONE_COLUMNS}`,
  ['TEXT', 'TEXT', 'BIGINT', 'TEXT'],
);

/** proved → approved; of what was opened in somebody's app, by them alone. One that was opened by link waits for the ticket from now on. */
export function approveInteraction(
  store: StatementRunner,
  { phoneHash, ticketHash, holderId }: Approver,
  now: number,
) {
  return APPROVE(store, [phoneHash, ticketHash, now, holderId ?? null]);
}

const DECLINE = manyOne(
  'phone_hash',
  `UPDATE provider_transaction SET ${DECLINED}
     WHERE phone_hash = $1 AND ${OPEN} AND expires_at > $2 RETURNING ${PHONE_COLUMNS}`,
  ['TEXT', 'BIGINT'],
);

/** Any open state → declined, by the phone. */
export function declineInteraction(store: StatementRunner, phoneHash: string, now: number) {
  return DECLINE(store, [phoneHash, now]);
}

/** Any open state → declined, by the browser. */
export function cancelInteraction(store: StatementRunner, id: string, browserHash: string, now: number) {
  return one(
    store,
    `UPDATE provider_transaction SET ${DECLINED}
     WHERE id = $1 AND browser_hash = $2 AND ${OPEN} AND expires_at > $3 RETURNING ${COLUMNS}`,
    [id, browserHash, now],
  );
}

/** Any open state, and agreed but not fetched → declined, when the client is removed: its answers go to nobody. */
export async function declineInteractionsOf(within: StatementRunner, clientId: string): Promise<void> {
  await within.run(
    `UPDATE provider_transaction SET ${DECLINED}
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
 * Whatever is over when its time is up, answered or not, loses what only an agreement would have needed. Its browser may still come for
 * the error that it gets; then nobody can come any more. What ended long ago goes altogether, and what never came to a report at once,
 * so that requests which nobody follows do not fill the store.
 */
export async function sweepInteractions(store: StatementRunner, now: number, retentionMs: number) {
  const rows = { table: 'provider_transaction', key: 'id' };
  const set = `${FORGOTTEN}, state = CASE WHEN ${OPEN} OR state = 'approved' THEN 'expired' ELSE state END`;
  await sweepRows(store, { ...rows, set, due: `expires_at <= $1 AND code_challenge <> ''`, values: [now] });
  await sweepRows(store, { ...rows, due: 'expires_at <= $1', values: [now - retentionMs] });
  const left = [now - DIVERGENCES.loginLifetimeMs.value];
  await sweepRows(store, { ...rows, due: 'expires_at <= $1 AND report IS NULL', values: left });
  const noWay = `echo = '', browser_hash = '', phone_hash = NULL`;
  await sweepRows(store, {
    ...rows,
    set: noWay,
    due: `expires_at <= $1 AND browser_hash <> ''`,
    values: left,
  });
  const codes = { table: 'provider_open_code', key: 'code_hash' };
  await sweepRows(store, { ...codes, due: 'expires_at <= $1', values: [now] });
}
