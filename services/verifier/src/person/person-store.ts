import type { StatementRunner } from '@kazasu/server/store';
import { lookUpTogether, placesAfter } from '../together.ts';

export const PERSON_TABLES: readonly string[] = [
  `CREATE TABLE verifier_person (
    tenant_id TEXT NOT NULL,
    certificate_hash TEXT NOT NULL,
    person_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, certificate_hash)
  )`,
  'CREATE INDEX verifier_person_id ON verifier_person (tenant_id, person_id)',
];

/** A certificate, as a keyed hash that no other tenant's is like, and whose it is. */
export interface KnownCertificate {
  readonly tenantId: string;
  readonly certificateHash: string;
}

interface PersonRow {
  readonly person_id: string;
}

export async function findPersonId(
  store: StatementRunner,
  { tenantId, certificateHash }: KnownCertificate,
): Promise<string | undefined> {
  const [row] = await store.run<PersonRow>(
    'SELECT person_id FROM verifier_person WHERE tenant_id = $1 AND certificate_hash = $2',
    [tenantId, certificateHash],
  );
  return row?.person_id;
}

/** The same for many who ask at once. Not within a transaction. */
export function lookUpPersonId(
  store: StatementRunner,
  { tenantId, certificateHash }: KnownCertificate,
): Promise<string | undefined> {
  return lookUpPerson(store, tenantId, certificateHash);
}

const lookUpPerson = lookUpTogether<string>(async (store, tenantId, hashes) => {
  const rows = await store.run<PersonRow & { readonly certificate_hash: string }>(
    `SELECT certificate_hash, person_id FROM verifier_person
     WHERE tenant_id = $1 AND certificate_hash IN (${placesAfter(1, hashes)})`,
    [tenantId, ...hashes],
  );
  return new Map(rows.map(({ certificate_hash, person_id }) => [certificate_hash, person_id]));
});

/** Keeps the id unless somebody was quicker, and returns the one that is kept. */
export async function keepPersonId(
  store: StatementRunner,
  { tenantId, certificateHash }: KnownCertificate,
  personId: string,
  now: number,
): Promise<string> {
  await store.run(
    `INSERT INTO verifier_person (tenant_id, certificate_hash, person_id, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (tenant_id, certificate_hash) DO NOTHING`,
    [tenantId, certificateHash, personId, now],
  );
  const kept = await findPersonId(store, { tenantId, certificateHash });
  if (kept === undefined) throw new Error('a person that was just kept is gone');
  return kept;
}

/** Forgets which certificates are a person's. */
export async function forgetPerson(
  store: StatementRunner,
  tenantId: string,
  personId: string,
): Promise<void> {
  await store.run('DELETE FROM verifier_person WHERE tenant_id = $1 AND person_id = $2', [
    tenantId,
    personId,
  ]);
}
