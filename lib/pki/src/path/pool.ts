import { equal } from '@kazasu/bytes';
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
  for (const certificate of intermediates) {
    const name = rdnKeys(certificate.subject).join();
    const others = byName.get(name) ?? [];
    byName.set(name, others);
    const known = [...anchors, ...others].some((other) => equal(other.encoded, certificate.encoded));
    if (!known) others.push(certificate);
  }
  return { anchors, intermediates: byName };
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
