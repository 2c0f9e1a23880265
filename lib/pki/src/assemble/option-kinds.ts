import { OCTETS, type OptionKind } from '../option.ts';

export { DIGEST } from '../digest-signature.ts';
export {
  isObject,
  OCTETS,
  type OptionKind,
  type OptionKinds,
  optional,
  requireOptions,
  TIME,
} from '../option.ts';

/** Type and subtype (RFC 6838 section 4.2), with parameters if need be. */
export const MEDIA_TYPE: OptionKind = {
  must: 'a media type of at most 255 characters',
  fits: (value) => typeof value === 'string' && value.length <= 255 && MEDIA_TYPE_FORM.test(value),
};

const MEDIA_TYPE_FORM =
  /^[A-Za-z0-9][\w!#$&^.+-]{0,126}\/[A-Za-z0-9][\w!#$&^.+-]{0,126}(?:; ?[\w-]+=(?:[\w!#$&^.+-]+|"[ \w!#$&^.+/:-]*"))*$/;

/** Certificates above the signer's: no honest chain has more. */
export const CHAIN_MAX = 16;

export const CHAIN: OptionKind = {
  must: `an array of at most ${CHAIN_MAX} Uint8Arrays`,
  fits: (value) => Array.isArray(value) && value.length <= CHAIN_MAX && value.every(OCTETS.fits),
};
