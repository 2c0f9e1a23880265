import { toHex } from '@kazasu/bytes';
import type { GeneralName } from './general-name.ts';
import { type Name, rdnKeys } from './name.ts';

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

/** Whether RFC 5280 section 7 calls them the same. */
export function sameGeneralName(a: GeneralName, b: GeneralName): boolean {
  return generalNameKey(a) === generalNameKey(b);
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
