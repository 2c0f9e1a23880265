import { DER, DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { readOid } from '../known-oid.ts';

export interface Attribute {
  /** Dotted. */
  readonly oid: string;
  /** DER of each value, not copied. */
  readonly values: readonly Uint8Array[];
}

export interface AttributeSet {
  readonly attributes: readonly Attribute[];
  /** Attributes and their values stand in the order of DER (X.690 11.6). */
  readonly ordered: boolean;
  /** Identifier, length and content as they stand in the document. */
  readonly encoded: Uint8Array;
}

const ATTRIBUTES_MAX = 64;
const VALUES_MAX = 64;

/** Reads `[n] IMPLICIT SET OF Attribute` if it is there (RFC 5652 section 5.3). */
export function readAttributes(reader: DerReader, tag: number): AttributeSet | undefined {
  if (reader.peek() !== tag) return undefined;
  const start = reader.offset;
  const set = reader.enter(tag);
  const order = new Order();
  const attributes: Attribute[] = [];
  while (!set.atEnd) {
    if (attributes.length >= ATTRIBUTES_MAX) throw new PkiError('pki/budget', 'too many attributes');
    const from = set.offset;
    attributes.push(readAttribute(set, order));
    order.next('attribute', set.bytes.subarray(from, set.offset));
  }
  if (attributes.length === 0) throw new PkiError('pki/cms', 'empty set of attributes');
  return { attributes, ordered: order.kept, encoded: reader.bytes.subarray(start, reader.offset) };
}

function readAttribute(set: DerReader, order: Order): Attribute {
  const pair = set.enter();
  const oid = readOid(pair);
  const list = pair.enter(DER.set);
  pair.finish();
  const values: Uint8Array[] = [];
  order.restart('value');
  while (!list.atEnd) {
    if (values.length >= VALUES_MAX) throw new PkiError('pki/budget', 'too many values');
    const value = list.encoded(list.next());
    order.next('value', value);
    values.push(value);
  }
  return { oid, values };
}

/** Follows two nested sets. Equal encodings are in order; whether something may stand twice is another question. */
class Order {
  kept = true;
  readonly #last = new Map<string, Uint8Array>();

  restart(level: string): void {
    this.#last.delete(level);
  }

  next(level: string, encoded: Uint8Array): void {
    const last = this.#last.get(level);
    if (last !== undefined && compare(last, encoded) > 0) this.kept = false;
    this.#last.set(level, encoded);
  }
}

/** The shorter is padded with zeros for the comparison (X.690 11.6). */
function compare(a: Uint8Array, b: Uint8Array): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** What is signed: the same octets as a SET OF (RFC 5652 section 5.4). */
export function retagged({ encoded }: AttributeSet): Uint8Array {
  // Not `slice`, which of a Buffer is no copy.
  const copy = new Uint8Array(encoded);
  copy[0] = DER.set;
  return copy;
}

export function attributesOf(set: AttributeSet | undefined, oid: string): Attribute[] {
  return set?.attributes.filter((attribute) => attribute.oid === oid) ?? [];
}

/** The one value of the one attribute of this kind; undefined if it is absent or ambiguous. */
export function singleValue(set: AttributeSet | undefined, oid: string): Uint8Array | undefined {
  const [attribute, ...others] = attributesOf(set, oid);
  return others.length === 0 && attribute?.values.length === 1 ? attribute.values[0] : undefined;
}

/** Reads a value with nothing behind it. */
export function readValue<T>(value: Uint8Array, read: (reader: DerReader) => T): T {
  const reader = new DerReader(value);
  const result = read(reader);
  reader.finish();
  return result;
}
