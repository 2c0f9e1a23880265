import { encodeTlv, type Tlv } from '@kazasu/bytes';
import { CardError } from '../error.ts';
import { objects } from './file.ts';

/** The shape of two of the card's files: a template that opens with the offsets of the objects behind (facts a.6, a.7). */
export interface OffsetFile<Tags extends readonly number[]> {
  readonly name: string;
  readonly file: number;
  readonly table: number;
  readonly tags: Tags;
}

const OFFSET_LENGTH = 2;

/**
 * The file with its table: for each object, two bytes with the offset of its tag from the start of the file. A file that
 * such an offset cannot reach is CardError `card/file`.
 */
export function encodeWithOffsets(
  form: OffsetFile<readonly number[]>,
  encoded: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const offsets = new DataView(new ArrayBuffer(OFFSET_LENGTH * encoded.length));
  const tableLength = encodeTlv(form.table, new Uint8Array(offsets.byteLength)).length;
  const length = encoded.reduce((sum, part) => sum + part.length, tableLength);
  if (length > 0xff00) throw new CardError('card/file', `${form.name}: too long`);
  let offset = encodeTlv(form.file, new Uint8Array(length)).length - length + tableLength;
  for (const [index, part] of encoded.entries()) {
    offsets.setUint16(OFFSET_LENGTH * index, offset);
    offset += part.length;
  }
  return encodeTlv(form.file, encodeTlv(form.table, new Uint8Array(offsets.buffer)), ...encoded);
}

/** The objects behind the table; other objects, or a table that does not match, are CardError `card/file`. */
export function parseWithOffsets<const Tags extends readonly number[]>(
  form: OffsetFile<Tags>,
  file: Uint8Array,
): { -readonly [I in keyof Tags]: Tlv } {
  const [template] = objects(form.name, file, [form.file]);
  const [table, ...found] = objects(form.name, template.value, [form.table, ...form.tags]);
  const offsets = new DataView(table.value.buffer, table.value.byteOffset, table.value.length);
  if (
    offsets.byteLength !== OFFSET_LENGTH * found.length ||
    found.some((part, index) => offsets.getUint16(OFFSET_LENGTH * index) !== offsetIn(file, part.encoded))
  ) {
    throw new CardError('card/file', `${form.name}: offset table does not match`);
  }
  return found as { -readonly [I in keyof Tags]: Tlv };
}

/** Where a part that was not copied stands in its file. */
export function offsetIn(file: Uint8Array, part: Uint8Array): number {
  return part.byteOffset - file.byteOffset;
}
