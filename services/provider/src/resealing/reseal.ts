import { fromBase64url } from '@kazasu/bytes';
import { type KeyVersions, seal, sealedBy, unseal } from '@kazasu/server/keys';
import type { Store } from '@kazasu/server/store';
import { type Found, replaceSealed, sealedPage } from './reseal-store.ts';
import { SEALED, type SealedColumn } from './sealed-columns.ts';

/** Rows of one step: each is read and written by statements of its own, and nobody waits for more than one row. */
const STEP = 200;

export interface Resealed {
  readonly table: string;
  readonly column: string;
  readonly looked: number;
  /** Sealed anew by the current version. */
  readonly resealed: number;
  /** Still under an earlier one: gone by themselves within days, or changed by somebody meanwhile. */
  readonly older: number;
}

/**
 * Seals anew by the current version what is kept for years, while nodes run. May be broken off and begun again at any time: what is done is
 * passed over. Rejects with a StoreError, or a KeyError for a row that does not open: nothing is written in its place.
 */
export async function reseal(store: Store, items: KeyVersions): Promise<Resealed[]> {
  const told: Resealed[] = [];
  for (const column of SEALED) told.push(await resealColumn(store, items, column));
  return told;
}

async function resealColumn(store: Store, items: KeyVersions, column: SealedColumn): Promise<Resealed> {
  const count = { looked: 0, resealed: 0, older: 0 };
  for await (const row of rowsOf(store, column)) {
    count.looked += 1;
    if (versionOf(row, column) >= items.current) continue;
    const done = await resealRow(store, items, { column, row });
    count[done ? 'resealed' : 'older'] += 1;
  }
  return { table: column.table, column: column.column, ...count };
}

async function resealRow(
  store: Store,
  items: KeyVersions,
  { column, row }: { readonly column: SealedColumn; readonly row: Found },
): Promise<boolean> {
  if (column.context === undefined) return false;
  const named = Object.fromEntries(column.key.map((name, at) => [name, row.key[at] ?? '']));
  const context = column.context(named);
  const by = seal(items, unseal(items, octetsOf(row, column), context), context);
  return replaceSealed(store, column, { row, by });
}

/** Whether anything stands under this version. Once another is current nothing more comes under it. */
export async function standsUnder(store: Store, version: number): Promise<boolean> {
  for (const column of SEALED) {
    for await (const row of rowsOf(store, column)) if (versionOf(row, column) === version) return true;
  }
  return false;
}

async function* rowsOf(store: Store, column: SealedColumn): AsyncGenerator<Found> {
  let after: readonly string[] = column.key.map(() => '');
  for (;;) {
    const rows = await sealedPage(store, column, { after, limit: STEP });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < STEP) return;
    after = last.key;
  }
}

function versionOf(row: Found, column: SealedColumn): number {
  return sealedBy(octetsOf(row, column));
}

function octetsOf({ sealed }: Found, { form }: SealedColumn): Uint8Array {
  return form === 'octets' ? (sealed as Uint8Array) : fromBase64url(sealed as string);
}
