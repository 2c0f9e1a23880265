import { concat, derSequence, derUnsignedInteger, fromHex } from '@kazasu/bytes';
import { createHash } from '../../crypto.ts';
import { KeyError } from '../key-error.ts';
import { checkName } from '../key-folder.ts';
import type { SigningKey, SigningKeys, SigningKind } from '../signing-key.ts';
import { findKeyPair, hasKey, type KeyHandles, makeKeyPair } from './key-pair.ts';
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
const RSA_OCTETS = 256;
const P384_OCTETS = 96;

/** Rejects with a KeyError (`key/token`) when there is no such module, token or PIN. `close` ends the session. */
export async function openTokenKeys(options: TokenKeysOptions): Promise<SigningKeys & { close(): void }> {
  const library = await loadLibrary();
  const session = new TokenSession(library, options);
  session.use(() => undefined);
  return {
    protection: 'token',
    has: async (name) => session.use((open) => hasKey(library, open, checkName(name))),
    loadOrCreate: async (name, kind) => {
      checkName(name);
      const { publicKey } = session.use((open) => {
        const known = findKeyPair(library, open, name, kind);
        if (known !== undefined) return known;
        if (!options.mayCreate) {
          throw new KeyError(
            'key/token',
            `the token ${options.token} holds no key ${name}: a ceremony makes it`,
          );
        }
        makeKeyPair(library, open, name, kind);
        return foundAgain(library, open, name, kind);
      });
      return tokenKey(library, session, { name, kind, publicKey });
    },
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
      const raw = Uint8Array.from(open.module.C_Sign(open.session, Buffer.from(data), Buffer.alloc(octets)));
      return kind === 'rsa-2048' ? raw : ecdsaSignature(raw);
    });
  const begin = () => {
    const hash = createHash(kind === 'rsa-2048' ? 'sha256' : 'sha384');
    return { update: (bytes: Uint8Array) => void hash.update(bytes), sign: () => signDigest(hash.digest()) };
  };
  const sign = (bytes: Uint8Array) => {
    const signing = begin();
    signing.update(bytes);
    return signing.sign();
  };
  return { kind, publicKey, sign, signBeside: async (bytes) => sign(bytes), begin };
}

function toSign(library: Pkcs11, kind: SigningKind, digest: Uint8Array) {
  return kind === 'ec-p384'
    ? { mechanism: library.CKM_ECDSA, data: digest, octets: P384_OCTETS }
    : { mechanism: library.CKM_RSA_PKCS, data: concat(DIGEST_INFO, digest), octets: RSA_OCTETS };
}

/** r ‖ s as the token gives them → ECDSA-Sig-Value (RFC 3279 section 2.2.3). */
function ecdsaSignature(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2;
  return derSequence(derUnsignedInteger(raw.subarray(0, half)), derUnsignedInteger(raw.subarray(half)));
}
