import { contextTag, DerReader, derSequence, derValue } from '@kazasu/bytes';
import type { DistributionPointName } from '../extension/index.ts';
import type { GeneralName } from '../general-name.ts';
import type { Name } from '../name.ts';

/** The full names of a distribution point; a relative one is put behind the name of the CRL issuer (RFC 5280 4.2.1.13). */
export function fullNames(point: DistributionPointName, crlIssuer: Name): readonly GeneralName[] {
  if ('fullName' in point) return point.fullName;
  const relative = new DerReader(point.relativeName);
  const rdn = derValue(0x31, relative.content(relative.next(contextTag(1))));
  const base = new DerReader(crlIssuer.encoded);
  const encoded = derSequence(base.content(base.next()), rdn);
  return [{ kind: 'directoryName', name: { encoded, rdns: [...crlIssuer.rdns, point.rdn] } }];
}
