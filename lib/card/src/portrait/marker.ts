import { demand } from './refuse.ts';

/** Markers of a codestream that a portrait may have (ISO/IEC 15444-1, table A.2). */
export const MARKER = {
  /** SOC */
  start: 0xff4f,
  /** SIZ */
  size: 0xff51,
  /** COD */
  coding: 0xff52,
  /** QCD */
  quantization: 0xff5c,
  /** TLM */
  tilePartLengths: 0xff55,
  /** PLT */
  packetLengths: 0xff58,
  /** COM */
  comment: 0xff64,
  /** SOT */
  tilePart: 0xff90,
  /** SOD */
  data: 0xff93,
  /** EOC */
  end: 0xffd9,
} as const;

export interface Segment {
  readonly marker: number;
  /** What stands behind the length. */
  readonly content: DataView;
  /** Where the next marker stands. */
  readonly end: number;
}

/** A marker, and the segment that follows it: two octets of length, which count themselves (A.1.3). */
export function segmentAt(view: DataView, at: number): Segment {
  demand(view.byteLength >= at + 4, 'a marker is cut off');
  const length = view.getUint16(at + 2);
  const end = at + 2 + length;
  demand(length >= 2 && end <= view.byteLength, 'a marker is cut off');
  return {
    marker: view.getUint16(at),
    content: new DataView(view.buffer, view.byteOffset + at + 4, length - 2),
    end,
  };
}
