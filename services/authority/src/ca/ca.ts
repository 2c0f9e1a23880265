import { type CardGeneration, parseCertificate } from '@kazasu/pki';
import type { CaIdentity, CaRole, Signer } from '@kazasu/pki/issue';
import type { SigningKey, SigningKind } from '@kazasu/server/keys';
import { AuthorityError } from '../error.ts';
import { isOnP384 } from '../key.ts';
import type { CaRecord } from './ca-data.ts';

export type { CardGeneration };

/** One generation of one root, ready to sign. */
export interface CertificationAuthority extends CaRecord {
  /** Which cards it certifies: today's, or the planned ones on P-384 (facts b.5). It signs as they do. */
  readonly cards: CardGeneration;
  readonly identity: CaIdentity;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  readonly sign: Signer;
  /** A signature over what never lies in memory as a whole. */
  readonly begin: SigningKey['begin'];
}

export interface Hierarchy {
  /** Oldest generation first, authentication before signature. */
  readonly all: readonly CertificationAuthority[];
  /** By key identifier, lower-case hexadecimal. */
  byKeyId(keyId: string): CertificationAuthority | undefined;
}

export const ROLES: readonly CaRole[] = ['authentication', 'signature'];

/** The name of a generation's key, in a folder and in a token. */
export function caKeyName({ role, generation }: Pick<CaRecord, 'role' | 'generation'>): string {
  return `ca-${role}-${generation}`;
}

/** The name of the key that answers for a generation. Those for the authentication root came first, and keep the names they had. */
export function responderKeyName({ role, generation }: Pick<CaRecord, 'role' | 'generation'>): string {
  return role === 'authentication' ? `ocsp-${generation}` : `ocsp-signature-${generation}`;
}

/** What keys of CAs, responders and residents are. */
export const KEY_KIND: { readonly [generation in CardGeneration]: SigningKind } = {
  current: 'rsa-2048',
  next: 'ec-p384',
};

/** What a root certifies follows from its key; `certificate` is DER. */
export function cardsOf(certificate: Uint8Array): CardGeneration {
  return isOnP384(parseCertificate(certificate).spki.encoded) ? 'next' : 'current';
}

const YEARS_BEFORE_SETUP = { 1: 11, 2: 7, 3: 3 } as const;
export const LIFE_YEARS = 10;
export type Generation = keyof typeof YEARS_BEFORE_SETUP;
export const GENERATIONS: readonly Generation[] = [1, 2, 3];

/** A generation's life, counted from the day on which the authority is set up: the first has run out by then. */
export function lifeOf(generation: Generation, setUpAt: number): { notBefore: number; notAfter: number } {
  const notBefore = addYears(setUpAt, -YEARS_BEFORE_SETUP[generation]);
  return { notBefore, notAfter: addYears(notBefore, LIFE_YEARS) - 1000 };
}

export function addYears(milliseconds: number, years: number): number {
  const date = new Date(Math.floor(milliseconds / 1000) * 1000);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.getTime();
}

export function isAlive(ca: CaRecord, at: number): boolean {
  return at >= ca.notBefore && at <= ca.notAfter;
}

/**
 * The generation asked for, or the newest one, that lives at the time of issue and certifies cards of this kind;
 * `issued_at_invalid` if none does.
 */
export function issuingCa(
  hierarchy: Hierarchy,
  role: CaRole,
  issuedAt: number,
  generation: Generation | undefined,
  cards: CardGeneration = 'current',
): CertificationAuthority {
  const found = hierarchy.all
    .filter((ca) => ca.role === role && ca.cards === cards && isAlive(ca, issuedAt))
    .filter((ca) => generation === undefined || ca.generation === generation)
    .at(-1);
  if (!found) throw new AuthorityError('issued_at_invalid', 'no CA generation lives at the time of issue');
  return found;
}
