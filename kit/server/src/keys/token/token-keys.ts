import { concat, ecdsaToDer, fromHex } from '@kazasu/bytes';
import { createHash } from '../../crypto.ts';
import { KeyError } from '../key-error.ts';
import { checkName } from '../key-folder.ts';
import type { Passphrase } from '../passphrase.ts';
import { SIGNING_HASH, type SigningKey, type SigningKeys, type SigningKind } from '../signing-key.ts';
import { derivePassphrase, SECRET_NAME } from './derive.ts';
import { destroyKeyPair, findKeyPair, hasKey, type KeyHandles, makeKeyPair } from './key-pair.ts';
import { loadLibrary, type Pkcs11 } from './library.ts';
import { type TokenPlace, TokenSession } from './session.ts';

export interface TokenKeysOptions extends TokenPlace {
  /**
   * Whether a key that is not there is made. Labels are not unique in a token, so two that make one at the same time
   * would make two: only a ceremony does, which one person runs.
   */
  readonly mayCreate?: boolean;
}

/** DigestInfo of SHA-256 up to the digest (RFC 8017 section 9.2, note 1). */
const DIGEST_INFO = fromHex('3031300d060960864801650304020105000420');
/** Of a signature as the token gives it. */
const OCTETS = { 'rsa-2048': 256, 'ec-p256': 64, 'ec-p384': 96 } as const;

/** Keys in a token. `close` ends the session. */
export interface TokenKeys extends SigningKeys {
  /** The key of this name, never made on the way; undefined when there is none. Rejects with a KeyError. */
  load(name: string, kind: SigningKind): Promise<SigningKey | undefined>;
  /** Takes the key out of the token for good; false when there was none. Rejects with a KeyError. */
  destroy(name: string): Promise<boolean>;
  /**
   * What a secret that never leaves the token makes of a purpose: the passphrase of a key folder that opens only beside this
   * token. Made with the token's first use for it where `mayCreate`. Rejects with a KeyError.
   */
  passphrase(purpose: string): Promise<Passphrase>;
  close(): void;
}

/** Rejects with a KeyError (`key/token`) when there is no such module, token or PIN. */
export async function openTokenKeys(options: TokenKeysOptions): Promise<TokenKeys> {
  const library = await loadLibrary();
  const session = new TokenSession(library, options);
  session.use(() => undefined);
  const requireCreation = (name: string) => {
    if (options.mayCreate) return;
    throw new KeyError('key/token', `the token ${options.token} holds no key ${name}: a ceremony makes it`);
  };
  const keyOf = (name: string, kind: SigningKind, { publicKey }: KeyHandles) =>
    tokenKey(library, session, { name, kind, publicKey });
  return {
    protection: 'token',
    has: async (name) => session.use((open) => hasKey(library, open, checkName(name))),
    load: async (name, kind) => {
      checkName(name);
      const known = session.use((open) => findKeyPair(library, open, name, kind));
      return known && keyOf(name, kind, known);
    },
    loadOrCreate: async (name, kind) => {
      checkName(name);
      const handles = session.use((open) => {
        const known = findKeyPair(library, open, name, kind);
        if (known !== undefined) return known;
        requireCreation(name);
        makeKeyPair(library, open, name, kind);
        return foundAgain(library, open, name, kind);
      });
      return keyOf(name, kind, handles);
    },
    destroy: async (name) => session.use((open) => destroyKeyPair(library, open, checkName(name))),
    passphrase: async (purpose) =>
      session.use((open) => ({
        text: derivePassphrase(library, open, checkName(purpose), () => requireCreation(SECRET_NAME)),
      })),
    close: () => session.close(),
  };
}

function foundAgain(
  library: Pkcs11,
  open: Parameters<typeof findKeyPair>[1],
  name: string,
  kind: SigningKind,
): KeyHandles {
  const made = findKeyPair(library, open, name, kind);
  if (made === undefined) throw new KeyError('key/token', `the token did not keep the key ${name}`);
  return made;
}

function tokenKey(
  library: Pkcs11,
  session: TokenSession,
  { name, kind, publicKey }: Pick<SigningKey, 'kind' | 'publicKey'> & { readonly name: string },
): SigningKey {
  let known: { readonly opening: number; readonly handle: Buffer } | undefined;
  const handleIn = (open: Parameters<typeof findKeyPair>[1]): Buffer => {
    if (known?.opening === open.opening) return known.handle;
    const found = findKeyPair(library, open, name, kind);
    // Whoever changed the token meanwhile: with another key nothing is signed.
    if (found === undefined || !Buffer.from(found.publicKey).equals(publicKey)) {
      throw new KeyError('key/token', `the token no longer holds the key ${name} that was opened`);
    }
    known = { opening: open.opening, handle: found.privateKey };
    return known.handle;
  };
  const signDigest = (digest: Uint8Array) =>
    session.use((open) => {
      const key = handleIn(open);
      const { mechanism, data, octets } = toSign(library, kind, digest);
      open.module.C_SignInit(open.session, { mechanism }, key);
      return Uint8Array.from(open.module.C_Sign(open.session, Buffer.from(data), Buffer.alloc(octets)));
    });
  const inDer = (raw: Uint8Array) => (kind === 'rsa-2048' ? raw : ecdsaToDer(raw));
  const begin = () => {
    const hash = createHash(SIGNING_HASH[kind]);
    return {
      update: (bytes: Uint8Array) => void hash.update(bytes),
      sign: () => inDer(signDigest(hash.digest())),
    };
  };
  const signForJws = (bytes: Uint8Array) => signDigest(createHash(SIGNING_HASH[kind]).update(bytes).digest());
  const sign = (bytes: Uint8Array) => {
    const signing = begin();
    signing.update(bytes);
    return signing.sign();
  };
  return { kind, publicKey, sign, signForJws, signBeside: async (bytes) => sign(bytes), begin };
}

function toSign(library: Pkcs11, kind: SigningKind, digest: Uint8Array) {
  const octets = OCTETS[kind];
  return kind === 'rsa-2048'
    ? { mechanism: library.CKM_RSA_PKCS, data: concat(DIGEST_INFO, digest), octets }
    : { mechanism: library.CKM_ECDSA, data: digest, octets };
}
