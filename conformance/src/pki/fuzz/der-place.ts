/** Where a value stands in DER: its header from `start`, its content from `content` to `end`. */
export interface Place {
  readonly start: number;
  readonly content: number;
  readonly end: number;
  /** The values around it, outermost first. */
  readonly around: readonly Place[];
}

/** The value that starts here and ends before `limit`; undefined if there is none. Lengths in too many octets are read. */
export function placeAt(
  der: Uint8Array,
  start: number,
  limit: number,
  around: readonly Place[],
): Place | undefined {
  const first = der[start + 1];
  if (first === undefined || first === 0x80 || first > 0x84) return undefined;
  const count = first < 0x80 ? 0 : first & 0x7f;
  let length = count === 0 ? first : 0;
  for (let i = 0; i < count; i++) length = length * 256 + (der[start + 2 + i] ?? 0);
  const content = start + 2 + count;
  const end = content + length;
  return end <= limit ? { start, content, end, around } : undefined;
}

/** The values inside of one, with their headers. */
export function childrenOf(der: Uint8Array): Uint8Array[] {
  const outer = placeAt(der, 0, der.length, []);
  const found: Uint8Array[] = [];
  for (let start = outer?.content ?? der.length; start < (outer?.end ?? 0); ) {
    const place = placeAt(der, start, outer?.end ?? 0, []);
    if (place === undefined) break;
    found.push(der.subarray(place.start, place.end));
    start = place.end;
  }
  return found;
}

/** The value at the end of a path of indices; -1 is the last. */
export function inner(der: Uint8Array, ...path: readonly number[]): Uint8Array | undefined {
  let found: Uint8Array | undefined = der;
  for (const index of path) found = found && childrenOf(found).at(index);
  return found;
}
