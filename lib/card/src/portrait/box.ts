import { demand } from './refuse.ts';

export interface Box {
  /** Four characters. */
  readonly type: string;
  readonly content: Uint8Array;
}

const HEADER_LENGTH = 8;
/** A file has five boxes or six. */
const BOXES_MAX = 32;

/**
 * The boxes that these bytes are, to the last octet: four octets of length, four of type, content (ISO/IEC 15444-1,
 * I.4). Lengths of eight octets are refused, and so is the open length of a last box unless `openEnd` allows it.
 * Throws CardError `card/file`.
 */
export function boxesIn(bytes: Uint8Array, { openEnd = false }: { readonly openEnd?: boolean } = {}): Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const boxes: Box[] = [];
  let at = 0;
  while (at < bytes.length) {
    demand(boxes.length < BOXES_MAX, 'too many boxes');
    demand(at + HEADER_LENGTH <= bytes.length, 'a box is cut off');
    const announced = view.getUint32(at);
    const length = openEnd && announced === 0 ? bytes.length - at : announced;
    demand(length >= HEADER_LENGTH && at + length <= bytes.length, 'length of a box');
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + HEADER_LENGTH));
    boxes.push({ type, content: bytes.subarray(at + HEADER_LENGTH, at + length) });
    at += length;
  }
  return boxes;
}
