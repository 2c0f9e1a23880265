import { contextTag, DerReader, derSequence, derValue, toHex } from '@kazasu/bytes';
import type { DistributionPointName } from '../extension/index.ts';
import type { GeneralName } from '../general-name.ts';
import { type Name, rdnKeys } from '../name.ts';

/**
 * A text that is the same for two names exactly if RFC 5280 section 7 calls them the same. Lists of names are
 * matched by such keys and not each with each: a list of thousands against thousands would stall the judge.
 */
export function generalNameKey(name: GeneralName): string {
  switch (name.kind) {
    case 'directoryName':
      return `dn ${nameKey(name.name)}`;
    case 'uniformResourceIdentifier':
      return `uri ${uriKey(name.text)}`;
    case 'dNSName':
      return `dns ${name.text.toLowerCase()}`;
    case 'rfc822Name':
      return `mail ${hostLowered(name.text)}`;
    case 'iPAddress':
      return `ip ${toHex(name.bytes)}`;
    case 'registeredID':
      return `id ${name.id}`;
    case 'otherName':
      return `other ${name.type} ${toHex(name.value)}`;
    default:
      return `${name.kind} ${toHex(name.encoded)}`;
  }
}

/** RFC 5280 section 7.1, as `sameName` compares. */
export function nameKey(name: Name): string {
  return rdnKeys(name).join();
}

/** RFC 5280 section 7.4: scheme and host without regard to case, the rest as it stands. */
function uriKey(text: string): string {
  const parts = /^([^:/?#]*:)(\/\/[^/?#]*)?(.*)$/s.exec(text);
  return parts === null ? text : `${parts[1]?.toLowerCase()}${hostLowered(parts[2] ?? '')}${parts[3]}`;
}

/** RFC 5280 section 7.5, and the authority of a URI: what stands before `@` keeps its case. */
function hostLowered(text: string): string {
  const host = text.lastIndexOf('@') + 1;
  return text.slice(0, host) + text.slice(host).toLowerCase();
}

/** The full names of a distribution point; a relative one is put behind the name of the CRL issuer (RFC 5280 4.2.1.13). */
export function fullNames(point: DistributionPointName, crlIssuer: Name): readonly GeneralName[] {
  if ('fullName' in point) return point.fullName;
  const relative = new DerReader(point.relativeName);
  const rdn = derValue(0x31, relative.content(relative.next(contextTag(1))));
  const base = new DerReader(crlIssuer.encoded);
  const encoded = derSequence(base.content(base.next()), rdn);
  return [{ kind: 'directoryName', name: { encoded, rdns: [...crlIssuer.rdns, point.rdn] } }];
}
