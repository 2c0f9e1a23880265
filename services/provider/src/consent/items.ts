import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { seal, unseal } from '@kazasu/server/keys';
import type { Secret } from '@kazasu/server/log';
import * as v from 'valibot';
import { ItemName } from '../api/app.ts';
import type { ProviderKeys } from '../deps.ts';

/** The items asked for, as they stand on the card: `birthdate` is `YYYYMMDD`, `gender` one of `1`, `2`, `9`. */
const Items = v.partial(
  v.strictObject({ name: v.string(), address: v.string(), birthdate: v.string(), gender: v.string() }),
);
export type Items = v.InferOutput<typeof Items>;

/** Items as they are once they are the person's: whoever logs one, or puts it into an error or a label, does not compile. */
export type SecretItems = { readonly [Name in keyof Items]: Secret };

/** Bound to the session: moved to another row, the sealed items do not open. */
function context(sessionId: string): string {
  return `provider/items/${sessionId}`;
}

export function sealItems(keys: Pick<ProviderKeys, 'items'>, sessionId: string, items: Items): Uint8Array {
  return seal(keys.items, toUtf8(JSON.stringify(items)), context(sessionId));
}

/** Throws when the items were sealed for another session or with another key. */
export function unsealItems(keys: ProviderKeys, sessionId: string, sealed: Uint8Array): SecretItems {
  return v.parse(Items, JSON.parse(fromUtf8(unseal(keys.items, sealed, context(sessionId))))) as SecretItems;
}

/** Only what was asked for, in the order in which items are always shown. */
export function selectItems(all: Required<Items>, asked: readonly ItemName[]): Items {
  const chosen = ItemName.options.filter((name) => asked.includes(name));
  return Object.fromEntries(chosen.map((name) => [name, all[name]]));
}
