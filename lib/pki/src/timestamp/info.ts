import { contextTag, DER, DerReader, fromUtf8, readTime, toHex, toUtf8 } from '@kazasu/bytes';
import { type AlgorithmIdentifier, readAlgorithm } from '../algorithm.ts';
import { PkiError } from '../error.ts';
import { type Extensions, extensionTable, readExtensions } from '../extension/extension.ts';
import { type GeneralName, readGeneralNames } from '../general-name.ts';
import { readOid } from '../known-oid.ts';

/** The hash that was time-stamped. */
export interface MessageImprint {
  readonly algorithm: AlgorithmIdentifier;
  readonly digest: Uint8Array;
}

/** `TSTInfo` (RFC 3161 section 2.4.2), what a time-stamp unit signs. */
export interface TimestampInfo {
  /** Dotted. */
  readonly policy: string;
  readonly imprint: MessageImprint;
  /** Lower-case hexadecimal. */
  readonly serial: string;
  /** Milliseconds since 1970; finer parts are cut off. */
  readonly genTime: number;
  /** How far off the time may be, in milliseconds, either way; undefined if the unit does not say. */
  readonly accuracy: number | undefined;
  /** Content octets of the INTEGER. */
  readonly nonce: Uint8Array | undefined;
  readonly authority: GeneralName | undefined;
  readonly extensions: Extensions;
}

const NO_EXTENSIONS = extensionTable();

/** Reads one DER TSTInfo and refuses anything else. Throws PkiError or BytesError. */
export function parseTimestampInfo(der: Uint8Array): TimestampInfo {
  const reader = DerReader.document(der);
  if (reader.smallInteger() !== 1) throw new PkiError('pki/version', 'not a TSTInfo of version 1');
  const policy = readOid(reader);
  const imprint = readImprint(reader.enter());
  const serial = toHex(readWhole(reader.octetString(DER.integer)));
  const genTime = readGenTime(reader.octetString(DER.generalizedTime));
  const accuracy = reader.peek() === DER.sequence ? readAccuracy(reader.enter()) : undefined;
  readOrdering(reader);
  const nonce = reader.peek() === DER.integer ? readInteger(reader.octetString(DER.integer)) : undefined;
  const authority = readAuthority(reader.enterIf(contextTag(0)));
  const extensions = readInfoExtensions(reader);
  reader.finish();
  return { policy, imprint, serial, genTime, accuracy, nonce, authority, extensions };
}

function readImprint(reader: DerReader): MessageImprint {
  const algorithm = readAlgorithm(reader);
  const digest = reader.octetString();
  reader.finish();
  return { algorithm, digest };
}

/** RFC 3161 section 2.4.2: at most 160 bits; whether zero is one, it does not say. */
function readWhole(content: Uint8Array): Uint8Array {
  const [first = 0x80, second = 0x80] = content;
  if (first >= 0x80 || (first === 0 && content.length > 1 && second < 0x80) || content.length > 21) {
    throw new PkiError('pki/serial', 'serial number negative, padded or too long');
  }
  return first === 0 && content.length > 1 ? content.subarray(1) : content;
}

function readInteger(content: Uint8Array): Uint8Array {
  if (content.length === 0 || content.length > 64) throw new PkiError('pki/timestamp', 'nonce too long');
  return content;
}

/** GeneralizedTime with a fraction that has no trailing zero (RFC 3161 section 2.4.2; X.690 11.7). */
function readGenTime(content: Uint8Array): number {
  const text = content.length <= 32 ? fromUtf8(content) : '';
  const match = /^(\d{14})(?:\.(\d*[1-9]))?Z$/.exec(text);
  if (match === null) throw new PkiError('pki/timestamp', 'genTime is not a time in DER');
  const [, seconds = '', fraction = ''] = match;
  return readTime(DER.generalizedTime, toUtf8(`${seconds}Z`)) + Number(`${fraction}000`.slice(0, 3));
}

function readAccuracy(reader: DerReader): number {
  const seconds = reader.peek() === DER.integer ? reader.smallInteger() : 0;
  const millis = readPart(reader, 0);
  const micros = readPart(reader, 1);
  reader.finish();
  return seconds * 1000 + millis + micros / 1000;
}

function readPart(reader: DerReader, number: number): number {
  const tag = contextTag(number, false);
  if (reader.peek() !== tag) return 0;
  const part = reader.smallInteger(tag);
  if (part < 1 || part > 999) throw new PkiError('pki/timestamp', 'part of the accuracy out of range');
  return part;
}

/** Ordering of tokens of one unit; nobody here compares two of them by it. */
function readOrdering(reader: DerReader): void {
  if (reader.peek() === DER.boolean && !reader.boolean()) {
    throw new PkiError('pki/timestamp', 'ordering written out though it is the default');
  }
}

function readAuthority(block: DerReader | undefined): GeneralName | undefined {
  if (block === undefined) return undefined;
  const names = readGeneralNames(block);
  if (names.length !== 1) throw new PkiError('pki/timestamp', 'not one name of the authority');
  return names[0];
}

/** `[1] IMPLICIT Extensions`: the reader of extensions wants the SEQUENCE that the tag hides. */
function readInfoExtensions(reader: DerReader): Extensions {
  if (reader.peek() !== contextTag(1)) return new Map();
  const copy = Uint8Array.from(reader.encoded(reader.next()));
  copy[0] = DER.sequence;
  return readExtensions(new DerReader(copy), NO_EXTENSIONS);
}
