/** Messages signed as a card and a phone sign them, with node:crypto. */
import {
  constants,
  createHash,
  createPrivateKey,
  type KeyObject,
  privateEncrypt,
  randomBytes,
  sign,
} from 'node:crypto';
import { fromBase64, toBase64, toHex } from '@kazasu/bytes';
import {
  type CardImage,
  encodeStatement,
  type PhoneRequest,
  type SignedMessage,
  type Statement,
  type StatementKind,
  statementOctets,
} from '../api.ts';
import { keysOfFewPrimes } from './card-keys.ts';

type Members<Kind extends StatementKind> = Omit<Statement<Kind>, 'type' | 'nonce'> & { nonce?: string };

const TYPES = {
  phone: 'kazasu.phone-certificates.2',
  phoneEnd: 'kazasu.phone-end.1',
  consent: 'kazasu.latest-items-consent.1',
  withdrawal: 'kazasu.latest-items-withdrawal.1',
} as const;

export function statementOf<Kind extends StatementKind>(kind: Kind, members: Members<Kind>): Uint8Array {
  const nonce = toHex(randomBytes(16));
  return encodeStatement(kind, { type: TYPES[kind], nonce, ...members } as unknown as Statement<Kind>);
}

/** How a key signs a statement: PKCS#1 v1.5, and what is under the padding. */
export const WAYS = {
  digest: (key: KeyObject, octets: Uint8Array): Uint8Array => sign('sha256', octets, key),
  octets: (key: KeyObject, octets: Uint8Array) => padded(key, statementOctets(hashOf(octets))),
  'bare-hash': (key: KeyObject, octets: Uint8Array) => padded(key, hashOf(octets)),
} as const;
export type Way = keyof typeof WAYS;

function padded(key: KeyObject, octets: Uint8Array): Uint8Array {
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, octets);
}

function hashOf(octets: Uint8Array): Uint8Array {
  return createHash('sha256').update(octets).digest();
}

/** A consent goes through the signature API, as a document does. */
function wayOf(statement: Uint8Array): Way {
  return JSON.parse(Buffer.from(statement).toString()).type === TYPES.consent ? 'digest' : 'octets';
}

/** With the signature key of the card. */
export function signedByCard(image: CardImage, statement: Uint8Array, way = wayOf(statement)): SignedMessage {
  const der = Buffer.from(image.keys.signature ?? '', 'base64');
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return {
    statement: toBase64(statement),
    certificate: image.jpki.signatureCertificate ?? '',
    signature: toBase64(WAYS[way](key, statement)),
  };
}

/** The two key pairs of a phone, which is one person's: no two calls give the same. */
export interface PhoneKeys {
  readonly authentication: PhoneKey;
  readonly signature: PhoneKey;
}

interface PhoneKey {
  readonly spki: string;
  /** As a card signs the statement, unless told. */
  sign(statement: Uint8Array, way?: Way): string;
  /** These octets under the padding of PKCS #1 v1.5, and nothing else. */
  pad(octets: Uint8Array): string;
}

export async function phoneKeys(): Promise<PhoneKeys> {
  return { authentication: await phoneKey(), signature: await phoneKey() };
}

const makeKey = keysOfFewPrimes();

async function phoneKey(): Promise<PhoneKey> {
  const pair = await makeKey();
  const key = createPrivateKey({ key: Buffer.from(pair.privateKey), format: 'der', type: 'pkcs8' });
  const sign = (octets: Uint8Array, way: Way = 'octets') => toBase64(WAYS[way](key, octets));
  return { spki: toBase64(pair.publicKey), sign, pad: (octets) => toBase64(padded(key, octets)) };
}

/** SHA-256 (hex) of the card's signature certificate, as a phone's statement names it. */
export function certificateHash({ jpki }: CardImage): string {
  return createHash('sha256')
    .update(fromBase64(jpki.signatureCertificate ?? ''))
    .digest('hex');
}

export function phoneRequest(image: CardImage, keys: PhoneKeys, at: number): PhoneRequest {
  const statement = statementOf('phone', {
    at,
    certificateHash: certificateHash(image),
    authenticationKey: keys.authentication.spki,
    signatureKey: keys.signature.spki,
  });
  const request = signedByCard(image, statement);
  return { request, proofs: proofsOf(keys, fromBase64(request.statement)) };
}

export function proofsOf(keys: PhoneKeys, statement: Uint8Array): PhoneRequest['proofs'] {
  return { authentication: keys.authentication.sign(statement), signature: keys.signature.sign(statement) };
}
