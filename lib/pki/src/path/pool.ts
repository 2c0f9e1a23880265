import { equal, toHex } from '@kazasu/bytes';
import type { Certificate } from '../certificate.ts';
import { type Name, rdnKeys, sameName } from '../name.ts';

export interface Candidate {
  readonly certificate: Certificate;
  readonly anchor: boolean;
}

/** Certificates to build paths from, found by the name of their subject. */
export interface Pool {
  readonly anchors: readonly Certificate[];
  /** Intermediates that bear a name, without doubles and without the anchors. */
  readonly named: (name: Name) => readonly Certificate[];
}

/** As many as a signature brings along: comparing their names is cheaper than making keys of them. */
const FEW = 8;

export function poolOf(anchors: readonly Certificate[], intermediates: readonly Certificate[]): Pool {
  const distinct =
    intermediates.length <= FEW ? distinctFew(anchors, intermediates) : distinctOnes(anchors, intermediates);
  if (distinct.length <= FEW) {
    return { anchors, named: (name) => distinct.filter(({ subject }) => sameName(subject, name)) };
  }
  const byName = Map.groupBy(distinct, ({ subject }) => rdnKeys(subject).join());
  return { anchors, named: (name) => byName.get(rdnKeys(name).join()) ?? [] };
}

function distinctFew(anchors: readonly Certificate[], intermediates: readonly Certificate[]) {
  const isSame = (a: Certificate, b: Certificate) => a === b || equal(a.encoded, b.encoded);
  return intermediates.filter(
    (one, i) =>
      !anchors.some((anchor) => isSame(anchor, one)) &&
      !intermediates.slice(0, i).some((earlier) => isSame(earlier, one)),
  );
}

function distinctOnes(anchors: readonly Certificate[], intermediates: readonly Certificate[]) {
  const seen = new Map<string, Certificate[]>(Map.groupBy(anchors, endOf));
  return intermediates.filter((certificate) => {
    const alike = seen.get(endOf(certificate)) ?? [];
    if (alike.some(({ encoded }) => equal(encoded, certificate.encoded))) return false;
    seen.set(endOf(certificate), [...alike, certificate]);
    return true;
  });
}

/** Different for nearly any two certificates: they end with their signatures. */
function endOf({ signature }: Certificate): string {
  return toHex(signature.subarray(-16));
}

/** Everybody who bears the name of the certificate's issuer, anchors first. */
export function namedCandidates(pool: Pool, { issuer }: Certificate): Candidate[] {
  const anchors = pool.anchors.filter(({ subject }) => sameName(subject, issuer));
  const others = pool.named(issuer);
  return [
    ...anchors.map((certificate) => ({ certificate, anchor: true })),
    ...others.map((certificate) => ({ certificate, anchor: false })),
  ];
}
