import { equal, toHex } from '@kazasu/bytes';
import {
  ageRecordBody,
  CardError,
  encodeAgeRecord,
  encodeFace,
  encodeFourItems,
  encodeIntegrity,
  encodeMyNumber,
  type Face,
  faceDigestInfo,
  faceGroups,
  faceSignatureInput,
  integrityBody,
  parseFace,
  type RsaPublicKey,
} from '@kazasu/card';
import type { ResidentRecord } from '../api.ts';
import { picturesOf, type Typeface } from '../drawing/index.ts';
import { AuthorityError } from '../error.ts';
import { sha256 } from '../key.ts';
import { encodeOrRefuse } from './encode.ts';
import type { RecordSigner } from './record-signer.ts';

/** Files 0002 and 0003 of the text application as the register has the items now. */
export function rewrittenText(
  { name, address, birthdate, gender, myNumber }: ResidentRecord,
  signer: RecordSigner,
): { fourItems: Uint8Array; integrity: Uint8Array } {
  const [number, fourItems] = encodeOrRefuse(() => [
    encodeMyNumber(myNumber),
    encodeFourItems({ name, address, birthdate, gender }),
  ]);
  const body = integrityBody(number, fourItems, sha256);
  return { fourItems, integrity: encodeIntegrity(body, signer.sign(body)) };
}

/**
 * Files 0002 and 0001 of the surface application as the register has the items now. Portrait, last day and security
 * code are in the card alone, so its present face must be brought along. Throws `face_invalid` for one that this
 * municipality did not sign, or signed for another card.
 */
export function rewrittenSurface(
  record: ResidentRecord,
  signer: RecordSigner,
  typeface: Typeface,
  faceFile: Uint8Array,
  faceKey: string | null,
): { face: Uint8Array; ageRecord: Uint8Array } {
  const before = signedFace(faceFile, signer);
  // Cards of before the table of cards are known by the signature alone.
  if (faceKey !== null && faceKeyOf(before.key) !== faceKey) refuseFace();
  const { name, address, myNumber, birthdate, gender } = record;
  const { pictures } = picturesOf(typeface, {
    ...{ name, address, myNumber, securityCode: '0000' },
    portrait: before.portrait,
  });
  const content = {
    ...{ birthdate, gender, key: before.key, portrait: before.portrait, expiry: before.expiry },
    nameImage: pictures.name,
    addressImage: pictures.address,
    securityCodeImage: before.securityCodeImage,
  };
  const age = ageRecordBody({ birthdate, key: before.key });
  return {
    face: encodeFace(content, signatureOf(faceGroups(content), signer)),
    ageRecord: encodeAgeRecord(age, signer.sign(age)),
  };
}

/** What tells the faces of cards apart. */
export function faceKeyOf({ modulus }: RsaPublicKey): string {
  return toHex(sha256(modulus));
}

/** A signature with PKCS#1 v1.5 is the same every time: ours is known by making it again. */
function signedFace(file: Uint8Array, signer: RecordSigner): Face {
  const face = parsedFace(file);
  if (face && equal(signatureOf(face.groups, signer), face.signature)) return face;
  return refuseFace();
}

function refuseFace(): never {
  throw new AuthorityError('face_invalid', 'not a face that was signed for this card');
}

function parsedFace(file: Uint8Array): Face | undefined {
  try {
    return parseFace(file);
  } catch (error) {
    if (error instanceof CardError) return undefined;
    throw error;
  }
}

function signatureOf(groups: Face['groups'], signer: RecordSigner): Uint8Array {
  return signer.signDigestInfo(faceDigestInfo(faceSignatureInput(groups, sha256)));
}
