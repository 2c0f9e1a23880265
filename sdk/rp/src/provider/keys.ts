import { importKeySet, OidcError, parseKeySet, type VerificationKey } from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import type { Settings } from '../options.ts';
import { request } from './request.ts';

const FRESH_MS = 10 * 60_000;
/** A token with an unknown `kid` may bring new keys, but not more often than this. */
const COOLDOWN_MS = 30_000;

/** The provider's public keys, fetched when first needed and kept for ten minutes. */
export class ProviderKeys {
  readonly #settings: Settings;
  #keys: { readonly list: readonly VerificationKey[]; readonly fetchedAt: number } | undefined;
  #underway: Promise<readonly VerificationKey[]> | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  async current(): Promise<readonly VerificationKey[]> {
    const fresh = this.#keys !== undefined && this.#age(this.#keys) < FRESH_MS;
    return fresh && this.#keys !== undefined ? this.#keys.list : this.#load();
  }

  /** After a token did not verify: newly fetched keys, or undefined where they were fetched just now. */
  async renewed(): Promise<readonly VerificationKey[] | undefined> {
    if (this.#keys !== undefined && this.#age(this.#keys) < COOLDOWN_MS) return undefined;
    return this.#load();
  }

  #age({ fetchedAt }: { readonly fetchedAt: number }): number {
    return this.#settings.clock() - fetchedAt;
  }

  /** However many logins wait, one request is made. */
  #load(): Promise<readonly VerificationKey[]> {
    this.#underway ??= this.#fetch().finally(() => {
      this.#underway = undefined;
    });
    return this.#underway;
  }

  async #fetch(): Promise<readonly VerificationKey[]> {
    const { fetch, endpoints, clock } = this.#settings;
    const { status, body } = await request(fetch, endpoints.jwks);
    if (status !== 200)
      throw new RelyingPartyError('rp/response', `the key set answered with status ${status}`);
    const list = readKeys(body);
    this.#keys = { list, fetchedAt: clock() };
    return list;
  }
}

function readKeys(body: Uint8Array): readonly VerificationKey[] {
  try {
    return importKeySet(parseKeySet(body));
  } catch (cause) {
    if (!(cause instanceof OidcError)) throw cause;
    throw new RelyingPartyError('rp/response', 'the key set cannot be read', { cause });
  }
}
