import { equal, toHex } from '@kazasu/bytes';
import type { Certificate } from '../certificate.ts';
import { rdnKeys, sameName } from '../name.ts';

export interface Candidate {
  readonly certificate: Certificate;
  readonly anchor: boolean;
}

/** Certificates to build paths from, found by the name of their subject. */
export interface Pool {
  readonly anchors: readonly Certificate[];
  /** Without doubles and without the anchors. */
  readonly intermediates: ReadonlyMap<string, readonly Certificate[]>;
}

export function poolOf(anchors: readonly Certificate[], intermediates: readonly Certificate[]): Pool {
  const byName = new Map<string, Certificate[]>();
  // A login has none, and comparing the anchors among themselves finds nothing out.
  if (intermediates.length === 0) return { anchors, intermediates: byName };
  const seen = new Map<string, Certificate[]>(Map.groupBy(anchors, endOf));
  for (const certificate of intermediates) {
    const alike = seen.get(endOf(certificate)) ?? [];
    if (alike.some(({ encoded }) => equal(encoded, certificate.encoded))) continue;
    seen.set(endOf(certificate), [...alike, certificate]);
    const name = rdnKeys(certificate.subject).join();
    const others = byName.get(name);
    if (others) others.push(certificate);
    else byName.set(name, [certificate]);
  }
  return { anchors, intermediates: byName };
}

/** Different for nearly any two certificates: they end with their signatures. */
function endOf({ signature }: Certificate): string {
  return toHex(signature.subarray(-16));
}

/** Everybody who bears the name of the certificate's issuer, anchors first. */
export function namedCandidates(pool: Pool, { issuer }: Certificate): Candidate[] {
  const anchors = pool.anchors.filter(({ subject }) => sameName(subject, issuer));
  const others = pool.intermediates.size === 0 ? [] : (pool.intermediates.get(rdnKeys(issuer).join()) ?? []);
  return [
    ...anchors.map((certificate) => ({ certificate, anchor: true })),
    ...others.map((certificate) => ({ certificate, anchor: false })),
  ];
}
