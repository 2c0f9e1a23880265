/**
 * The HTTP contract of the authority: what verifiers (the provider, later the platform operator) and the counter
 * may ask. Binary values are base64 (RFC 4648 section 4) inside JSON. Everything but `GET /healthz` wants
 * `Authorization: Bearer <token>`: status services are for verifiers under contract, `/admin` for the counter.
 */
import * as v from 'valibot';
import { CardOptions } from './card-image.ts';
import { Base64, Hex } from './wire.ts';

export { chipKeysOf, contentsOf, secretsOf } from './card-contents.ts';
export { CardImage, CardNumbers, CardOptions, PORTRAIT_OCTETS_MAX } from './card-image.ts';

/** The two certification authorities. */
export const CaRole = v.picklist(['authentication', 'signature']);
export type CaRole = v.InferOutput<typeof CaRole>;

/** Names a certificate: SHA-1 key identifier of its issuer and its serial number, both lower-case hexadecimal. */
export const CertificateId = v.object({ issuerKeyId: Hex, serial: Hex });
export type CertificateId = v.InferOutput<typeof CertificateId>;

// ---- status services (verifier token) -------------------------------------------------------------------

export const PATHS = {
  health: '/healthz',
  /**
   * `POST`, application/ocsp-request of at most 8 KiB → application/ocsp-response (RFC 6960 A.1). Also `GET` with the
   * request in base64, percent-encoded, behind it: `/ocsp/{request}`. Authentication certificates only; for all
   * others the OCSP answer is `unauthorized`. At most 16 certificates, all of one issuer.
   */
  ocsp: '/ocsp',
  /**
   * `GET` → application/pkix-crl, with an `ETag` for `If-None-Match`. `scope` is `whole` or the SHA-256 (hex) of the DER
   * of the Name in the CRLDP's directoryName, beginning with its `30`. 404 `crl_unknown`; 410 `issuer_expired` for a CA
   * generation that has run out.
   */
  crl: '/crl/:issuerKeyId/:scope',
  /** `POST` SerialLinksRequest → SerialLinksResponse; 404 for a certificate this authority never issued. */
  serialLinks: '/v1/serial-links',
  /** `GET` → TrustResponse */
  trust: '/v1/trust',
  /** `POST` CardRequest → 201 CardImage, the personalised card; 409 `resident_exists`. */
  cards: '/admin/cards',
  /**
   * `POST` CardOptions → 201 CardImage: a new card with new certificates for the same resident, linked to the old ones,
   * which are revoked as superseded. 404 `resident_unknown`; 409 `card_conflict`, nothing was done and may be retried.
   */
  renewals: '/admin/residents/:residentId/renewals',
  /** `GET` → CertificateList of one resident, oldest first; 404 `resident_unknown`. */
  certificates: '/admin/residents/:residentId/certificates',
  /** `POST` RevocationRequest → 204, also when repeated; 404 `certificate_unknown`, 409 `already_revoked`. */
  revocations: '/admin/certificates/:issuerKeyId/:serial/revocation',
} as const;

export const SerialLinksRequest = CertificateId;
/** All certificates of the same role and person up to the one asked for, oldest first; the last is the one asked for. */
export const SerialLinksResponse = v.object({ lineage: v.array(CertificateId) });
export type SerialLinksResponse = v.InferOutput<typeof SerialLinksResponse>;

/** What a verifier must trust, handed over once when it is set up: never fetched during a judgement. */
export const TrustResponse = v.object({
  /** CA certificates (DER) of every generation. */
  anchors: v.array(v.object({ role: CaRole, generation: v.number(), certificate: Base64 })),
  /**
   * Public keys of the issuers of CV certificates with their 16-byte key ids (hex); modulus and exponent are
   * big-endian. The number in a key id tells for which application it is to be believed (facts a.7): the text
   * application, the surface application, or the master file.
   */
  cardIssuerKeys: v.array(v.object({ keyId: Hex, modulus: Base64, exponent: Base64 })),
});
export type TrustResponse = v.InferOutput<typeof TrustResponse>;

// ---- the counter (admin token) --------------------------------------------------------------------------

/** A resident as the municipality's register holds them. */
export const ResidentRecord = v.object({
  residentId: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
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
  municipality: v.object({
    /** Five digits. */
    code: v.pipe(v.string(), v.regex(/^\d{5}$/)),
    /** Romaji as in the CRL distribution point, e.g. `Tokyo-to`, `Setagaya-ku`. */
    prefecture: v.string(),
    city: v.string(),
  }),
});
export type ResidentRecord = v.InferOutput<typeof ResidentRecord>;

export const CardRequest = v.object({ resident: ResidentRecord, options: CardOptions });
export type CardRequest = v.InferOutput<typeof CardRequest>;

export const CertificateList = v.object({
  certificates: v.array(
    v.object({
      role: CaRole,
      id: CertificateId,
      notBefore: v.number(),
      notAfter: v.number(),
      revokedAt: v.optional(v.number()),
      reason: v.optional(v.string()),
    }),
  ),
});
export type CertificateList = v.InferOutput<typeof CertificateList>;

/** CRLReason names of RFC 5280 section 5.3.1 that this authority uses. */
export const RevocationReason = v.picklist([
  'unspecified',
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
]);
export type RevocationReason = v.InferOutput<typeof RevocationReason>;
export const RevocationRequest = v.object({ reason: RevocationReason, at: v.optional(v.number()) });
export type RevocationRequest = v.InferOutput<typeof RevocationRequest>;

/** Body of every refusal. `error` is a stable code, see error.ts. */
export const AuthorityProblem = v.object({ error: v.string(), message: v.string() });
export type AuthorityProblem = v.InferOutput<typeof AuthorityProblem>;
