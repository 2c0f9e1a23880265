/** What the box structure, or what stands in it, breaks. Never leaves this folder. */
export class Jp2Error extends Error {
  override readonly name = 'Jp2Error';
}

export interface Jp2Box {
  readonly type: string;
  readonly content: Uint8Array;
}

/**
 * The boxes in these bytes, which must be exactly those named, in this order, and fill them to the last octet: four
 * octets of length, four of type, content (ISO/IEC 15444-1, I.4). Extended and open lengths are refused.
 */
export function childrenOf<const Types extends readonly string[]>(
  bytes: Uint8Array,
  types: Types,
): { readonly [I in keyof Types]: Jp2Box } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  const boxes = types.map((type) => {
    if (at + 8 > bytes.length) throw new Jp2Error('a box is missing');
    const length = view.getUint32(at);
    const found = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (length < 8 || at + length > bytes.length || found !== type)
      throw new Jp2Error('not the box that belongs here');
    const content = bytes.subarray(at + 8, at + length);
    at += length;
    return { type, content };
  });
  if (at !== bytes.length) throw new Jp2Error('something behind the last box');
  return boxes as { readonly [I in keyof Types]: Jp2Box };
}
