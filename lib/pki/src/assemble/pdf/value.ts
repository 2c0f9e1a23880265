import {
  isDictionary,
  isReference,
  isStream,
  isString,
  type PdfDictionary,
  type PdfValue,
} from '../../pdf/index.ts';

/**
 * A value as it is written in a file, one character for each octet, so that reading it gives the same value again. Streams
 * are not written: none is ever changed.
 */
export function writeValue(value: PdfValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value === 'string') return writeName(value);
  if (isString(value)) return writeOctets(value.bytes);
  if (isReference(value)) return `${value.number} ${value.generation} R`;
  if (isDictionary(value)) return writeDictionary(value);
  if (isStream(value)) throw new TypeError('a stream is no value within an object');
  return `[${value.map(writeValue).join(' ')}]`;
}

function writeDictionary(value: PdfDictionary): string {
  const entries = [...value].map(([key, item]) => `${writeName(key)} ${writeValue(item)}`);
  return `<< ${entries.join(' ')} >>`;
}

/** ISO 32000-2 7.3.3: without an exponent, which PDF does not have. */
function writeNumber(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Math.abs(value) >= 1 ? BigInt(value).toString() : value.toFixed(60).replace(/0+$/, '');
}

/** ISO 32000-2 7.3.5: what is neither regular nor printable is written by its number. */
function writeName(name: string): string {
  const escaped = name.replace(
    /[^!"$&'*+,\-.0-9:;=?@A-Z\\^_`a-z|~]/g,
    (character) => `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `/${escaped}`;
}

function writeOctets(octets: Uint8Array): string {
  return `<${Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('hex')}>`;
}

/** A text string (ISO 32000-2 7.9.2.2): ASCII as it stands, anything else in UTF-16BE behind its mark. */
export function writeText(text: string): string {
  if (/^[ -~]*$/.test(text)) return `(${text.replace(/[\\()]/g, '\\$&')})`;
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}

/** The text of a string: UTF-16BE by its mark, UTF-8 by its own, or one character for each octet. */
export function textOf(octets: Uint8Array): string {
  const own = Buffer.from(octets);
  if (own[0] === 0xfe && own[1] === 0xff && own.length % 2 === 0) {
    return own.subarray(2).swap16().toString('utf16le');
  }
  if (own[0] === 0xef && own[1] === 0xbb && own[2] === 0xbf) return own.subarray(3).toString('utf8');
  return own.toString('latin1');
}

/** ISO 32000-2 7.9.4, in UTC. */
export function writeDate(milliseconds: number): string {
  const digits = new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:T]/g, '');
  return `(D:${digits}Z)`;
}
