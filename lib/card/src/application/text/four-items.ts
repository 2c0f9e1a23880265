import { concat, encodeTlv, fromUtf8, toUtf8 } from '@kazasu/bytes';
import { CardError } from '../../error.ts';
import { readFile } from '../file.ts';
import { encodeWithOffsets, offsetIn, parseWithOffsets } from '../offset-table.ts';
import { TEXT_TAG } from './ef.ts';

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
const FOUR_ITEMS_FILE_LENGTH = 1024;

const FORM = {
  name: 'four items',
  file: TEXT_TAG.fourItems,
  table: TEXT_TAG.offsets,
  tags: [TEXT_TAG.name, TEXT_TAG.address, TEXT_TAG.birthdate, TEXT_TAG.gender],
} as const;

/** EF 0002, filled to its size. Items that break their format or do not fit are CardError `card/file`. */
export function encodeFourItems(items: FourItems): Uint8Array<ArrayBuffer> {
  requireFormat(items);
  const texts = [items.name, items.address, items.birthdate, items.gender];
  const template = encodeWithOffsets(
    FORM,
    texts.map((text, index) => encodeTlv(FORM.tags[index] as number, toUtf8(text))),
  );
  if (template.length > FOUR_ITEMS_FILE_LENGTH) throw new CardError('card/file', 'four items: too long');
  return concat(template, new Uint8Array(FOUR_ITEMS_FILE_LENGTH - template.length).fill(0xff));
}

/**
 * The items of EF 0002. Refused with CardError `card/file`: other data objects or another order, an offset table
 * that does not match, text that is not UTF-8, a birth date or sex of another form. The issuer's signature over
 * the items is another matter: see integrity.ts.
 */
export function parseFourItems(file: Uint8Array): FourItems {
  return readFile(FORM.name, () => {
    const [name, address, birthdate, gender] = parseWithOffsets(FORM, file);
    const items = {
      name: fromUtf8(name.value),
      address: fromUtf8(address.value),
      birthdate: fromUtf8(birthdate.value),
      gender: fromUtf8(gender.value),
    };
    requireFormat(items);
    return items;
  });
}

/** The bytes whose SHA-256 stands in EF 0003 as DF32: the item objects behind the offset table (facts a.6). */
export function fourItemsHashInput(file: Uint8Array): Uint8Array {
  return readFile(FORM.name, () => {
    const [first, , , last] = parseWithOffsets(FORM, file);
    return file.subarray(offsetIn(file, first.encoded), offsetIn(file, last.encoded) + last.encoded.length);
  });
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
