import { concat } from '@kazasu/bytes';
import { CardError } from '../error.ts';
import { encodeObject, filled, imageIn, values, withoutFiller } from './data-objects.ts';
import { RESIDENCE_LENGTH, RESIDENCE_TAG } from './ef.ts';

/** DF3: the check code over both pictures and the certificate of its key. Both empty on a child's card. */
export interface ResidenceSignature {
  /** RSA-2048, PKCS#1 v1.5 with SHA-256 */
  readonly checkCode: Uint8Array;
  /** X.509, DER, without the NULs that fill it */
  readonly certificate: Uint8Array;
}

export function encodeResidenceSignature({ checkCode, certificate }: ResidenceSignature): Uint8Array {
  if (checkCode.length !== 0 && checkCode.length !== RESIDENCE_LENGTH.checkCode) {
    throw new CardError('card/file', 'residence signature: length');
  }
  return concat(
    encodeObject(
      RESIDENCE_TAG.checkCode,
      filled('residence signature', checkCode, RESIDENCE_LENGTH.checkCode),
    ),
    encodeObject(
      RESIDENCE_TAG.certificate,
      filled('residence signature', certificate, RESIDENCE_LENGTH.certificate),
    ),
  );
}

export function parseResidenceSignature(file: Uint8Array): ResidenceSignature {
  const [checkCode, certificate] = values('residence signature', file, [
    RESIDENCE_TAG.checkCode,
    RESIDENCE_TAG.certificate,
  ]);
  const whole = imageIn(checkCode);
  if (whole.length !== 0 && whole.length !== RESIDENCE_LENGTH.checkCode) {
    throw new CardError('card/file', 'residence signature: length');
  }
  return { checkCode: whole, certificate: derIn(certificate) };
}

/** The bytes under the check code: both pictures, each filled with NUL to its room, without their tags. */
export function residenceSignatureInput(frontImage: Uint8Array, portrait: Uint8Array): Uint8Array {
  return concat(
    filled('front image', frontImage, RESIDENCE_LENGTH.frontImage),
    filled('portrait', portrait, RESIDENCE_LENGTH.portrait),
  );
}

/** A certificate may end in NULs of its own: its SEQUENCE tells where it ends. */
function derIn(value: Uint8Array): Uint8Array {
  const [tag, form, high = 0, low = 0] = value;
  if (withoutFiller(value).length === 0) return value.subarray(0, 0);
  const end = 4 + high * 256 + low;
  if (tag !== 0x30 || form !== 0x82 || end > value.length || withoutFiller(value).length > end) {
    throw new CardError('card/file', 'residence signature: not a certificate');
  }
  return value.subarray(0, end);
}
