import { collectedStatement, type StatementRunner } from '@kazasu/server/store';
import { HOLDER_COLUMNS, type Holder, type HolderRow, holderOf } from './holder-data.ts';

export const HOLDER_TABLES: readonly string[] = [
  `CREATE TABLE provider_holder (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL UNIQUE,
    registered_at BIGINT NOT NULL
  )`,
];

/**
 * The account of this person: the one that is there, or a new one. Whoever sets the app up for the same person at the same time waits
 * here for the other.
 */
export async function keepHolder(within: StatementRunner, wanted: Holder): Promise<Holder> {
  const [row] = await within.run<HolderRow>(
    `INSERT INTO provider_holder (id, person_id, registered_at) VALUES ($1, $2, $3)
     ON CONFLICT (person_id) DO UPDATE SET person_id = excluded.person_id RETURNING ${HOLDER_COLUMNS}`,
    [wanted.id, wanted.personId, wanted.registeredAt],
  );
  if (row === undefined) throw new Error('an account that was just kept is gone');
  return holderOf(row);
}

export function findHolder(store: StatementRunner, id: string): Promise<Holder | undefined> {
  return one(store, `SELECT ${HOLDER_COLUMNS} FROM provider_holder WHERE id = $1`, id);
}

const FIND_OF_PERSON = collectedStatement<HolderRow>({
  text: `SELECT person_id, id, registered_at FROM provider_holder WHERE person_id = $1`,
  key: 'person_id',
  types: ['TEXT'],
});

export async function findHolderOfPerson(
  store: StatementRunner,
  personId: string,
): Promise<Holder | undefined> {
  const row = await FIND_OF_PERSON.run(store, [personId]);
  return row === undefined ? undefined : holderOf(row);
}

/** Holds the account until the transaction ends: whoever changes it too waits. Undefined where it is gone. */
export function lockHolder(within: StatementRunner, id: string): Promise<Holder | undefined> {
  return one(
    within,
    `UPDATE provider_holder SET registered_at = registered_at WHERE id = $1 RETURNING ${HOLDER_COLUMNS}`,
    id,
  );
}

async function one(store: StatementRunner, statement: string, value: string): Promise<Holder | undefined> {
  const [row] = await store.run<HolderRow>(statement, [value]);
  return row === undefined ? undefined : holderOf(row);
}
