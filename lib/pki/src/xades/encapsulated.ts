import type { XmlPart } from '../xml/index.ts';
import { leafOctets } from './grammar.ts';
import { DER_ENCODING } from './names.ts';

/** `EncapsulatedPKIDataType` (ETSI EN 319 132-1 section 5.1.3): base64 of DER, the only encoding that is read. */
export function encapsulated(part: XmlPart): Uint8Array | undefined {
  const encoding = part.attributes.get('Encoding') ?? DER_ENCODING;
  return encoding === DER_ENCODING ? leafOctets(part) : undefined;
}
