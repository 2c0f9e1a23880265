import { DER, DerReader, equal, toHex } from '@kazasu/bytes';
import { PkiError } from './error.ts';
import { readOid } from './known-oid.ts';
import { attributeText, comparableText } from './name-text.ts';

/** More than any directory name has; J-LIS uses six. */
const RDNS_MAX = 64;

export interface NameAttribute {
  /** Dotted attribute type. */
  readonly type: string;
  /** Identifier octet of the value. */
  readonly tag: number;
  /** Content octets of the value, not copied. */
  readonly bytes: Uint8Array;
  /** The value of a character string of any type, as far as it can be read as text; other types stay bytes. */
  readonly text: string | undefined;
}

/** A distinguished name: a sequence of relative names, each of one or several attributes. */
export interface Name {
  /** DER of the whole, not copied: what hashes (OCSP) and byte comparison need. */
  readonly encoded: Uint8Array;
  readonly rdns: readonly (readonly NameAttribute[])[];
}

/** Reads `Name` at the reader's place (RFC 5280 section 4.1.2.4). Fails with `pki/name` or a BytesError. */
export function readName(reader: DerReader): Name {
  const start = reader.offset;
  const sequence = reader.enter();
  const rdns: NameAttribute[][] = [];
  while (!sequence.atEnd) {
    if (rdns.length >= RDNS_MAX) throw new PkiError('pki/budget', 'name of too many parts');
    rdns.push(readRdn(sequence));
  }
  return { encoded: reader.bytes.subarray(start, reader.offset), rdns };
}

export function parseName(der: Uint8Array): Name {
  const reader = new DerReader(der);
  const name = readName(reader);
  reader.finish();
  return name;
}

/** Reads one relative name; `tag` where it is tagged implicitly. */
export function readRdn(reader: DerReader, tag: number = DER.set): NameAttribute[] {
  const set = reader.enter(tag);
  const attributes: NameAttribute[] = [];
  const { bytes } = set;
  let previous = set.offset;
  while (!set.atEnd) {
    const start = set.offset;
    attributes.push(readAttribute(set));
    // X.690 11.6: DER sorts a SET OF, so one name has one encoding. Nearly all have one attribute: nothing to compare.
    const isFirst = start === previous;
    if (!isFirst && compareOctets(bytes.subarray(previous, start), bytes.subarray(start, set.offset)) >= 0) {
      throw new PkiError('pki/name', 'relative name not in DER order');
    }
    previous = start;
    if (attributes.length > RDNS_MAX)
      throw new PkiError('pki/budget', 'relative name of too many attributes');
  }
  if (attributes.length === 0) throw new PkiError('pki/name', 'empty relative name');
  return attributes;
}

function readAttribute(reader: DerReader): NameAttribute {
  const pair = reader.enter();
  const type = readOid(pair);
  const value = pair.next();
  pair.finish();
  const bytes = pair.content(value);
  return { type, tag: value.tag, bytes, text: attributeText(value.tag, bytes) };
}

function compareOctets(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/**
 * RFC 5280 section 7.1: attribute for attribute; text compares without regard to its string type, case and
 * insignificant spaces, everything else octet for octet. Identical encodings, the usual case, cost a memcmp.
 */
export function sameName(a: Name, b: Name): boolean {
  if (equal(a.encoded, b.encoded)) return true;
  if (a.rdns.length !== b.rdns.length) return false;
  const keys = rdnKeys(b);
  return rdnKeys(a).every((key, i) => key === keys[i]);
}

/** Comparable forms by name object: a pool of certificates compares the same few names again and again. */
const KEYS = new WeakMap<Name, readonly string[]>();

/**
 * One text for each relative name, the same for two of them exactly if they are the same by RFC 5280 section 7.1. Made in
 * time linear in the name, so that whoever sends long names with many attributes gains nothing.
 */
export function rdnKeys(name: Name): readonly string[] {
  const known = KEYS.get(name);
  if (known !== undefined) return known;
  const keys = name.rdns.map(rdnKey);
  KEYS.set(name, keys);
  return keys;
}

/** A SET has no order, so the attributes are sorted. */
function rdnKey(rdn: readonly NameAttribute[]): string {
  return JSON.stringify(rdn.map(attributeKey).sort());
}

function attributeKey({ type, tag, bytes, text }: NameAttribute): string {
  const comparable = text === undefined ? undefined : comparableText(text);
  return comparable === undefined ? `${type} ${tag} ${toHex(bytes)}` : `${type}=${comparable}`;
}

/** An empty subject or issuer names nobody. */
export function isEmptyName(name: Name): boolean {
  return name.rdns.length === 0;
}
