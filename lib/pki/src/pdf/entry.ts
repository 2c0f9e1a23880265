import { crossed } from './fault.ts';

/**
 * Where an object stands, packed into one number so that a million of them cost little: free, at an offset of the file
 * with a generation, or at an index of an object stream.
 */
export type Entry = number;

export const FREE: Entry = 0;
const ROOM = 65_536;

export function entryAt(offset: number, generation: number): Entry {
  if (generation >= ROOM) throw crossed('generation too large');
  return (offset * ROOM + generation) * 4 + 1;
}

export function entryInStream(container: number, index: number): Entry {
  if (index >= ROOM) throw crossed('index in an object stream too large');
  return (container * ROOM + index) * 4 + 2;
}

export function isInFile(entry: Entry): boolean {
  return entry % 4 === 1;
}

export function isInStream(entry: Entry): boolean {
  return entry % 4 === 2;
}

/** The offset, or the number of the object stream. */
export function placeOf(entry: Entry): number {
  return Math.floor(entry / (4 * ROOM));
}

/** The generation, or the index in the object stream. */
export function indexOf(entry: Entry): number {
  return Math.floor(entry / 4) % ROOM;
}
