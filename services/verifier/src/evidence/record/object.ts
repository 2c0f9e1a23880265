import { toHex } from '@kazasu/bytes';
import { type EvidenceObject, isOcspPart, sha256 } from '@kazasu/evidence';

type Parts = Readonly<Record<string, Uint8Array>>;

/**
 * An answer of a responder is about one certificate, and so about one person: not even its hash may stay when the record is erased, for
 * whoever has the answer could find the person by it. So it becomes a part, committed to under a salt. Everything else is the same for
 * everybody, and its hash stands in the entry. Undefined where the draft has parts of such names already.
 */
export function partedOf(
  parts: Parts,
  objects: readonly EvidenceObject[],
): { readonly parts: Parts; readonly shared: readonly EvidenceObject[] } | undefined {
  if (Object.keys(parts).some(isOcspPart)) return undefined;
  const answers = objects.filter(({ type }) => type === 'ocsp');
  return {
    parts: {
      ...parts,
      ...Object.fromEntries(answers.map(({ octets }, i) => [`ocsp-${i + 1}`, octets])),
    },
    shared: objects.filter(({ type }) => type !== 'ocsp'),
  };
}

/**
 * Remembers the hash of shared objects for as long as somebody holds their octets: the day's revocation list is the same octets for
 * every record, and hashing it each time would cost more than all signatures. Nobody may alter octets that were handed in.
 */
export function hashesOf(): (object: EvidenceObject) => string {
  const known = new WeakMap<Uint8Array, string>();
  return ({ octets }) => {
    const hash = known.get(octets) ?? toHex(sha256(octets));
    known.set(octets, hash);
    return hash;
  };
}
