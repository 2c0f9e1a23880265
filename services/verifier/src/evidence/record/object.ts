import { toHex } from '@kazasu/bytes';
import type { EvidenceObject, ObjectType } from '@kazasu/evidence';
import { sha256 } from '@kazasu/evidence';

/**
 * An answer of a responder is about one certificate, and so about one person: it is sealed with the record and goes with
 * it. Everything else is the same for everybody.
 */
export function isPersonal(type: ObjectType): boolean {
  return type === 'ocsp';
}

/**
 * Remembers the hash of shared objects for as long as somebody holds their octets: the day's revocation list is the same octets for
 * every record, and hashing it each time would cost more than all signatures. Nobody may alter octets that were handed in.
 */
export function hashesOf(): (object: EvidenceObject) => string {
  const known = new WeakMap<Uint8Array, string>();
  return ({ type, octets }) => {
    const hash = known.get(octets) ?? toHex(sha256(octets));
    if (!isPersonal(type)) known.set(octets, hash);
    return hash;
  };
}
