import { encodeTlv } from '@kazasu/bytes';
import { RSA_LENGTH } from '../rsa.ts';
import { objects, readFile } from './file.ts';
import { requireLength } from './rsa-key.ts';

/** A file of a few data objects, the last of which is a signature over the bytes of those before it. */
export interface SignedRecord<Values> {
  /** The signed bytes: every object before the signature, as written. */
  readonly body: Uint8Array;
  /** 256 bytes. */
  readonly signature: Uint8Array;
  /** The values of the signed objects. */
  readonly values: Values;
}

export interface SignedRecordTags<Tags extends readonly number[]> {
  readonly name: string;
  readonly file: number;
  readonly signed: Tags;
  readonly signature: number;
}

/** The file around a signed body. That both are of the right form is seen to by the caller, who reads it back. */
export function encodeSignedRecord(
  tags: SignedRecordTags<readonly number[]>,
  body: Uint8Array,
  signature: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return encodeTlv(tags.file, body, encodeTlv(tags.signature, signature));
}

/** Any other form is CardError `card/file`. */
export function parseSignedRecord<const Tags extends readonly number[]>(
  tags: SignedRecordTags<Tags>,
  file: Uint8Array,
): SignedRecord<{ -readonly [I in keyof Tags]: Uint8Array }> {
  return readFile(tags.name, () => {
    const [template] = objects(tags.name, file, [tags.file]);
    const found = objects(tags.name, template.value, [...tags.signed, tags.signature]);
    const signature = found[found.length - 1]?.encoded ?? new Uint8Array();
    const value = found[found.length - 1]?.value ?? new Uint8Array();
    requireLength(tags.name, value, RSA_LENGTH);
    const bodyLength = signature.byteOffset - template.value.byteOffset;
    return {
      body: template.value.subarray(0, bodyLength),
      signature: value,
      values: found.slice(0, -1).map((object) => object.value) as {
        -readonly [I in keyof Tags]: Uint8Array;
      },
    };
  });
}
