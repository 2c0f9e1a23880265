import { toUtf8 } from '@kazasu/bytes';
import type { KeyKeeper } from '@kazasu/oidc';
import type { Clock } from '@kazasu/server/clock';
import { KeyError } from '@kazasu/server/keys';

/** Signed to see whether a key signs; no JWS has such a form. */
const PROBE = toUtf8('kazasu key probe');
/** While a token fails it is tried once a second, by whoever comes then: a token that is away may take long to say so. */
const AGAIN_MS = 1_000;

/** Remembers whether a token signs, so that nothing is used up for tokens that would then not be signed. */
export class TokenWatch {
  readonly #clock: Clock;
  #failed: { readonly key: KeyKeeper; at: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  watched(key: KeyKeeper): KeyKeeper {
    return { signForJws: (octets) => this.#sign(key, octets) };
  }

  /** Throws a KeyError (`key/token`) while the token does not sign. */
  requireUsable(): void {
    if (this.#failed === undefined) return;
    const { key, at } = this.#failed;
    const now = this.#clock.now();
    if (now >= at && now - at < AGAIN_MS)
      throw new KeyError('key/token', 'the token did not sign a moment ago');
    this.#sign(key, PROBE);
  }

  /** Whether these keys sign now. */
  probe(keys: readonly KeyKeeper[]): boolean {
    try {
      for (const key of keys) key.signForJws(PROBE);
      this.#failed = undefined;
      return true;
    } catch (error) {
      if (error instanceof KeyError) return false;
      throw error;
    }
  }

  #sign(key: KeyKeeper, octets: Uint8Array): Uint8Array {
    try {
      const signature = key.signForJws(octets);
      this.#failed = undefined;
      return signature;
    } catch (error) {
      this.#failed = { key, at: this.#clock.now() };
      throw error;
    }
  }
}
