import { fitsParameter } from '@kazasu/oidc';
import { collectedStatement, type StatementRunner } from '@kazasu/server/store';
import { type Client, type ClientRow, clientOf } from './client-data.ts';

export const CLIENT_TABLES: readonly string[] = [
  `CREATE TABLE provider_client (
    client_id TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    created_at BIGINT NOT NULL
  )`,
];

const COLUMNS = 'client_id, document, created_at';

/** False where the id is taken. */
export async function insertClient(store: StatementRunner, client: Client): Promise<boolean> {
  const { clientId, createdAt, ...document } = client;
  const rows = await store.run(
    `INSERT INTO provider_client (client_id, document, created_at) VALUES ($1, $2, $3)
    ON CONFLICT (client_id) DO NOTHING RETURNING client_id`,
    [clientId, JSON.stringify(document), createdAt],
  );
  return rows.length === 1;
}

/** Puts a registration in the place of an older one, whose identity and age stay; undefined where there was none. */
export async function replaceClient(within: StatementRunner, client: Client): Promise<Client | undefined> {
  const before = await findClient({ store: within }, client.clientId);
  if (before === undefined) return undefined;
  const { registrationId, createdAt } = before;
  const { clientId, createdAt: _now, ...document } = { ...client, registrationId };
  const rows = await within.run(
    'UPDATE provider_client SET document = $2 WHERE client_id = $1 RETURNING client_id',
    [clientId, JSON.stringify(document)],
  );
  return rows.length === 1 ? { ...client, registrationId, createdAt } : undefined;
}

const FIND = collectedStatement<ClientRow>({
  text: `SELECT ${COLUMNS} FROM provider_client WHERE client_id = $1`,
  key: 'client_id',
  types: ['TEXT'],
});

export async function findClient(
  { store }: { readonly store: StatementRunner },
  clientId: string,
): Promise<Client | undefined> {
  // Anything else from outside never reaches the database.
  if (!fitsParameter('client_id', clientId)) return undefined;
  const row = await FIND.run(store, [clientId]);
  return row === undefined ? undefined : clientOf(row);
}

export async function listClients(store: StatementRunner): Promise<Client[]> {
  const rows = await store.run<ClientRow>(`SELECT ${COLUMNS} FROM provider_client ORDER BY client_id`);
  return rows.map(clientOf);
}

/** False where there was none. */
export async function deleteClient(store: StatementRunner, clientId: string): Promise<boolean> {
  if (!fitsParameter('client_id', clientId)) return false;
  const rows = await store.run('DELETE FROM provider_client WHERE client_id = $1 RETURNING client_id', [
    clientId,
  ]);
  return rows.length === 1;
}
