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

const COLUMNS = `issuer_key_id AS "issuerKeyId", serial, role, resident_id AS "residentId", sequence,
  crl_scope AS "crlScope", not_before AS "notBefore", not_after AS "notAfter", revoked_at AS "revokedAt", reason`;

type Row = CertificateRecord & RevocationState;

/** False when the resident's card of this number has a certificate of this role already. */
export async function insertCertificate(
  runner: StatementRunner,
  record: CertificateRecord,
): Promise<boolean> {
  const rows = await runner.run(
    `INSERT INTO authority_certificate
       (issuer_key_id, serial, role, resident_id, sequence, crl_scope, not_before, not_after)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (resident_id, role, sequence) DO NOTHING RETURNING serial`,
    [
      record.issuerKeyId,
      record.serial,
      record.role,
      record.residentId,
      record.sequence,
      record.crlScope,
      record.notBefore,
      record.notAfter,
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

/** Oldest first; on one card authentication before signature. */
export async function listOfResident(runner: StatementRunner, residentId: string): Promise<Row[]> {
  return runner.run<Row>(
    `SELECT ${COLUMNS} FROM authority_certificate WHERE resident_id = $1 ORDER BY sequence, role`,
    [residentId],
  );
}

/** Certificates of one role up to this card's, oldest first. */
export async function listLineage(
  runner: StatementRunner,
  residentId: string,
  role: CaRole,
  sequence: number,
): Promise<Row[]> {
  return runner.run<Row>(
    `SELECT ${COLUMNS} FROM authority_certificate
     WHERE resident_id = $1 AND role = $2 AND sequence <= $3 ORDER BY sequence`,
    [residentId, role, sequence],
  );
}

export interface RevokedRow {
  readonly serial: string;
  readonly revokedAt: number;
  readonly reason: RevocationReason;
}

/** What a list must name; without a scope, everything this issuer has revoked. By serial number. */
export async function listRevoked(
  runner: StatementRunner,
  issuerKeyId: string,
  scope: string | undefined,
): Promise<RevokedRow[]> {
  const columns = 'serial, revoked_at AS "revokedAt", reason';
  return scope === undefined
    ? runner.run<RevokedRow>(
        `SELECT ${columns} FROM authority_certificate
         WHERE issuer_key_id = $1 AND revoked_at IS NOT NULL ORDER BY serial`,
        [issuerKeyId],
      )
    : runner.run<RevokedRow>(
        `SELECT ${columns} FROM authority_certificate
         WHERE issuer_key_id = $1 AND crl_scope = $2 AND revoked_at IS NOT NULL ORDER BY serial`,
        [issuerKeyId, scope],
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

/** Revokes what a resident still has from earlier cards; returns the key identifiers of the issuers concerned. */
export async function supersedeCertificates(
  runner: StatementRunner,
  residentId: string,
  sequence: number,
  at: number,
): Promise<string[]> {
  const rows = await runner.run<{ issuerKeyId: string }>(
    `UPDATE authority_certificate SET revoked_at = $3, reason = 'superseded'
     WHERE resident_id = $1 AND sequence < $2 AND not_after > $3
       AND (revoked_at IS NULL OR reason = 'certificateHold')
     RETURNING issuer_key_id AS "issuerKeyId"`,
    [residentId, sequence, at],
  );
  return rows.map((row) => row.issuerKeyId);
}
