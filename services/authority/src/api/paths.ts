/** Every route of the authority, with what it takes and gives. */
export const PATHS = {
  health: '/healthz',

  // ---- status services (a verifier's token) ----
  /**
   * `POST`, application/ocsp-request of at most 8 KiB → application/ocsp-response (RFC 6960 A.1). Also `GET` with the
   * request in base64, percent-encoded, behind it: `/ocsp/{request}`. Such an answer, without a nonce, may be kept until its
   * cycle ends, as its headers say (RFC 5019 6). About certificates of all CA generations that have not run out; for any
   * others the OCSP answer is `unauthorized`. At most 16 certificates, all of one issuer.
   */
  ocsp: '/ocsp',
  /**
   * `GET` → application/pkix-crl, with an `ETag` for `If-None-Match` and `Last-Modified`. `scope` is `whole` or the SHA-256 (hex) of the DER
   * of the Name in the CRLDP's directoryName, beginning with its `30`. 404 `crl_unknown`; 410 `issuer_expired` for a CA
   * generation that has run out.
   */
  crl: '/crl/:issuerKeyId/:scope',
  /** `POST` SerialLinksRequest → SerialLinksResponse; 404 for a certificate this authority never issued. */
  serialLinks: '/v1/serial-links',
  /** `GET` → TrustResponse */
  trust: '/v1/trust',
  /** `POST` ConsentRequest → 201 ConsentView, the same for the same message; 400 `signed_message_invalid`, 409 `signed_message_used` where the statement came with another signature. */
  consents: '/v1/consents',
  /** `POST` LatestItemsRequest → LatestItems; 404 `consent_unknown`, 403 `consent_ended`. */
  latestItems: '/v1/latest-items',
  /** `GET` → UsageReport of the asking verifier; `from` and `to` (`YYYYMMDD`) in the query. */
  ownUsage: '/v1/usage',

  // ---- the holder (no token: the card's signature opens it) ----
  /** `POST` WithdrawalRequest → ConsentView; 400 `signed_message_invalid`, 409 `signed_message_used`, 404 `consent_unknown`. */
  withdrawals: '/holder/withdrawals',
  /** `POST` PhoneRequest → 201 PhoneCertificates; 400 `signed_message_invalid`, 409 `signed_message_used`, `card_state`. */
  phoneCertificates: '/phone/certificates',
  /** `POST` SignedMessage (`phoneEnd`) by the phone's own signature key or the card's → 204; 400 `signed_message_invalid`, 409 `signed_message_used`, `card_state`. */
  phoneEnds: '/phone/ends',

  // ---- the counter (admin token) ----
  /** `POST` CardRequest → 201 CardImage, the personalised card, handed over at once; 409 `resident_exists`. */
  cards: '/admin/cards',
  /** `POST` ApplicationRequest → 201 EventResult: somebody new applies for a card; 409 `resident_exists`. */
  applications: '/admin/applications',
  /** `GET` → ResidentList; `after` (a resident's id) in the query turns the page. */
  residents: '/admin/residents',
  /** `GET` → ResidentView; 404 `resident_unknown`. */
  resident: '/admin/residents/:residentId',
  /**
   * `POST` the event's own body (EVENT_BODIES) → EventResult. 404 `event_unknown`, `resident_unknown`; 409 `card_state`,
   * `resident_gone` and `card_conflict`, after which nothing was done. With `card` (its number) in the query the event
   * is for that card alone: `card_conflict` if there is a later one by now.
   */
  events: '/admin/residents/:residentId/events/:event',
  /**
   * `POST` CardOptions → 201 CardImage: a new card with new certificates for the same resident, linked to the old ones,
   * which are revoked as superseded. 404 `resident_unknown`; 409 `card_conflict`, nothing was done and may be retried.
   */
  renewals: '/admin/residents/:residentId/renewals',
  /**
   * `POST` NextCertificatesRequest → 201 NextCertificates, where `cardGeneration` is `next`, and nowhere else. 400
   * `request_invalid`, `signature_not_allowed`; 404 `resident_unknown`; 409 `card_state`, `resident_gone`, `card_conflict`.
   */
  nextCertificates: '/admin/residents/:residentId/next-certificates',
  /** `GET` → CertificateList of one resident, oldest first; 404 `resident_unknown`. */
  certificates: '/admin/residents/:residentId/certificates',
  /** `POST` RevocationRequest → 204, also when repeated; 404 `certificate_unknown`, 409 `already_revoked`. */
  revocations: '/admin/certificates/:issuerKeyId/:serial/revocation',
  /**
   * `POST` → 201 `{ number, thisUpdate, nextUpdate }`: a new list now, although nothing was revoked. 404 `crl_unknown`,
   * 410 `issuer_expired`.
   */
  newCrl: '/admin/crl/:issuerKeyId/:scope',

  // ---- those who administer (signed requests; where one administers alone the admin token, which otherwise reads) ----
  // Administrators and proposals: ADMINISTRATION_PATHS of kit/server/administration. Refusals of both have its form, such as `admin/token`.
  /**
   * `GET` → VerifierList; `POST` VerifierRequest → 201 VerifierToken; 409 `verifier_exists`. Where two must agree `POST` is 403
   * `admin/two-needed`: the change `contract.add` is proposed.
   */
  verifiers: '/admin/verifiers',
  /** `DELETE` (`contract-admin`) → 204: the contract ends, the token opens nothing any more; 404 `verifier_unknown`. */
  verifier: '/admin/verifiers/:verifierId',
  /** `GET` → UsageReport; `from` and `to` (`YYYYMMDD`) in the query. */
  usage: '/admin/verifiers/:verifierId/usage',
  /** `GET` → the metrics, in the text format of Prometheus; with the admin token. */
  metrics: '/metrics',
  /** `GET` → AuditPage; `after` (a number) in the query turns the page. */
  audit: '/admin/audit',
  /** `GET` → AuditHead: to be written down elsewhere, so that a cut-off end is noticed too. */
  auditHead: '/admin/audit/head',
  /** `GET` → AuditVerdict over the whole chain; with `number` and `hash` in the query it must also hold that earlier head. */
  auditVerification: '/admin/audit/verification',
  /** `GET` → the head as a compact JWS (`application/jwt`); 404 `audit_empty` before anything has happened. */
  auditSignedHead: '/admin/audit/signed-head',
  /** `GET` → the JWK set that signed heads are verified with. */
  auditKeys: '/admin/audit/keys',
} as const;
