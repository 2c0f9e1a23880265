import { BytesError, fromBase64 } from '@kazasu/bytes';

export interface PemBlock {
  readonly label: string;
  readonly bytes: Uint8Array;
}

const BEGIN = '-----BEGIN ';
const DASHES = '-----';
const LABEL_MAX = 40;
/** More than any bundle of trust holds. */
const BLOCKS_MAX = 2_000;

/**
 * All PEM blocks of a file, text around them passed over, as programs write it there. Undefined if there is none, or if
 * one is cut off or no base64. Takes time linear in the file.
 */
export function pemBlocks(bytes: Uint8Array): readonly PemBlock[] | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const blocks: PemBlock[] = [];
  for (let at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at)) {
    const labelEnd = text.indexOf(DASHES, at + BEGIN.length);
    const label = text.slice(at + BEGIN.length, Math.max(labelEnd, 0));
    if (labelEnd < 0 || label.length > LABEL_MAX || blocks.length >= BLOCKS_MAX) return undefined;
    const start = labelEnd + DASHES.length;
    const end = text.indexOf(`-----END ${label}-----`, start);
    const content = end < 0 ? undefined : decoded(text.slice(start, end));
    if (content === undefined) return undefined;
    blocks.push({ label, bytes: content });
    at = end + DASHES.length;
  }
  return blocks.length > 0 ? blocks : undefined;
}

/** Whether there is a PEM block to be looked for: text before the first one is short where there is any. */
export function looksLikePem(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 65_536)).includes(BEGIN);
}

function decoded(text: string): Uint8Array | undefined {
  try {
    return fromBase64(text.replace(/\s+/g, ''));
  } catch (error) {
    if (error instanceof BytesError) return undefined;
    throw error;
  }
}
