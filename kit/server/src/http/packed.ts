import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Packing = 'br' | 'gzip';

/** Below this a frame on the wire is not full anyway. */
const WORTH_PACKING = 1_024;
/** Nearly as small as the most that brotli can do, and a hundred times as fast. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };

/** Media types that are text; pictures and fonts are packed as they are. */
export function isPackable(mediaType: string): boolean {
  return /^text\/|^application\/(?:json|manifest\+json|wasm)|^image\/svg/.test(mediaType);
}

/** The smaller of what the browser takes (RFC 9110, 12.5.3); undefined: as it is. */
export function packingFor(acceptEncoding: string | undefined, size: number): Packing | undefined {
  if (acceptEncoding === undefined || size < WORTH_PACKING) return undefined;
  const taken = acceptEncoding
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
    .filter((one) => !/;\s*q=0(?:\.0*)?$/.test(one))
    .map((one) => one.split(';', 1)[0]);
  return (['br', 'gzip'] as const).find((one) => taken.includes(one));
}

export function pack(content: Uint8Array<ArrayBuffer>, packing: Packing): Promise<Uint8Array<ArrayBuffer>> {
  return packing === 'br' ? promisify(brotliCompress)(content, BROTLI) : promisify(gzip)(content);
}
