import type { StatementRunner } from '@kazasu/server/store';
import * as v from 'valibot';
import { type AuditEntry, type AuditHead, CertificateId } from '../api.ts';
import { type AuditBody, chainHash, NO_HASH } from './chain.ts';

/** Rows of `authority_audit` are only ever inserted. The one row of the head is what makes them one chain. */
export const AUDIT_TABLES = [
  `CREATE TABLE authority_audit (
    number BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    actor TEXT NOT NULL,
    resident_id TEXT,
    certificates TEXT NOT NULL,
    reason TEXT,
    outcome TEXT NOT NULL,
    hash TEXT NOT NULL
  )`,
  `CREATE TABLE authority_audit_head (
    id TEXT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL,
    hash TEXT NOT NULL
  )`,
  `INSERT INTO authority_audit_head (id, number, hash) VALUES ('chain', 0, '${NO_HASH}')`,
];

/** Finds what tells of one resident; of a later migration than the tables. */
export const AUDIT_OF_RESIDENT =
  'CREATE INDEX authority_audit_resident ON authority_audit (resident_id, number)';

/**
 * Adds an entry at the end of the chain, in the transaction of what it tells of: one is not stored without the other. The first statement
 * takes the head's row until the end of the transaction, so that every entry follows exactly one other.
 */
export async function appendAudit(within: StatementRunner, entry: Omit<AuditBody, 'number'>): Promise<void> {
  const [head] = await within.run<AuditHead>(
    `UPDATE authority_audit_head SET number = number + 1 WHERE id = 'chain' RETURNING number, hash`,
  );
  if (!head) throw new Error('the audit has no head');
  const body = { ...entry, number: head.number };
  const hash = chainHash(head.hash, body);
  await within.run(
    `INSERT INTO authority_audit (number, at, event, actor, resident_id, certificates, reason, outcome, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      body.number,
      body.at,
      body.event,
      body.actor,
      body.residentId,
      JSON.stringify(body.certificates),
      body.reason,
      body.outcome,
      hash,
    ],
  );
  await within.run(`UPDATE authority_audit_head SET hash = $1 WHERE id = 'chain'`, [hash]);
}

export async function readHead(runner: StatementRunner): Promise<AuditHead> {
  const [head] = await runner.run<AuditHead>(
    `SELECT number, hash FROM authority_audit_head WHERE id = 'chain'`,
  );
  return head ?? { number: 0, hash: NO_HASH };
}

/** What is stored, seen at one moment. */
export interface AuditState {
  /** Undefined when its row is gone. */
  readonly head: AuditHead | undefined;
  /** The highest number of any row: one behind the head was put there by nobody who appends. */
  readonly last: number;
}

export async function readState(runner: StatementRunner): Promise<AuditState> {
  const [row] = await runner.run<{ last: number | null; number: number | null; hash: string | null }>(
    `SELECT whole.last, head.number, head.hash
     FROM (SELECT MAX(number) AS last FROM authority_audit) AS whole
     LEFT JOIN authority_audit_head AS head ON head.id = 'chain'`,
  );
  const { last = null, number = null, hash = null } = row ?? {};
  return { head: number === null || hash === null ? undefined : { number, hash }, last: last ?? 0 };
}

/** Of the chain; what lies behind its head is no entry, whoever put it there. */
const UP_TO_HEAD = `number <= (SELECT number FROM authority_audit_head WHERE id = 'chain')`;

/** In order, from the one behind `after`. What is no list of certificates becomes an empty one: its hash will not fit. */
export async function listAudit(
  runner: StatementRunner,
  after: number,
  limit: number,
): Promise<AuditEntry[]> {
  const rows = await runner.run<StoredEntry>(
    `SELECT ${COLUMNS} FROM authority_audit WHERE number > $1 AND ${UP_TO_HEAD} ORDER BY number LIMIT $2`,
    [after, limit],
  );
  return rows.map(entryOf);
}

/** Newest first, from the one before `before`. */
export async function latestAudit(
  runner: StatementRunner,
  before: number,
  limit: number,
): Promise<AuditEntry[]> {
  const rows = await runner.run<StoredEntry>(
    `SELECT ${COLUMNS} FROM authority_audit WHERE number < $1 AND ${UP_TO_HEAD} ORDER BY number DESC LIMIT $2`,
    [before, limit],
  );
  return rows.map(entryOf);
}

/** What tells of one resident, newest first. */
export async function auditOfResident(
  runner: StatementRunner,
  residentId: string,
  limit: number,
): Promise<AuditEntry[]> {
  const rows = await runner.run<StoredEntry>(
    `SELECT ${COLUMNS} FROM authority_audit WHERE resident_id = $1 AND ${UP_TO_HEAD}
     ORDER BY number DESC LIMIT $2`,
    [residentId, limit],
  );
  return rows.map(entryOf);
}

type StoredEntry = Omit<AuditEntry, 'certificates'> & { certificates: string };

const COLUMNS = `number, at, event, actor, resident_id AS "residentId", certificates, reason, outcome, hash`;

function entryOf(row: StoredEntry): AuditEntry {
  return { ...row, certificates: certificatesIn(row.certificates) };
}

function certificatesIn(text: string): CertificateId[] {
  try {
    const result = v.safeParse(v.array(CertificateId), JSON.parse(text));
    return result.success ? result.output : [];
  } catch {
    return [];
  }
}
