import { collectedStatement, type StatementRunner } from '@kazasu/server/store';

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

const FIND = collectedStatement<PersonRow>({
  text: 'SELECT certificate_hash, person_id FROM verifier_person WHERE certificate_hash = $1 AND tenant_id = $2',
  key: 'certificate_hash',
  types: ['TEXT', 'TEXT'],
});

export async function findPersonId(
  store: StatementRunner,
  { tenantId, certificateHash }: KnownCertificate,
): Promise<string | undefined> {
  return (await FIND.run(store, [certificateHash, tenantId]))?.person_id;
}

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
