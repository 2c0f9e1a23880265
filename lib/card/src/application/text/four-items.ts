import { concat, encodeTlv, fromUtf8, toUtf8 } from '@kazasu/bytes';
import { CardError } from '../../error.ts';
import { TEXT_TAG } from './ef.ts';
import { objects, readFile } from './file.ts';

/** 基本4情報 as the text application holds them. */
export interface FourItems {
  /** Family and given name with one U+3000 between. */
  readonly name: string;
  readonly address: string;
  /** `YYYYMMDD`, Gregorian. */
  readonly birthdate: string;
  /** `1` male, `2` female, `9` not applicable. */
  readonly gender: string;
}

/** Size of EF 0002 here: room for a name of 100 and an address of 200 characters. The rest is filled with FF. */
export const FOUR_ITEMS_FILE_LENGTH = 1024;

const ITEM_TAGS = [TEXT_TAG.name, TEXT_TAG.address, TEXT_TAG.birthdate, TEXT_TAG.gender] as const;
/** `DF21 08` and four offsets of two bytes. */
const OFFSETS_LENGTH = 11;

/** EF 0002, filled to its size. Items that break their format or do not fit are CardError `card/file`. */
export function encodeFourItems(items: FourItems): Uint8Array<ArrayBuffer> {
  requireFormat(items);
  const encoded = [items.name, items.address, items.birthdate, items.gender].map((text, index) =>
    encodeTlv(ITEM_TAGS[index] as number, toUtf8(text)),
  );
  const length = encoded.reduce((sum, item) => sum + item.length, OFFSETS_LENGTH);
  const headerLength = length < 0x80 ? 3 : length < 0x100 ? 4 : 5;
  const offsets = new DataView(new ArrayBuffer(8));
  let offset = headerLength + OFFSETS_LENGTH;
  for (const [index, item] of encoded.entries()) {
    offsets.setUint16(2 * index, offset);
    offset += item.length;
  }
  const table = encodeTlv(TEXT_TAG.offsets, new Uint8Array(offsets.buffer));
  const template = encodeTlv(TEXT_TAG.fourItems, table, ...encoded);
  if (template.length > FOUR_ITEMS_FILE_LENGTH) throw new CardError('card/file', 'four items: too long');
  return concat(template, new Uint8Array(FOUR_ITEMS_FILE_LENGTH - template.length).fill(0xff));
}

/**
 * The items of EF 0002. Refused with CardError `card/file`: other data objects or another order, an offset table
 * that does not match, text that is not UTF-8, a birth date or sex of another form. The issuer's signature over
 * the items is another matter: see integrity.ts.
 */
export function parseFourItems(file: Uint8Array): FourItems {
  return readFile('four items', () => {
    const found = itemObjects(file);
    const [name, address, birthdate, gender] = found.map((item) => fromUtf8(item.value)) as [
      string,
      string,
      string,
      string,
    ];
    const items = { name, address, birthdate, gender };
    requireFormat(items);
    return items;
  });
}

/** The bytes whose SHA-256 stands in EF 0003 as DF32: the item objects behind the offset table (facts a.6). */
export function fourItemsHashInput(file: Uint8Array): Uint8Array {
  return readFile('four items', () => {
    const [first, , , last] = itemObjects(file);
    return file.subarray(offsetIn(file, first.encoded), offsetIn(file, last.encoded) + last.encoded.length);
  });
}

function itemObjects(file: Uint8Array) {
  const [template] = objects('four items', file, [TEXT_TAG.fourItems]);
  const [table, ...items] = objects('four items', template.value, [TEXT_TAG.offsets, ...ITEM_TAGS]);
  const offsets = new DataView(table.value.buffer, table.value.byteOffset, table.value.length);
  if (
    offsets.byteLength !== 8 ||
    items.some((item, index) => offsets.getUint16(2 * index) !== offsetIn(file, item.encoded))
  ) {
    throw new CardError('card/file', 'four items: offset table does not match');
  }
  return items;
}

function offsetIn(file: Uint8Array, part: Uint8Array): number {
  return part.byteOffset - file.byteOffset;
}

function requireFormat(items: FourItems): void {
  const wellFormed =
    items.name.length > 0 &&
    items.address.length > 0 &&
    items.name.isWellFormed() &&
    items.address.isWellFormed() &&
    /^[0-9]{8}$/.test(items.birthdate) &&
    /^[129]$/.test(items.gender);
  if (!wellFormed) throw new CardError('card/file', 'four items: an item breaks its format');
}
