import type { StatementRunner } from '@kazasu/server/store';
import type { CertificateRow } from './certificate-data.ts';

export const CERTIFICATE_TABLES: readonly string[] = [
  // Certificates of persons, so that their status can be asked for. Everything about one is sealed: even its dates tell of a birthday.
  `CREATE TABLE verifier_certificate (
    tenant_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    certificate_hash TEXT NOT NULL,
    sealed BYTES NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, person_id, certificate_hash)
  )`,
];

/** A person has had few; whoever presents more is told of the latest of these. */
const CERTIFICATES_MAX = 32;

/** Keeps what is there already, unless `replace` says that more is known now. */
export async function insertCertificate(
  store: StatementRunner,
  tenantId: string,
  row: CertificateRow,
  { seenAt, replace }: { readonly seenAt: number; readonly replace: boolean },
): Promise<void> {
  const otherwise = replace ? 'DO UPDATE SET sealed = excluded.sealed' : 'DO NOTHING';
  await store.run(
    `INSERT INTO verifier_certificate (tenant_id, person_id, certificate_hash, sealed, seen_at)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant_id, person_id, certificate_hash) ${otherwise}`,
    [tenantId, row.personId, row.hash, row.sealed, seenAt],
  );
}

interface Row {
  readonly person_id: string;
  readonly certificate_hash: string;
  readonly sealed: Uint8Array;
}

export async function certificatesOf(
  store: StatementRunner,
  tenantId: string,
  personId: string,
): Promise<readonly CertificateRow[]> {
  const rows = await store.run<Row>(
    `SELECT person_id, certificate_hash, sealed FROM verifier_certificate
     WHERE tenant_id = $1 AND person_id = $2 ORDER BY seen_at DESC LIMIT ${CERTIFICATES_MAX}`,
    [tenantId, personId],
  );
  return rows.map((row) => ({ personId: row.person_id, hash: row.certificate_hash, sealed: row.sealed }));
}

/** How many were deleted. */
export async function deleteCertificates(
  store: StatementRunner,
  tenantId: string,
  personId: string,
): Promise<number> {
  const rows = await store.run(
    `DELETE FROM verifier_certificate WHERE tenant_id = $1 AND person_id = $2 RETURNING certificate_hash`,
    [tenantId, personId],
  );
  return rows.length;
}
