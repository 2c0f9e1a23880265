/**
 * What the judge takes for given about real certificates and lists though the sources are unsure: one row per guess, for
 * whoever knows better. The behaviour itself stands in the file that the row names. Sections are those of docs/card-facts.md.
 */

/** How far a row may be trusted: B one credible source, C doubtful or inferred, 不明 nothing known. */
export type Mark = 'B' | 'C' | '不明';

export interface PkiDivergence {
  readonly section: string;
  readonly mark: Mark;
  /** What is not known, in one sentence. */
  readonly unsure: string;
  /** What the judge does. */
  readonly value: string;
  /** Where, below lib/pki/src. */
  readonly file: string;
}

function row(section: string, mark: Mark, file: string, unsure: string, value: string): PkiDivergence {
  return { section, mark, unsure, value, file };
}

export const DIVERGENCES = {
  residentExtensions: row(
    'b.2',
    'B',
    'profile/authentication.ts',
    'Apart from key usage, subjectAltName and policies the fields of residents’ certificates were seen in a few of them only.',
    'each extension must be there, and critical or not, as seen; another one may stand beside them unless it is critical',
  ),
  commonNames: row(
    'b.2',
    'C',
    'profile/value.ts',
    'How the common names of residents’ certificates are built is understood in part.',
    'which attributes a subject has is judged, what they say is not',
  ),
  extensionOrder: row(
    'b.2',
    'B',
    'profile/check-profile.ts',
    'The order of extensions is known from a handful of certificates, that of the authorities’ is inferred.',
    'another order refuses nothing and is told as a skipped check',
  ),
  gender: row(
    'b.3',
    'C',
    'profile/text-items.ts',
    'Sources differ on whether a certificate writes 3 or 9 where no sex is given.',
    'both are read',
  ),
  readingsOfNames: row(
    'b.3',
    'C',
    'profile/text-items.ts',
    'How the readings of names are stored since 2026 is not known.',
    'six items are read; a certificate with a seventh is not of the profile for signatures',
  ),
  phoneProfiles: row(
    'b.2',
    'C',
    'profile/phone.ts',
    'Of the certificates of phones the policy for signatures is named by one doubtful source, and nothing else by any.',
    'the tables of the card under policies of their own, 1.2.392.200149.8.5.1.1.40 and 1.2.392.200149.8.5.1.3.50',
  ),
  responderProfile: row(
    'b.4',
    '不明',
    'profile/ocsp-responder.ts',
    'The profile of the OCSP responder is not published.',
    'what RFC 6960 demands, and id-pkix-ocsp-nocheck',
  ),
  ocspAge: row(
    'b.4',
    'B',
    'ocsp/check-ocsp.ts',
    'OCSP data are said to be refreshed every 15 minutes; whether answers name their next update is not known.',
    'an answer without nextUpdate counts for 15 minutes, unless the caller says otherwise',
  ),
  expiredOnLists: row(
    'b.4',
    '不明',
    'crl/check-retention.ts',
    'Whether revoked certificates leave the list after they have run out.',
    'a list that does not say that it keeps them says nothing good about a certificate that ran out before it was issued',
  ),
  nextCardAlgorithms: row(
    'b.5',
    'C',
    'profile/value.ts',
    'The next card is said to use ECDSA with 384 bits; the curve is presumed and its profile is not published.',
    'P-384 and ecdsa-with-SHA384 under the tables of today, only for callers who ask for them',
  ),
} as const satisfies { readonly [id: string]: PkiDivergence };
