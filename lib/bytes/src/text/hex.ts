import { BytesError } from '../error.ts';

/** Both digits of every octet. */
const PAIRS: readonly string[] = Array.from({ length: 256 }, (_, octet) =>
  octet.toString(16).padStart(2, '0'),
);

/** Lower-case hexadecimal, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += PAIRS[bytes[i] as number] as string;
  return text;
}

const INVALID = 255;
/** By character code: what a digit of either case stands for. */
const VALUES = new Uint8Array(128).fill(INVALID);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  VALUES[digit.charCodeAt(0)] = value;
  VALUES[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Reads hexadecimal of either case; an odd length or any other character is refused (`bytes/hex`). */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 2 !== 0) throw new BytesError('bytes/hex', 'not hexadecimal');
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const high = VALUES[text.charCodeAt(2 * i)] ?? INVALID;
    const low = VALUES[text.charCodeAt(2 * i + 1)] ?? INVALID;
    if (high === INVALID || low === INVALID) throw new BytesError('bytes/hex', 'not hexadecimal');
    bytes[i] = (high << 4) | low;
  }
  return bytes;
}
