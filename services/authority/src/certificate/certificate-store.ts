import type { CaRole } from '@kazasu/pki/issue';
import type { StatementRunner } from '@kazasu/server/store';
import type { RevocationReason } from '../api.ts';
import type { CertificateRecord, RevocationState } from './certificate-data.ts';

export const CERTIFICATE_TABLES = [
  'CREATE TABLE authority_serial (serial TEXT NOT NULL PRIMARY KEY)',
  `CREATE TABLE authority_certificate (
    issuer_key_id TEXT NOT NULL,
    serial TEXT NOT NULL,
    role TEXT NOT NULL,
    resident_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    crl_scope TEXT NOT NULL,
    not_before BIGINT NOT NULL,
    not_after BIGINT NOT NULL,
    revoked_at BIGINT,
    reason TEXT,
    PRIMARY KEY (issuer_key_id, serial),
    UNIQUE (resident_id, role, sequence)
  )`,
  `CREATE INDEX authority_certificate_revoked ON authority_certificate (issuer_key_id, crl_scope)
   WHERE revoked_at IS NOT NULL`,
];

/**
 * From the second schema on there are phones beside cards, and several certificates of one role on one card; the place
 * in the lineage is a number of its own, which only one certificate can take.
 */
export const CERTIFICATE_CHANGES = [
  `CREATE TABLE authority_certificate_new (
    issuer_key_id TEXT NOT NULL,
    serial TEXT NOT NULL,
    role TEXT NOT NULL,
    resident_id TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    device TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    parent_serial TEXT,
    crl_scope TEXT NOT NULL,
    not_before BIGINT NOT NULL,
    not_after BIGINT NOT NULL,
    revoked_at BIGINT,
    reason TEXT,
    PRIMARY KEY (issuer_key_id, serial),
    UNIQUE (resident_id, role, ordinal)
  )`,
  `INSERT INTO authority_certificate_new
     (issuer_key_id, serial, role, resident_id, ordinal, device, sequence, crl_scope, not_before, not_after,
      revoked_at, reason)
   SELECT issuer_key_id, serial, role, resident_id, sequence, 'card', sequence, crl_scope, not_before, not_after,
      revoked_at, reason
   FROM authority_certificate`,
  'DROP TABLE authority_certificate',
  'ALTER TABLE authority_certificate_new RENAME TO authority_certificate',
  `CREATE INDEX authority_certificate_revoked ON authority_certificate (issuer_key_id, crl_scope)
   WHERE revoked_at IS NOT NULL`,
  `CREATE INDEX authority_certificate_parent ON authority_certificate (parent_serial)
   WHERE parent_serial IS NOT NULL`,
];

/** What is revoked is read in pages, by serial number. */
export const REVOKED_INDEXES = [
  'DROP INDEX authority_certificate_revoked',
  `CREATE INDEX authority_certificate_revoked ON authority_certificate (issuer_key_id, serial)
   WHERE revoked_at IS NOT NULL`,
  `CREATE INDEX authority_certificate_scope ON authority_certificate (issuer_key_id, crl_scope, serial)
   WHERE revoked_at IS NOT NULL`,
];

const COLUMNS = `issuer_key_id AS "issuerKeyId", serial, role, resident_id AS "residentId", ordinal, device, sequence,
  parent_serial AS "parentSerial", crl_scope AS "crlScope", not_before AS "notBefore", not_after AS "notAfter",
  revoked_at AS "revokedAt", reason`;

/** A certificate as it is stored; `ordinal` is its place in the lineage. */
export type CertificateRow = CertificateRecord & RevocationState & { readonly ordinal: number };
type Row = CertificateRow;

/** Takes the next place in the lineage; on hold from its first second if asked for. False when another took the place. */
export async function insertCertificate(
  runner: StatementRunner,
  record: CertificateRecord,
  held = false,
): Promise<boolean> {
  const rows = await runner.run(
    `INSERT INTO authority_certificate
       (issuer_key_id, serial, role, resident_id, device, sequence, parent_serial, crl_scope, not_before, not_after,
        revoked_at, reason, ordinal)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
       (SELECT COALESCE(MAX(ordinal), 0) + 1 FROM authority_certificate WHERE resident_id = $4 AND role = $3))
     ON CONFLICT (resident_id, role, ordinal) DO NOTHING RETURNING serial`,
    [
      record.issuerKeyId,
      record.serial,
      record.role,
      record.residentId,
      record.device,
      record.sequence,
      record.parentSerial,
      record.crlScope,
      record.notBefore,
      record.notAfter,
      held ? record.notBefore : null,
      held ? 'certificateHold' : null,
    ],
  );
  return rows.length === 1;
}

export async function findCertificate(
  runner: StatementRunner,
  issuerKeyId: string,
  serial: string,
): Promise<Row | undefined> {
  const [row] = await runner.run<Row>(
    `SELECT ${COLUMNS} FROM authority_certificate WHERE issuer_key_id = $1 AND serial = $2`,
    [issuerKeyId, serial],
  );
  return row;
}

/** Oldest first, cards before phones; on one card authentication before signature. */
export async function listOfResident(runner: StatementRunner, residentId: string): Promise<Row[]> {
  return runner.run<Row>(
    `SELECT ${COLUMNS} FROM authority_certificate WHERE resident_id = $1 ORDER BY device, sequence, role, ordinal`,
    [residentId],
  );
}

/** Certificates of one role up to this place in the lineage, oldest first. */
export async function listLineage(
  runner: StatementRunner,
  residentId: string,
  role: CaRole,
  ordinal: number,
): Promise<Row[]> {
  return runner.run<Row>(
    `SELECT ${COLUMNS} FROM authority_certificate
     WHERE resident_id = $1 AND role = $2 AND ordinal <= $3 ORDER BY ordinal`,
    [residentId, role, ordinal],
  );
}

export interface RevokedRow {
  readonly serial: string;
  readonly revokedAt: number;
  readonly reason: RevocationReason;
}

/**
 * What a list must name, a page at a time: so many, by serial number, of those behind the one named last (`''` for the
 * first page); without a scope, of everything this issuer has revoked.
 */
export async function pageRevoked(
  runner: StatementRunner,
  { issuerKeyId, scope }: { readonly issuerKeyId: string; readonly scope: string | undefined },
  behind: string,
  most: number,
): Promise<RevokedRow[]> {
  const columns = 'serial, revoked_at AS "revokedAt", reason';
  return scope === undefined
    ? runner.run<RevokedRow>(
        `SELECT ${columns} FROM authority_certificate
         WHERE issuer_key_id = $1 AND revoked_at IS NOT NULL AND serial > $2 ORDER BY serial LIMIT $3`,
        [issuerKeyId, behind, most],
      )
    : runner.run<RevokedRow>(
        `SELECT ${columns} FROM authority_certificate
         WHERE issuer_key_id = $1 AND crl_scope = $4 AND revoked_at IS NOT NULL AND serial > $2
         ORDER BY serial LIMIT $3`,
        [issuerKeyId, behind, most, scope],
      );
}

/** Only what is not revoked, or on hold, can be revoked; false when nothing was. */
export async function revokeCertificate(
  runner: StatementRunner,
  id: { readonly issuerKeyId: string; readonly serial: string },
  reason: RevocationReason,
  at: number,
): Promise<boolean> {
  const rows = await runner.run(
    `UPDATE authority_certificate SET revoked_at = $3, reason = $4
     WHERE issuer_key_id = $1 AND serial = $2 AND (revoked_at IS NULL OR reason = 'certificateHold')
     RETURNING serial`,
    [id.issuerKeyId, id.serial, at, reason],
  );
  return rows.length === 1;
}
