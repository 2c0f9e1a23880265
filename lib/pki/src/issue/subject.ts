/**
 * Subject names of the residents' certificates. That the authentication CN has 23 characters, carries the
 * municipality code and ends in `003A`, and that the signature CN has 28 and starts with date and time, is known
 * from published certificates; the rest of the make-up is not (facts b.2, marked C).
 */
import { jstDateTime } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import type { Municipality, NameParts } from './name.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SUFFIX = '003A';

/** Random octets that a subject name consumes. */
export const SUBJECT_RANDOM_OCTETS = 14;

/** `C`, and a `CN` of 14 random characters, municipality code and suffix. */
export function authenticationSubject(municipality: Municipality, random: Uint8Array): NameParts {
  return [
    ['C', 'JP'],
    ['CN', `${characters(random, 14)}${municipality.code}${SUFFIX}`],
  ];
}

/** `C`, prefecture, city, and a `CN` of date and time in Japan, 5 random characters, municipality code and suffix. */
export function signatureSubject(
  municipality: Municipality,
  issuedAt: number,
  random: Uint8Array,
): NameParts {
  return [
    ['C', 'JP'],
    ['L', municipality.prefecture],
    ['L', municipality.city],
    ['CN', `${jstDateTime(issuedAt)}${characters(random, 5)}${municipality.code}${SUFFIX}`],
  ];
}

/** 256 is no multiple of 36, so some characters are a little likelier: these names need to differ, not to be secret. */
function characters(random: Uint8Array, count: number): string {
  if (random.length < count) throw new PkiError('pki/name', 'too few random octets for a subject name');
  return [...random.subarray(0, count)].map((octet) => ALPHABET[octet % ALPHABET.length]).join('');
}
