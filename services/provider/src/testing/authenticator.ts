import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { concat, fromBase64url, toBase64url, toUtf8 } from '@kazasu/bytes';

type Json = Record<string, unknown>;

/** What an answer may lie about. */
export interface Lies {
  readonly origin?: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly challenge?: string;
  readonly userVerified?: boolean;
  readonly userPresent?: boolean;
  readonly counter?: number;
  readonly userHandle?: string | undefined;
  readonly crossOrigin?: boolean;
  /** The id of another's passkey beside a signature of one's own. */
  readonly id?: string;
  /** Format and statement, in CBOR, of an attestation that nobody asked for, over these octets. */
  readonly attestation?: (signed: Uint8Array) => { readonly format: string; readonly statement: Uint8Array };
}

interface Credential {
  readonly id: string;
  readonly userHandle: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const FLAG = { up: 0x01, uv: 0x04, attested: 0x40 } as const;

/**
 * An authenticator in software, made by hand from Web Authentication Level 3 section 6: one ES256 passkey after the other, the newest of
 * which it uses. It does whatever it is told, lies included.
 */
export class SoftAuthenticator {
  readonly origin: string;
  readonly rpId: string;
  readonly #credentials: Credential[] = [];
  #counter: number;

  constructor({ origin = 'http://localhost:4002', rpId = 'localhost', counting = true } = {}) {
    this.origin = origin;
    this.rpId = rpId;
    this.#counter = counting ? 1 : Number.NEGATIVE_INFINITY;
  }

  get credential(): Credential {
    const last = this.#credentials.at(-1);
    if (last === undefined) throw new Error('this authenticator has made no passkey');
    return last;
  }

  /** RegistrationResponseJSON */
  make(options: Json, lies: Lies = {}): Json {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { id: userHandle } = options.user as { id: string };
    const id = lies.id ?? toBase64url(randomBytes(32));
    this.#credentials.push({ id, userHandle, privateKey, publicKey });
    const length = fromBase64url(id).length;
    const attested = concat(
      new Uint8Array(16),
      Uint8Array.of(length >> 8, length & 0xff),
      fromBase64url(id),
      coseKey(publicKey),
    );
    const authData = concat(this.#head(FLAG.attested, lies), attested);
    const clientDataJSON = this.#clientData('webauthn.create', options, lies);
    const signed = concat(authData, sha256(fromBase64url(clientDataJSON)));
    const none = { format: 'none', statement: Uint8Array.of(0xa0) };
    const { format, statement } = lies.attestation?.(signed) ?? none;
    const attestationObject = concat(
      Uint8Array.of(0xa3),
      text('fmt'),
      text(format),
      text('attStmt'),
      statement,
      text('authData'),
      octets(authData),
    );
    return answer(id, {
      clientDataJSON,
      attestationObject: toBase64url(attestationObject),
      transports: ['internal'],
    });
  }

  /** AuthenticationResponseJSON */
  use(options: Json, lies: Lies = {}): Json {
    const { id, userHandle, privateKey } = this.credential;
    const clientDataJSON = this.#clientData('webauthn.get', options, lies);
    const authenticatorData = this.#head(0, lies);
    const signed = concat(authenticatorData, sha256(fromBase64url(clientDataJSON)));
    return answer(lies.id ?? id, {
      clientDataJSON,
      authenticatorData: toBase64url(authenticatorData),
      signature: toBase64url(sign('sha256', signed, privateKey)),
      userHandle: 'userHandle' in lies ? lies.userHandle : userHandle,
    });
  }

  #head(flags: number, lies: Lies): Uint8Array {
    const up = lies.userPresent === false ? 0 : FLAG.up;
    const uv = lies.userVerified === false ? 0 : FLAG.uv;
    this.#counter += 1;
    const counter = new Uint8Array(4);
    new DataView(counter.buffer).setUint32(0, lies.counter ?? Math.max(0, this.#counter));
    return concat(sha256(toUtf8(lies.rpId ?? this.rpId)), Uint8Array.of(flags | up | uv), counter);
  }

  #clientData(type: string, options: Json, lies: Lies): string {
    const data = {
      type: lies.type ?? type,
      challenge: lies.challenge ?? options.challenge,
      origin: lies.origin ?? this.origin,
      crossOrigin: lies.crossOrigin ?? false,
    };
    return toBase64url(toUtf8(JSON.stringify(data)));
  }
}

function answer(id: string, response: Json): Json {
  return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
}

/** CBOR (RFC 8949) of what is needed here: texts below 24 characters, and octets. */
function text(value: string): Uint8Array {
  return concat(Uint8Array.of(0x60 | value.length), toUtf8(value));
}

function octets(value: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(0x59, value.length >> 8, value.length & 0xff), value);
}

/** COSE_Key (RFC 9052): {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}. */
function coseKey(key: KeyObject): Uint8Array {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return concat(
    Uint8Array.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20),
    fromBase64url(x),
    Uint8Array.of(0x22, 0x58, 0x20),
    fromBase64url(y),
  );
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
