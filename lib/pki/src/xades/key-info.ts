import type { XmlPart } from '../xml/index.ts';
import { isNamed, leafOctets } from './grammar.ts';
import { COUNTS } from './limits.ts';
import { DS } from './names.ts';

/**
 * The certificates in `ds:KeyInfo`. A hint and nothing more: everything else in it (bare keys, names, addresses to fetch
 * keys from) is passed over, and what cannot be read is not there.
 */
export function hintedCertificates(keyInfo: XmlPart | undefined): Uint8Array[] {
  const data = keyInfo?.children.filter((child) => isNamed(child, DS, 'X509Data')) ?? [];
  return data
    .flatMap(({ children }) => children.filter((child) => isNamed(child, DS, 'X509Certificate')))
    .slice(0, COUNTS.certificates)
    .map(leafOctets)
    .filter((octets) => octets !== undefined);
}
