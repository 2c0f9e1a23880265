/**
 * Where a login was begun, for the person with the phone to compare with the browser before them: families of browser and system as it
 * says of itself, and the network. The address itself is kept, sealed, only until a phone has been compared with it; then its
 * network alone, until the login ends.
 */
import { fromBase64url, fromUtf8, toBase64url, toUtf8 } from '@kazasu/bytes';
import { isSameLine, networkOf } from '@kazasu/server/http';
import { seal, unseal } from '@kazasu/server/keys';
import * as v from 'valibot';
import { AskedFrom } from '../api/app.ts';
import type { ProviderKeys } from '../deps.ts';
import { browserOf, systemOf } from './user-agent.ts';

type Keys = Pick<ProviderKeys, 'items'>;
type Header = (name: string) => string | undefined;

const Beginning = v.object({
  browser: v.optional(v.string()),
  system: v.optional(v.string()),
  /** Whole. */
  address: v.optional(v.string()),
});

/** What is kept when a browser begins. */
export function keepBeginning(keys: Keys, id: string, header: Header, address: string | undefined): string {
  const [browser, system] = [browserOf(header), systemOf(header)];
  return sealed(keys, id, { browser, system, address });
}

/** What is kept once a phone has come. */
export function compareWithPhone(
  keys: Keys,
  id: string,
  kept: string | undefined,
  phoneAddress: string | undefined,
): string {
  const { address, ...families } = kept === undefined ? {} : v.parse(Beginning, opened(keys, id, kept));
  const known = address !== undefined && phoneAddress !== undefined;
  const network = known && isSameLine(address, phoneAddress) ? 'same' : 'other';
  const told = address === undefined ? undefined : networkOf(address);
  return sealed(keys, id, { ...families, network, address: told });
}

/** What the app is told. */
export function askedFrom(keys: Keys, id: string, kept: string | undefined): AskedFrom {
  return kept === undefined ? { network: 'other' } : v.parse(AskedFrom, opened(keys, id, kept));
}

const contextOf = (id: string) => `provider/asked-from/${id}`;

function sealed(keys: Keys, id: string, value: object): string {
  return toBase64url(seal(keys.items, toUtf8(JSON.stringify(value)), contextOf(id)));
}

function opened(keys: Keys, id: string, kept: string): unknown {
  return JSON.parse(fromUtf8(unseal(keys.items, fromBase64url(kept), contextOf(id))));
}
