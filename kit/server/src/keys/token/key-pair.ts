/** Templates of key pairs, and what is asked of them (PKCS#11 v2.40 sections 4.8, 4.9, 2.1 and 2.3 of the mechanisms). */
import { DerReader, derBitString, derNull, derOid, derSequence, derUnsignedInteger } from '@kazasu/bytes';
import { KeyError } from '../key-error.ts';
import type { SigningKind } from '../signing-key.ts';
import type { Pkcs11 } from './library.ts';
import type { OpenSession } from './session.ts';

const OID = { rsa: '1.2.840.113549.1.1.1', ec: '1.2.840.10045.2.1' } as const;
/** CKA_EC_PARAMS: the curve's name, DER (RFC 5480 section 2.1.1.1). */
const CURVE = {
  'ec-p256': Buffer.from(derOid('1.2.840.10045.3.1.7')),
  'ec-p384': Buffer.from(derOid('1.3.132.0.34')),
} as const satisfies { readonly [kind in Exclude<SigningKind, 'rsa-2048'>]: Buffer };
const EXPONENT = Buffer.from([1, 0, 1]);
const FOUND_MAX = 10;

export interface KeyHandles {
  readonly privateKey: Buffer;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/** Undefined when there is none. Throws a KeyError for two of one label, another kind, or one that could be exported. */
export function findKeyPair(
  p: Pkcs11,
  open: OpenSession,
  name: string,
  kind: SigningKind,
): KeyHandles | undefined {
  const [privateKey, ...more] = find(p, open, name, p.CKO_PRIVATE_KEY);
  if (privateKey === undefined) return undefined;
  if (more.length > 0) throw new KeyError('key/kind', `two private keys are called ${name}`);
  const [publicKey] = find(p, open, name, p.CKO_PUBLIC_KEY);
  if (publicKey === undefined) throw new KeyError('key/kind', `the public half of ${name} is missing`);
  requireInside(p, open, privateKey, name);
  return { privateKey, publicKey: publicKeyInfo(p, open, publicKey, name, kind) };
}

export function hasKey(p: Pkcs11, open: OpenSession, name: string): boolean {
  return find(p, open, name, p.CKO_PRIVATE_KEY).length > 0;
}

export function makeKeyPair(p: Pkcs11, { module, session }: OpenSession, name: string, kind: SigningKind) {
  const common = [
    { type: p.CKA_TOKEN, value: true },
    { type: p.CKA_LABEL, value: name },
  ];
  const shape =
    kind === 'rsa-2048'
      ? [
          { type: p.CKA_MODULUS_BITS, value: 2048 },
          { type: p.CKA_PUBLIC_EXPONENT, value: EXPONENT },
        ]
      : [{ type: p.CKA_EC_PARAMS, value: CURVE[kind] }];
  const mechanism = kind === 'rsa-2048' ? p.CKM_RSA_PKCS_KEY_PAIR_GEN : p.CKM_EC_KEY_PAIR_GEN;
  module.C_GenerateKeyPair(
    session,
    { mechanism },
    [...common, ...shape, { type: p.CKA_VERIFY, value: true }, { type: p.CKA_PRIVATE, value: false }],
    [
      ...common,
      { type: p.CKA_PRIVATE, value: true },
      { type: p.CKA_SENSITIVE, value: true },
      { type: p.CKA_EXTRACTABLE, value: false },
      { type: p.CKA_SIGN, value: true },
    ],
  );
}

/** Takes both halves out of the token; false where there was no private one. */
export function destroyKeyPair(p: Pkcs11, open: OpenSession, name: string): boolean {
  const privateKeys = find(p, open, name, p.CKO_PRIVATE_KEY);
  for (const key of [...privateKeys, ...find(p, open, name, p.CKO_PUBLIC_KEY)])
    open.module.C_DestroyObject(open.session, key);
  return privateKeys.length > 0;
}

export function find(p: Pkcs11, { module, session }: OpenSession, name: string, kind: number): Buffer[] {
  module.C_FindObjectsInit(session, [
    { type: p.CKA_CLASS, value: kind },
    { type: p.CKA_LABEL, value: name },
  ]);
  try {
    return module.C_FindObjects(session, FOUND_MAX);
  } finally {
    module.C_FindObjectsFinal(session);
  }
}

/** A key that was brought from outside, or may be taken out, is not what a token is for. */
export function requireInside(p: Pkcs11, { module, session }: OpenSession, key: Buffer, name: string): void {
  const flags = module.C_GetAttributeValue(session, key, [
    { type: p.CKA_EXTRACTABLE },
    { type: p.CKA_ALWAYS_SENSITIVE },
    { type: p.CKA_NEVER_EXTRACTABLE },
  ]);
  const [extractable, alwaysSensitive, neverExtractable] = flags.map(({ value }) => value[0] === 1);
  if (extractable || !alwaysSensitive || !neverExtractable) {
    throw new KeyError('key/kind', `the key ${name} was not made in the token, or may leave it`);
  }
}

function publicKeyInfo(
  p: Pkcs11,
  { module, session }: OpenSession,
  key: Buffer,
  name: string,
  kind: SigningKind,
): Uint8Array<ArrayBuffer> {
  const [type] = module.C_GetAttributeValue(session, key, [{ type: p.CKA_KEY_TYPE }]);
  const expected = kind === 'rsa-2048' ? p.CKK_RSA : p.CKK_EC;
  if (type?.value[0] !== expected) throw new KeyError('key/kind', `${name} is not a key of kind ${kind}`);
  const wanted =
    kind === 'rsa-2048' ? [p.CKA_MODULUS, p.CKA_PUBLIC_EXPONENT] : [p.CKA_EC_PARAMS, p.CKA_EC_POINT];
  const [first, second] = module
    .C_GetAttributeValue(
      session,
      key,
      wanted.map((wantedType) => ({ type: wantedType })),
    )
    .map(({ value }) => Uint8Array.from(value));
  if (first === undefined || second === undefined)
    throw new KeyError('key/kind', `${name} shows no public key`);
  if (kind === 'rsa-2048') {
    if (first.length !== 256) throw new KeyError('key/kind', `${name} is not a key of 2048 bits`);
    const bits = derSequence(derUnsignedInteger(first), derUnsignedInteger(second));
    return derSequence(derSequence(derOid(OID.rsa), derNull()), derBitString(bits));
  }
  if (!CURVE[kind].equals(first)) throw new KeyError('key/kind', `${name} is not a key of kind ${kind}`);
  // CKA_EC_POINT is an OCTET STRING around the point.
  const point = new DerReader(second).octetString();
  return derSequence(derSequence(derOid(OID.ec), first), derBitString(point));
}
