import { DER, DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { readOid } from '../known-oid.ts';

/** One kind of extension: its identifier, its name in reports, and how its value is read. */
export interface ExtensionType<T> {
  readonly oid: string;
  readonly name: string;
  /** Strict: throws PkiError or BytesError for anything that is not exactly the extension's DER. */
  readonly decode: (der: Uint8Array) => T;
}

/** An extension as it stands in a certificate, CRL or OCSP answer. */
export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  /** Content of extnValue, not copied. */
  readonly bytes: Uint8Array;
  /** What the extension's type made of it; undefined for an unknown one. */
  readonly decoded: unknown;
}

export type Extensions = ReadonlyMap<string, Extension>;
export type ExtensionTable = ReadonlyMap<string, ExtensionType<unknown>>;

export function extensionTable(...types: readonly ExtensionType<unknown>[]): ExtensionTable {
  return new Map(types.map((type) => [type.oid, type]));
}

/** Honest certificates have about ten. */
const EXTENSIONS_MAX = 64;

/**
 * Reads `Extensions` (RFC 5280 section 4.1.2.9): at least one, none twice, and every extension of the table
 * decoded at once, so that no later check meets a malformed one.
 */
export function readExtensions(reader: DerReader, table: ExtensionTable): Extensions {
  const extensions = new Map<string, Extension>();
  const sequence = reader.enter();
  while (!sequence.atEnd) {
    const extension = readExtension(sequence, table);
    // RFC 5280 section 4.2: twice the same leaves open which of them counts.
    if (extensions.has(extension.oid)) throw new PkiError('pki/extension', 'extension stands twice');
    extensions.set(extension.oid, extension);
    if (extensions.size > EXTENSIONS_MAX) throw new PkiError('pki/budget', 'too many extensions');
  }
  if (extensions.size === 0) throw new PkiError('pki/extension', 'list of extensions is empty');
  return extensions;
}

function readExtension(reader: DerReader, table: ExtensionTable): Extension {
  const sequence = reader.enter();
  const oid = readOid(sequence);
  const critical = readDefaultFalse(sequence, DER.boolean);
  const bytes = sequence.octetString();
  sequence.finish();
  return { oid, critical, bytes, decoded: table.get(oid)?.decode(bytes) };
}

/** `BOOLEAN DEFAULT FALSE`: DER leaves a default out (X.690 11.5), so an encoded FALSE is refused. */
export function readDefaultFalse(reader: DerReader, tag: number): boolean {
  if (reader.peek() !== tag) return false;
  const content = reader.octetString(tag);
  if (content.length !== 1 || content[0] !== 0xff) {
    throw new PkiError('pki/extension', 'optional BOOLEAN that is not TRUE');
  }
  return true;
}

/** The decoded value, or undefined if the extension is absent. */
export function decodedValue<T>(extensions: Extensions, type: ExtensionType<T>): T | undefined {
  // Sound: `decoded` was made by the table's row for this very identifier.
  return extensions.get(type.oid)?.decoded as T | undefined;
}

/** Opens the one SEQUENCE that most extensions are, hands its inside over, and refuses anything behind it. */
export function decodeSequence<T>(der: Uint8Array, read: (inside: DerReader) => T): T {
  const inside = DerReader.document(der);
  const value = read(inside);
  inside.finish();
  return value;
}
