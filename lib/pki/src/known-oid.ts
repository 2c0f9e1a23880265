import { DER, DerReader, derOid, equal } from '@kazasu/bytes';
import { OID } from './oid.ts';

interface Known {
  readonly content: Uint8Array;
  readonly dotted: string;
}

/** The contents of every known identifier, by a number made of their octets. */
const KNOWN: ReadonlyMap<number, readonly Known[]> = Map.groupBy(
  Object.values(OID).map((dotted) => ({ content: derOid(dotted).subarray(2), dotted })),
  ({ content }) => numberOf(content),
);

function numberOf(content: Uint8Array): number {
  let number = content.length;
  for (const octet of content) number = (Math.imul(number, 31) + octet) | 0;
  return number;
}

/**
 * Reads an OBJECT IDENTIFIER. A certificate has some forty, nearly all of them known: to find the finished text
 * by the octets takes a tenth of the time of spelling it out, and that was a fifth of reading a certificate.
 */
export function readOid(reader: DerReader): string {
  if (reader.peek() !== DER.oid) return reader.oid();
  const element = reader.next();
  const content = reader.content(element);
  const known = KNOWN.get(numberOf(content))?.find((one) => equal(one.content, content));
  return known?.dotted ?? new DerReader(reader.bytes, element.start, element.end).oid();
}
