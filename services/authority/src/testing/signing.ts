/** Messages signed as a card and a phone sign them, with node:crypto. */
import { createHash, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { fromBase64, toBase64, toHex } from '@kazasu/bytes';
import {
  type CardImage,
  encodeStatement,
  type PhoneRequest,
  type SignedMessage,
  type Statement,
  type StatementKind,
} from '../api.ts';
import { keysOfFewPrimes } from './card-keys.ts';

type Members<Kind extends StatementKind> = Omit<Statement<Kind>, 'type' | 'nonce'> & { nonce?: string };

const TYPES = {
  phone: 'kazasu.phone-certificates.2',
  consent: 'kazasu.latest-items-consent.1',
  withdrawal: 'kazasu.latest-items-withdrawal.1',
} as const;

export function statementOf<Kind extends StatementKind>(kind: Kind, members: Members<Kind>): Uint8Array {
  const nonce = toHex(randomBytes(16));
  return encodeStatement(kind, { type: TYPES[kind], nonce, ...members } as unknown as Statement<Kind>);
}

/** With the signature key of the card, PKCS#1 v1.5 and SHA-256. */
export function signedByCard(image: CardImage, statement: Uint8Array): SignedMessage {
  const der = Buffer.from(image.keys.signature ?? '', 'base64');
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return {
    statement: toBase64(statement),
    certificate: image.jpki.signatureCertificate ?? '',
    signature: toBase64(sign('sha256', statement, key)),
  };
}

/** The two key pairs of a phone, which is one person's: no two calls give the same. */
export interface PhoneKeys {
  readonly authentication: { readonly spki: string; sign(octets: Uint8Array): string };
  readonly signature: { readonly spki: string; sign(octets: Uint8Array): string };
}

export async function phoneKeys(): Promise<PhoneKeys> {
  return { authentication: await phoneKey(), signature: await phoneKey() };
}

const makeKey = keysOfFewPrimes();

async function phoneKey(): Promise<PhoneKeys['signature']> {
  const pair = await makeKey();
  const key = createPrivateKey({ key: Buffer.from(pair.privateKey), format: 'der', type: 'pkcs8' });
  return { spki: toBase64(pair.publicKey), sign: (octets) => toBase64(sign('sha256', octets, key)) };
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
