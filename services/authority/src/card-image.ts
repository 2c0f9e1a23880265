/**
 * The card as it leaves the counter: what is asked for, and what is handed over. Part of the HTTP contract, see api.ts.
 */
import * as v from 'valibot';
import { Base64 } from './wire.ts';

const FourDigits = v.pipe(v.string(), v.regex(/^\d{4}$/));

/**
 * A portrait is a few kilobytes. The file that it goes into is read with offsets of 15 bits; this much leaves room for
 * the pictures of name and address, however little they can be compressed.
 */
export const PORTRAIT_OCTETS_MAX = 12_288;

const Pins = v.object({
  authentication: FourDigits,
  /** Asks for a signature certificate; refused (`signature_not_allowed`) under the age of 15. */
  signature: v.optional(v.pipe(v.string(), v.regex(/^[A-Z0-9]{6,16}$/))),
  text: FourDigits,
  /** Of the juki and the common application alike, as municipalities set it; default that of the text application. */
  juki: v.optional(FourDigits),
});

export const CardOptions = v.object({
  pins: Pins,
  /**
   * JPEG 2000 in a JP2 file, 8-bit grey, at most {@link PORTRAIT_OCTETS_MAX} octets, upright; anything else is refused
   * with `portrait_invalid`. Without one the card shows a silhouette.
   */
  portrait: v.optional(v.pipe(v.string(), v.maxLength(Math.ceil(PORTRAIT_OCTETS_MAX / 3) * 4), v.base64())),
  /** When the card was handed out, milliseconds since 1970; default now. Must lie within the CA generation's life. */
  issuedAt: v.optional(v.number()),
  /** CA generation to issue from; default the newest that lived at `issuedAt`. */
  generation: v.optional(v.picklist([1, 2, 3])),
});
export type CardOptions = v.InferOutput<typeof CardOptions>;

/** What is printed on the card, as far as it opens something: 照合番号A, 照合番号B, the birth-date key and their parts. */
export const CardNumbers = v.object({
  /** The My Number. */
  numberA: v.pipe(v.string(), v.regex(/^\d{12}$/)),
  /** Birth date with the year of its era (YYMMDD), year in which the card ends, security code. */
  numberB: v.pipe(v.string(), v.regex(/^\d{14}$/)),
  /** YYMMDD, with the year of the era. */
  birthdate: v.pipe(v.string(), v.regex(/^\d{6}$/)),
  securityCode: FourDigits,
  /** Last day of the card, `YYYYMMDD`. */
  expiry: v.pipe(v.string(), v.regex(/^\d{8}$/)),
});
export type CardNumbers = v.InferOutput<typeof CardNumbers>;

/** A personalised card: whoever holds this holds the card. Private keys are PKCS#8 DER. */
export const CardImage = v.object({
  residentId: v.string(),
  jpki: v.object({
    signatureCertificate: v.optional(Base64),
    signatureCaCertificate: Base64,
    authenticationCertificate: Base64,
    authenticationCaCertificate: Base64,
    tokenInformation: Base64,
  }),
  text: v.object({
    myNumber: Base64,
    fourItems: Base64,
    integrity: Base64,
    issuerCertificate: Base64,
    basicInformation: Base64,
    sessionKey: Base64,
    chipKey: Base64,
  }),
  surface: v.object({
    ageRecord: Base64,
    face: Base64,
    basicInformation: Base64,
    issuerCertificate: Base64,
    myNumberImage: Base64,
  }),
  common: v.object({ cardInformation: Base64, keyReference: Base64 }),
  juki: v.object({ keyReference: Base64 }),
  /** Data objects of the master file by their tags, four hexadecimal digits. */
  masterFile: v.record(v.pipe(v.string(), v.regex(/^[0-9a-f]{4}$/)), Base64),
  keys: v.object({
    authentication: Base64,
    signature: v.optional(Base64),
    text: Base64,
    surface: Base64,
    common: Base64,
    /** Takes the session key of secure messaging. */
    transport: Base64,
  }),
  /** As asked for, with that of the juki application filled in. */
  pins: v.object({ ...Pins.entries, juki: FourDigits }),
  numbers: CardNumbers,
});
export type CardImage = v.InferOutput<typeof CardImage>;
