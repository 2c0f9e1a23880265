import { chainStore, chainTables, detailIn } from '@kazasu/server/audit';
import type { SqlValue, StatementRunner } from '@kazasu/server/store';
import * as v from 'valibot';
import { type AuditEntry, type AuditHead, CertificateId } from '../api.ts';

/** An entry before it has its hash. */
export type AuditBody = Omit<AuditEntry, 'hash'>;

export const AUDIT_TABLES = chainTables('authority_audit', [
  'at BIGINT NOT NULL',
  'event TEXT NOT NULL',
  'actor TEXT NOT NULL',
  'resident_id TEXT',
  'certificates TEXT NOT NULL',
  'reason TEXT',
  'outcome TEXT NOT NULL',
]);

/** What the administration says beside its action; of a later migration than the tables. Entries without them are hashed as before. */
export const AUDIT_OF_ADMINISTRATION = [
  'ALTER TABLE authority_audit ADD COLUMN subject TEXT',
  'ALTER TABLE authority_audit ADD COLUMN detail TEXT',
];

/** Finds what tells of one resident; of a later migration than the tables. */
export const AUDIT_OF_RESIDENT =
  'CREATE INDEX authority_audit_resident ON authority_audit (resident_id, number)';

/** The chain as it is stored and hashed: kit/server/audit with this service's members. */
export const CHAIN = chainStore<AuditEntry>({
  table: 'authority_audit',
  columns: {
    at: 'at',
    event: 'event',
    actor: 'actor',
    residentId: 'resident_id',
    certificates: 'certificates',
    reason: 'reason',
    outcome: 'outcome',
    subject: 'subject',
    detail: 'detail',
  },
  write: ({ certificates, subject = null, detail, ...body }) => ({
    ...body,
    certificates: JSON.stringify(certificates),
    subject,
    detail: detail === undefined ? null : JSON.stringify(detail),
  }),
  // In the order in which they are hashed: an entry is compared as it was sent.
  read: ({ subject, detail, hash, ...row }) => ({
    ...(row as unknown as AuditEntry),
    certificates: certificatesIn(row.certificates),
    ...(typeof subject === 'string' && { subject }),
    ...(typeof detail === 'string' && { detail: detailIn(detail) }),
    hash: String(hash),
  }),
  hashed: (body) => {
    const { number, at, event, actor, residentId, reason, outcome, subject, detail } = body;
    const certificates = body.certificates.map(({ issuerKeyId, serial }) => ({ issuerKeyId, serial }));
    const before = { number, at, event, actor, residentId, certificates, reason, outcome };
    return { ...before, ...(subject !== undefined && { subject }), ...(detail !== undefined && { detail }) };
  },
});

/** Adds an entry at the end of the chain, in the transaction of what it tells of: one is not stored without the other. */
export async function appendAudit(within: StatementRunner, entry: Omit<AuditBody, 'number'>): Promise<void> {
  await CHAIN.append(within, entry);
}

export function readHead(runner: StatementRunner): Promise<AuditHead> {
  return CHAIN.head(runner);
}

/** Newest first, from the one before `before`. */
export function latestAudit(runner: StatementRunner, before: number, limit: number): Promise<AuditEntry[]> {
  return CHAIN.latest(runner, before, limit);
}

/** What tells of one resident, newest first. */
export function auditOfResident(
  runner: StatementRunner,
  residentId: string,
  limit: number,
): Promise<AuditEntry[]> {
  return CHAIN.latestWith(runner, 'resident_id', residentId, limit);
}

/** What is no list of certificates becomes an empty one: its hash will not fit. */
function certificatesIn(text: SqlValue | undefined): CertificateId[] {
  try {
    const result = v.safeParse(v.array(CertificateId), JSON.parse(String(text)));
    return result.success ? result.output : [];
  } catch {
    return [];
  }
}
