import type { CaIdentity, CaRole, Signer } from '@kazasu/pki/issue';
import type { SigningKey } from '@kazasu/server/keys';
import { AuthorityError } from '../error.ts';
import type { CaRecord } from './ca-data.ts';

/** One generation of one root, ready to sign. */
export interface CertificationAuthority extends CaRecord {
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

/** The name of the key that answers for a generation of the authentication root. */
export function responderKeyName({ generation }: Pick<CaRecord, 'generation'>): string {
  return `ocsp-${generation}`;
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

/** The generation asked for, or the newest one, that lives at the time of issue; `issued_at_invalid` if none does. */
export function issuingCa(
  hierarchy: Hierarchy,
  role: CaRole,
  issuedAt: number,
  generation: Generation | undefined,
): CertificationAuthority {
  const found = hierarchy.all
    .filter((ca) => ca.role === role && isAlive(ca, issuedAt))
    .filter((ca) => generation === undefined || ca.generation === generation)
    .at(-1);
  if (!found) throw new AuthorityError('issued_at_invalid', 'no CA generation lives at the time of issue');
  return found;
}
