import { DER, DerReader, derOid } from '@kazasu/bytes';
import { CMS_OID } from './cms-oid.ts';
import { OID } from './oid.ts';

interface Known {
  readonly content: Uint8Array;
  readonly dotted: string;
}

/** The contents of every known identifier, by a number made of their octets. */
const KNOWN: ReadonlyMap<number, readonly Known[]> = Map.groupBy(
  [...Object.values(OID), ...Object.values(CMS_OID)].map((dotted) => ({
    content: derOid(dotted).subarray(2),
    dotted,
  })),
  ({ content }) => numberOf(content, 0, content.length),
);

function numberOf(bytes: Uint8Array, start: number, end: number): number {
  let number = end - start;
  for (let i = start; i < end; i++) number = (Math.imul(number, 31) + (bytes[i] as number)) | 0;
  return number;
}

function standsAt(content: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (content.length !== end - start) return false;
  for (let i = 0; i < content.length; i++) if (content[i] !== bytes[start + i]) return false;
  return true;
}

/**
 * Reads an OBJECT IDENTIFIER. A certificate has some forty, nearly all of them known: to find the finished text
 * by the octets takes a tenth of the time of spelling it out, and that was a fifth of reading a certificate.
 */
export function readOid(reader: DerReader): string {
  if (reader.peek() !== DER.oid) return reader.oid();
  const { bytes } = reader;
  const { start, contentStart, end } = reader.next();
  // Compared in place: a view costs more than the comparison.
  for (const { content, dotted } of KNOWN.get(numberOf(bytes, contentStart, end)) ?? []) {
    if (standsAt(content, bytes, contentStart, end)) return dotted;
  }
  return new DerReader(bytes, start, end).oid();
}
