/**
 * Messages that a person signs with the card's signature key. What is signed are the octets of a statement: the JSON of
 * its members in the order of its schema, in UTF-8, without spaces. Whoever verifies writes the statement anew and compares, so that
 * one statement has one text. How the key signs them is told by {@link STATEMENT_SIGNED}.
 */
import { concat, fromUtf8, toUtf8 } from '@kazasu/bytes';
import * as v from 'valibot';
import { Base64, base64UpTo, Hex } from '../wire.ts';

/** A statement with the signature over it and the certificate (DER) of the key. */
export const SignedMessage = v.strictObject({
  statement: base64UpTo(8192),
  certificate: base64UpTo(8192),
  signature: base64UpTo(1024),
});
export type SignedMessage = v.InferOutput<typeof SignedMessage>;

/** A word of ours or of an operator: lower-case letters, digits, hyphens. */
export const Slug = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,39}$/));

/** As the authority named a consent when it was given. */
export const ConsentId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

const Head = {
  /** Milliseconds since 1970; a message lives for minutes. */
  at: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** 16 random octets: the same wish may be uttered twice, the same message may not. */
  nonce: v.pipe(Hex, v.length(32)),
};

export const STATEMENTS = {
  /** Asks for the two certificates of a phone, for these keys (SubjectPublicKeyInfo, DER). */
  phone: v.strictObject({
    type: v.literal('kazasu.phone-certificates.2'),
    ...Head,
    /** SHA-256 of the certificate (DER) whose key signs: the keys show their possession to this card alone. */
    certificateHash: v.pipe(Hex, v.length(64)),
    authenticationKey: Base64,
    signatureKey: Base64,
  }),
  /** Ends the certificates of this person's phone: signed by the phone itself, or by the card. */
  phoneEnd: v.strictObject({
    type: v.literal('kazasu.phone-end.1'),
    ...Head,
  }),
  /** Allows one operator to be told the latest four items, for one service and one purpose. */
  consent: v.strictObject({
    type: v.literal('kazasu.latest-items-consent.1'),
    ...Head,
    verifierId: Slug,
    /** What the person sees: the name of the service and what the items are for. */
    service: v.pipe(v.string(), v.minLength(1), v.maxLength(100), v.check(isPlainText)),
    purpose: Slug,
  }),
  /** Takes a consent back, whoever its operator is. */
  withdrawal: v.strictObject({
    type: v.literal('kazasu.latest-items-withdrawal.1'),
    ...Head,
    consentId: ConsentId,
  }),
} as const;
export type StatementKind = keyof typeof STATEMENTS;
export type Statement<Kind extends StatementKind> = v.InferOutput<(typeof STATEMENTS)[Kind]>;

/**
 * What the card is given to sign of each kind, always under PKCS #1 v1.5: the `digest` in its DigestInfo, so that it is
 * RSASSA-PKCS1-v1_5 with SHA-256, or {@link statementOctets} as they are. The first is what the signature API has people
 * sign for relying parties that choose digests; so it is for the one kind alone that comes by that way. What a
 * person's own app signs must be no document of anybody's.
 */
export const STATEMENT_SIGNED: { readonly [kind in StatementKind]: 'digest' | 'octets' } = {
  phone: 'octets',
  phoneEnd: 'octets',
  consent: 'digest',
  withdrawal: 'octets',
};

/** In ASCII, 18 octets. */
const CONTEXT = toUtf8('kazasu/statement/1');

/** Context and SHA-256 (32 octets, computed by the caller) of a statement: 50 octets, which are neither a digest nor a DigestInfo. */
export function statementOctets(statementHash: Uint8Array): Uint8Array<ArrayBuffer> {
  if (statementHash.length !== 32) throw new RangeError('statement: not a SHA-256');
  return concat(CONTEXT, statementHash);
}

/** What a person reads before signing holds nothing that changes how the rest of it looks. */
function isPlainText(text: string): boolean {
  return text.isWellFormed() && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text);
}

/** The octets of the statement. Throws a ValiError for members that the schema refuses. */
export function encodeStatement<Kind extends StatementKind>(
  kind: Kind,
  statement: Statement<Kind>,
): Uint8Array<ArrayBuffer> {
  const checked: object = v.parse<v.GenericSchema<unknown, object>>(STATEMENTS[kind], statement);
  const members: { readonly [name: string]: unknown } = { ...checked };
  const ordered = Object.keys(STATEMENTS[kind].entries).map((name) => [name, members[name]]);
  return toUtf8(JSON.stringify(Object.fromEntries(ordered)));
}

/** Undefined for what is no statement of this kind, or not written as {@link encodeStatement} writes it. */
export function parseStatement<Kind extends StatementKind>(
  kind: Kind,
  octets: Uint8Array,
): Statement<Kind> | undefined {
  try {
    const text = fromUtf8(octets);
    const statement = v.parse<v.GenericSchema<unknown, Statement<Kind>>>(
      STATEMENTS[kind] as unknown as v.GenericSchema<unknown, Statement<Kind>>,
      JSON.parse(text),
    );
    return fromUtf8(encodeStatement(kind, statement)) === text ? statement : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The card's signature over the statement, and of each of the phone's keys one made in the same way, to show that the phone
 * has them.
 */
export const PhoneRequest = v.strictObject({
  request: SignedMessage,
  proofs: v.strictObject({ authentication: Base64, signature: Base64 }),
});
export type PhoneRequest = v.InferOutput<typeof PhoneRequest>;

/** The phone's certificates, DER, and those of their CAs. */
export const PhoneCertificates = v.object({
  authenticationCertificate: Base64,
  authenticationCaCertificate: Base64,
  signatureCertificate: Base64,
  signatureCaCertificate: Base64,
});
export type PhoneCertificates = v.InferOutput<typeof PhoneCertificates>;
