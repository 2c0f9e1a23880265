import { toUtf8 } from '@kazasu/bytes';
import { CompactEncrypt, type CryptoKey, importJWK, type JWK, type KeyObject } from 'jose';
import { CLIENT_ID, must, PROVIDER, type Signed, type World } from './world.ts';

/** Of the verifier's own key set. */
export type ResultKey = JWK & { readonly kid: string; readonly alg: string };

export async function resultKeys(world: World): Promise<ResultKey[]> {
  return ((await must(200, await world.ask('/jwks'))) as { keys: ResultKey[] }).keys;
}

/** What a signed result holds, as the provider puts it. */
export function resultContent({ authority }: World, signed: Signed, changes: object = {}) {
  return {
    iss: PROVIDER,
    aud: 'kazasu-verifier',
    iat: Math.floor(authority.clock.now() / 1000),
    client_id: CLIENT_ID,
    sign_transaction_id: '0d9c3f6e-0000-4000-8000-000000000000',
    ...signed,
    ...changes,
  };
}

export interface Encrypting {
  /** The newest where none is named. */
  readonly key?: ResultKey;
  readonly header?: object;
  readonly enc?: string;
}

/** A JWE, compact. Text goes in as it is. */
export async function encrypt(
  world: World,
  plain: unknown,
  { key, header = {}, enc = 'A256GCM' }: Encrypting = {},
): Promise<string> {
  const chosen = key ?? ((await resultKeys(world))[0] as ResultKey);
  const text = typeof plain === 'string' ? plain : JSON.stringify(plain);
  return new CompactEncrypt(toUtf8(text))
    .setProtectedHeader({ alg: chosen.alg, enc, kid: chosen.kid, ...header })
    .encrypt((await importJWK(chosen)) as CryptoKey | KeyObject);
}
