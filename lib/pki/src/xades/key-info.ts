import type { XmlPart } from '../xml/index.ts';
import { isNamed, leafOctets } from './grammar.ts';
import { COUNTS } from './limits.ts';
import { DS } from './names.ts';

/**
 * The certificates in `ds:KeyInfo`. A hint and nothing more: everything else in it (bare keys, names, addresses to fetch
 * keys from) is passed over. Undefined if one is anything but base64: comments and elements within have no use but to
 * show another certificate to somebody else.
 */
export function hintedCertificates(keyInfo: XmlPart | undefined): readonly Uint8Array[] | undefined {
  const data = keyInfo?.children.filter((child) => isNamed(child, DS, 'X509Data')) ?? [];
  const read = data
    .flatMap(({ children }) => children.filter((child) => isNamed(child, DS, 'X509Certificate')))
    .slice(0, COUNTS.certificates)
    .map(leafOctets);
  return read.every((octets) => octets !== undefined) ? read : undefined;
}
