/** Names and records that the whole contract speaks of. */
import * as v from 'valibot';
import { Hex } from '../wire.ts';

/** The two certification authorities. */
export const CaRole = v.picklist(['authentication', 'signature']);
export type CaRole = v.InferOutput<typeof CaRole>;

/** Where the private key lives: in the card, or in the secure element of a phone. */
export const Device = v.picklist(['card', 'phone']);
export type Device = v.InferOutput<typeof Device>;

/** Names a certificate: SHA-1 key identifier of its issuer and its serial number, both lower-case hexadecimal. */
export const CertificateId = v.object({ issuerKeyId: Hex, serial: Hex });
export type CertificateId = v.InferOutput<typeof CertificateId>;

/** CRLReason names of RFC 5280 section 5.3.1 with which a certificate ends for good. */
export const EndReason = v.picklist([
  'unspecified',
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
]);

export type EndReason = v.InferOutput<typeof EndReason>;

/** All that this authority uses. A hold begins with a card that is lost or waits, and ends with it. */
export const RevocationReason = v.picklist([...EndReason.options, 'certificateHold']);
export type RevocationReason = v.InferOutput<typeof RevocationReason>;

/** A municipality's own name of a resident; tells nothing about the person. */
export const ResidentId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/));

export const MunicipalityRecord = v.object({
  /** Five digits. */
  code: v.pipe(v.string(), v.regex(/^\d{5}$/)),
  /** Romaji as in the CRL distribution point, e.g. `Tokyo-to`, `Setagaya-ku`. */
  prefecture: v.string(),
  city: v.string(),
});

/** A resident as the municipality's register holds them. */
export const ResidentRecord = v.object({
  residentId: ResidentId,
  /** Family and given name with one U+3000 between; foreign residents may have a long Latin name. */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  /** The name as the certificate can carry it, character by character, where it differs from `name`. */
  certificateName: v.optional(v.pipe(v.string(), v.maxLength(100))),
  address: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  certificateAddress: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** `YYYYMMDD`, Gregorian. */
  birthdate: v.pipe(v.string(), v.regex(/^\d{8}$/)),
  /** `1` male, `2` female, `9` not applicable. */
  gender: v.picklist(['1', '2', '9']),
  /** Twelve digits, the last a valid check digit. */
  myNumber: v.pipe(v.string(), v.regex(/^\d{12}$/)),
  municipality: MunicipalityRecord,
});
export type ResidentRecord = v.InferOutput<typeof ResidentRecord>;

/** Body of every refusal. `error` is a stable code, see error.ts. */
export const AuthorityProblem = v.object({ error: v.string(), message: v.string() });
export type AuthorityProblem = v.InferOutput<typeof AuthorityProblem>;
