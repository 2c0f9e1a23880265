import { BytesError } from '../error.ts';
import { JIS_X0208_ROWS } from './jis.ts';

/**
 * JIS X 0208 as two octets a character, row and cell each plus 20 (hexadecimal), without escape sequences: how
 * driver's licences and other records of their age hold text. The table comes out of the platform's EUC-JP decoder,
 * which gives the same octets with their high bits set.
 */
const CELLS = 94;
const BASE = 0x20;
const EUC = 0x80;

/** Six characters that decoders turn into a full-width twin; here they are what the standard names. */
const STANDARD: { readonly [twin: string]: string } = {
  '～': '〜',
  '∥': '‖',
  '－': '−',
  '￠': '¢',
  '￡': '£',
  '￢': '¬',
};

interface Table {
  /** By row·256 + cell, both with the base added, as they stand in the octets. */
  readonly characters: ReadonlyMap<number, string>;
  readonly codes: ReadonlyMap<string, number>;
}

let table: Table | undefined;

/** Two octets a character. A character outside the standard's rows, ASCII among them: `bytes/jis`. */
export function toJisX0208(text: string): Uint8Array<ArrayBuffer> {
  const { codes } = tables();
  const characters = [...text];
  const octets = new Uint8Array(2 * characters.length);
  for (const [index, character] of characters.entries()) {
    const code = codes.get(character);
    if (code === undefined) throw new BytesError('bytes/jis', 'not a character of JIS X 0208', index);
    octets.set([code >> 8, code & 255], 2 * index);
  }
  return octets;
}

/** The text of such octets. An odd octet and a cell that the standard leaves empty: `bytes/jis`. */
export function fromJisX0208(octets: Uint8Array): string {
  if (octets.length % 2 !== 0) throw new BytesError('bytes/jis', 'half a character', octets.length - 1);
  const { characters } = tables();
  let text = '';
  for (let at = 0; at < octets.length; at += 2) {
    const character = characters.get((octets[at] as number) * 256 + (octets[at + 1] as number));
    if (character === undefined) throw new BytesError('bytes/jis', 'no character in this cell', at);
    text += character;
  }
  return text;
}

function tables(): Table {
  table ??= readTables();
  return table;
}

function readTables(): Table {
  const characters = new Map<number, string>();
  const codes = new Map<string, number>();
  const decoder = new TextDecoder('euc-jp');
  for (const row of JIS_X0208_ROWS) {
    for (let cell = 1; cell <= CELLS; cell++) {
      const code = (BASE + row) * 256 + BASE + cell;
      const decoded = decoder.decode(Uint8Array.of(EUC + BASE + row, EUC + BASE + cell));
      if (decoded.includes('\ufffd')) continue;
      characters.set(code, STANDARD[decoded] ?? decoded);
      codes.set(decoded, code);
      codes.set(STANDARD[decoded] ?? decoded, code);
    }
  }
  return { characters, codes };
}
