import { concat, encodeTlv } from '@kazasu/bytes';
import { CardError } from '../../error.ts';
import { objects, readFile } from '../file.ts';
import type { Sha256 } from '../sha256.ts';
import { TEXT_TAG } from './ef.ts';
import { fourItemsHashInput } from './four-items.ts';

/** EF 0003: what the card's issuer signed over My Number and the four items (facts a.6). */
export interface Integrity {
  /** The signed bytes, `DF31 20 …` and `DF32 20 …`, 70 of them. */
  readonly body: Uint8Array;
  /** RSA PKCS#1 v1.5 with SHA-256 over the body, by the key of EF 0004; 256 bytes. */
  readonly signature: Uint8Array;
  /** SHA-256 of the whole file 0001. */
  readonly myNumberHash: Uint8Array;
  /** SHA-256 of {@link fourItemsHashInput}. */
  readonly fourItemsHash: Uint8Array;
}

/** The bytes that the issuer signs for these two files. */
export function integrityBody(
  myNumberFile: Uint8Array,
  fourItemsFile: Uint8Array,
  sha256: Sha256,
): Uint8Array<ArrayBuffer> {
  return concat(
    encodeTlv(TEXT_TAG.myNumberHash, sha256(myNumberFile)),
    encodeTlv(TEXT_TAG.fourItemsHash, sha256(fourItemsHashInput(fourItemsFile))),
  );
}

/** EF 0003: `FF30 82014B { body, DF33 820100 signature }`, 336 bytes. */
export function encodeIntegrity(body: Uint8Array, signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const file = encodeTlv(TEXT_TAG.integrity, body, encodeTlv(TEXT_TAG.integritySignature, signature));
  parseIntegrity(file);
  return file;
}

/** Splits EF 0003. Any other form is CardError `card/file`; whether the signature is right is not judged here. */
export function parseIntegrity(file: Uint8Array): Integrity {
  return readFile('integrity', () => {
    const [template] = objects('integrity', file, [TEXT_TAG.integrity]);
    const [myNumber, fourItems, signature] = objects('integrity', template.value, [
      TEXT_TAG.myNumberHash,
      TEXT_TAG.fourItemsHash,
      TEXT_TAG.integritySignature,
    ]);
    if (myNumber.value.length !== 32 || fourItems.value.length !== 32 || signature.value.length !== 256) {
      throw new CardError('card/file', 'integrity: length of a hash or of the signature');
    }
    return {
      body: template.value.subarray(0, myNumber.encoded.length + fourItems.encoded.length),
      signature: signature.value,
      myNumberHash: myNumber.value,
      fourItemsHash: fourItems.value,
    };
  });
}
