import type { CardImage } from '@kazasu/authority/api';
import { fromBase64 } from '@kazasu/bytes';
import type { SqlValue, Store } from '@kazasu/server/store';
import type { Verifier } from '../main.ts';
import { type Member, must, PURPOSE, signDocuments, type World } from './world.ts';

/** A tenant in a world. */
export interface Place {
  readonly world: World;
  readonly city: Member;
}

export interface Asked {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly key?: string;
  /** Whose; the tenant's own unless told otherwise. */
  readonly token?: string;
}

/**
 * One request that may be put to several processes: the answer, or undefined where the process could not. Throws where it is refused,
 * but for a thing to be deleted that is not there.
 */
export function asking({ city }: Place, { method, path, body, key, token = city.token }: Asked) {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    ...(key !== undefined && { 'idempotency-key': key }),
  };
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  return async ({ app }: Verifier): Promise<unknown> => {
    const response = await app.request(path, init);
    const text = await response.text();
    if (response.status >= 500) return undefined;
    const isGone = method === 'DELETE' && response.status === 404;
    if (!response.ok && !isGone) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  };
}

/** Somebody whose signature the tenant has verified. */
export async function met({ world, city }: Place, image?: CardImage) {
  const card = image ?? (await world.card());
  const body = { purpose: PURPOSE, ...signDocuments(card, ['application']) };
  const { id, personId } = (await must(201, await city.verify(body))) as { id: string; personId: string };
  return { card, id, personId };
}

/** The person id of somebody who consented to their latest items. */
export async function consented({ city }: Place, card: CardImage): Promise<string> {
  const wanted = { service: '架空市 電子申請', purpose: PURPOSE };
  const prepared = await must(201, await city.post('/v1/consents/prepare', wanted));
  const { statement } = prepared as { statement: string };
  const { certificate, signatures } = signDocuments(card, [Buffer.from(fromBase64(statement)).toString()]);
  const body = { statement, certificate, signature: signatures[0]?.signature };
  return ((await must(201, await city.post('/v1/consents', body))) as { personId: string }).personId;
}

export async function rowsOf({ world }: Place, where: string, ...values: SqlValue[]): Promise<number> {
  const [row] = await world.store.run<{ n: number }>(`SELECT COUNT(*) AS n FROM ${where}`, values);
  return row?.n ?? 0;
}

/** Every table that names a person, on either engine. */
export async function tablesOfPersons(store: Store): Promise<readonly string[]> {
  const rows = await store.run<{ name: string }>(
    store.engine === 'sqlite'
      ? `SELECT m.name AS name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
         WHERE m.type = 'table' AND c.name = 'person_id' ORDER BY m.name`
      : `SELECT table_name AS name FROM information_schema.columns
         WHERE column_name = 'person_id' AND table_schema = current_schema() ORDER BY table_name`,
  );
  return rows.map(({ name }) => name);
}
