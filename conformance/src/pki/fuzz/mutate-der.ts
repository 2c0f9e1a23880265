import { type Place, placeAt } from './der-place.ts';
import type { Dice } from './dice.ts';

const TAGS = [1, 2, 3, 4, 5, 6, 10, 12, 19, 22, 23, 24, 0x30, 0x31, 0x80, 0x81, 0x82, 0x86, 0xa0, 0xa1, 0xa3];
const PLACES_MAX = 4_000;

/**
 * One value of a DER structure dropped, doubled, emptied, refilled, swapped, retagged, or given a length that is not its
 * own. The lengths around it are mended, so that the change gets past the outer readers. Octets that are no DER come back
 * as they are.
 */
export function mutateDer(good: Uint8Array, d: Dice): Uint8Array {
  const places: Place[] = [];
  collect(good, 0, good.length, [], places);
  if (places.length === 0) return good;
  const place = d.pick(places);
  const own = good.subarray(place.start, place.end);
  const content = good.subarray(place.content, place.end);
  switch (d.below(8)) {
    case 0:
      return replaced(good, place, new Uint8Array());
    case 1:
      return replaced(good, place, Buffer.concat([own, own]));
    case 2:
      return replaced(good, place, value(own[0] ?? 0, new Uint8Array()));
    case 3:
      return replaced(good, place, value(own[0] ?? 0, someOctets(d)));
    case 4:
      return replaced(good, place, value(d.pick(TAGS), content));
    case 5:
      return replaced(good, place, good.subarray(...spanOf(d.pick(places))));
    case 6:
      return replaced(good, place, wrongLength(own, content, d));
    default:
      return replaced(good, place, value(own[0] ?? 0, edited(content, d)));
  }
}

function spanOf({ start, end }: Place): [number, number] {
  return [start, end];
}

function someOctets(d: Dice): Uint8Array {
  return Uint8Array.from({ length: d.below(24) }, () => d.below(256));
}

function edited(content: Uint8Array, d: Dice): Uint8Array {
  const copy = content.slice();
  if (copy.length > 0) copy[d.below(copy.length)] = d.pick([0, 1, 0x7f, 0x80, 0xff, d.below(256)]);
  return copy;
}

/** Longer or shorter than its content, indefinite, or not in the fewest octets. */
function wrongLength(own: Uint8Array, content: Uint8Array, d: Dice): Uint8Array {
  const tag = Uint8Array.of(own[0] ?? 0);
  const heads = [
    lengthOctets(content.length + 1 + d.below(200)),
    lengthOctets(Math.max(0, content.length - 1)),
    Uint8Array.of(0x80),
    Uint8Array.of(0x84, 0, 0, content.length >> 8, content.length & 0xff),
    Uint8Array.of(0x84, 0xff, 0xff, 0xff, 0xff),
  ];
  return Buffer.concat([tag, d.pick(heads), content]);
}

function value(tag: number, content: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(tag), lengthOctets(content.length), content]);
}

function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest & 0xff);
  return Uint8Array.of(0x80 | octets.length, ...octets);
}

/** With the lengths of all values around it made right. */
function replaced(good: Uint8Array, { start, end, around }: Place, by: Uint8Array): Uint8Array {
  let [from, to, octets] = [start, end, by];
  for (const outer of around.toReversed()) {
    const content = Buffer.concat([good.subarray(outer.content, from), octets, good.subarray(to, outer.end)]);
    octets = value(good[outer.start] ?? 0, content);
    [from, to] = [outer.start, outer.end];
  }
  return Buffer.concat([good.subarray(0, from), octets, good.subarray(to)]);
}

/** All values between two offsets, those in OCTET STRINGs too; nothing is added if they are no DER. */
function collect(
  der: Uint8Array,
  from: number,
  to: number,
  around: readonly Place[],
  into: Place[],
): boolean {
  const count = into.length;
  for (let start = from; start < to; ) {
    const place = placeAt(der, start, to, around);
    if (place === undefined || into.length > PLACES_MAX) {
      into.length = count;
      return false;
    }
    into.push(place);
    const tag = der[start] ?? 0;
    const inner = (tag & 0x20) !== 0 || tag === 0x04 ? place.content : -1;
    if (inner >= 0 && around.length < 40) collect(der, inner, place.end, [...around, place], into);
    start = place.end;
  }
  return true;
}
