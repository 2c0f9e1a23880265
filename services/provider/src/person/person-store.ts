import type { StatementRunner } from '@kazasu/server/store';

export const PERSON_TABLES: readonly string[] = [
  `CREATE TABLE provider_person (
    certificate_hash TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    created_at BIGINT NOT NULL
  )`,
];

/** By which the first of a line of certificates finds whether somebody has its id. Of millions it is made by hand beforehand. */
export const PERSON_INDEXES: readonly string[] = [
  'CREATE INDEX IF NOT EXISTS provider_person_id ON provider_person (person_id)',
];

/** The same, as it said before it could be made beforehand. */
export const PERSON_INDEXES_FORMERLY: readonly string[] = [
  'CREATE INDEX provider_person_id ON provider_person (person_id)',
];

interface PersonRow {
  readonly person_id: string;
}

export async function findPersonId(
  store: StatementRunner,
  certificateHash: string,
): Promise<string | undefined> {
  const [row] = await store.run<PersonRow>(
    'SELECT person_id FROM provider_person WHERE certificate_hash = $1',
    [certificateHash],
  );
  return row?.person_id;
}

/** Keeps the id unless somebody was quicker, and returns the one that is kept. */
export async function keepPersonId(
  store: StatementRunner,
  certificateHash: string,
  personId: string,
  now: number,
): Promise<string> {
  await store.run(
    `INSERT INTO provider_person (certificate_hash, person_id, created_at) VALUES ($1, $2, $3)
     ON CONFLICT (certificate_hash) DO NOTHING`,
    [certificateHash, personId, now],
  );
  const kept = await findPersonId(store, certificateHash);
  if (kept === undefined) throw new Error('a person that was just kept is gone');
  return kept;
}

/** Whether some certificate leads to this id. */
export async function isPerson(store: StatementRunner, personId: string): Promise<boolean> {
  const rows = await store.run('SELECT certificate_hash FROM provider_person WHERE person_id = $1 LIMIT 1', [
    personId,
  ]);
  return rows.length > 0;
}
