/**
 * Everything this authority does without knowing that the real one does: one row per guess, and code reads the value
 * from the row where there is one. Sections are those of the collected facts about card and certificates.
 */

/** How far a value may be trusted: B one credible source, C doubtful or inferred, 不明 nothing known. */
export type Mark = 'B' | 'C' | '不明';

export interface Divergence<Value = unknown> {
  readonly section: string;
  readonly mark: Mark;
  /** What is not known, in one sentence. */
  readonly unsure: string;
  /** What this authority does. */
  readonly value: Value;
}

function row<const Value>(section: string, mark: Mark, unsure: string, value: Value): Divergence<Value> {
  return { section, mark, unsure, value };
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const DIVERGENCES = {
  authenticationCommonName: row(
    'b.2',
    'C',
    'Of the 23 characters only the municipality code and the ending 003A are understood.',
    '14 random characters of 0-9 and A-Z, municipality code, 003A',
  ),
  signatureCommonName: row(
    'b.2',
    'C',
    'The 28 characters start with date and time; the rest is not understood.',
    'YYYYMMDDHHMMSS in Japan, 5 random characters, municipality code, 003A',
  ),
  caExtensionOrder: row(
    'b.1',
    'C',
    'The extensions of the CA certificates are known, their order is not.',
    'keyUsage, subjectAltName, basicConstraints, cRLDistributionPoints, subjectKeyIdentifier',
  ),
  unknownGender: row(
    'b.3',
    'C',
    'Sources differ on whether a certificate writes 3 or 9 where no sex is given.',
    '3 in the certificate, 9 on the card',
  ),
  ageOnBirthday: row(
    'b.2',
    'C',
    'How the validity of people born on 29 February ends in other years is not known.',
    'their birthday is then 28 February',
  ),
  cappedByIssuer: row(
    'b.2',
    '不明',
    'Whether a certificate may outlive its CA; real generations are replaced before it happens.',
    'notAfter is never later than that of the CA certificate',
  ),
  reasonCodes: row(
    'b.4',
    'C',
    'Which event gives which revocation reason is not known.',
    'a renewal says superseded; the counter chooses otherwise',
  ),
  ocspLifetimeMs: row('b.4', 'B', 'OCSP data are said to be refreshed every 15 minutes.', 15 * MINUTE),
  ocspResponder: row(
    'b.4',
    '不明',
    'Name, life and renewal of the responder certificate are not published.',
    'CN=OCSP Responder, 30 days, renewed 7 days before its end',
  ),
  responderLifetimeMs: row('b.4', '不明', 'See ocspResponder.', 30 * DAY),
  responderRenewalMs: row('b.4', '不明', 'See ocspResponder.', 7 * DAY),
  signatureOcsp: row(
    'b.2',
    'C',
    'Signature certificates name no OCSP responder; whether J-LIS answers for them elsewhere is not known.',
    'unauthorized',
  ),
  crlNextUpdate: row(
    'b.4',
    'B',
    'A new CRL is said to appear daily; how long one is valid is not known.',
    'until midnight in Japan after the following day',
  ),
  expiredInCrl: row(
    'b.4',
    '不明',
    'Whether revoked certificates leave the list after they have run out.',
    'they stay for the life of the CA generation',
  ),
  cardIssuerNumber: row('a.7', 'B', 'Issuer number of the text application on the test card.', '6000033'),
  cardSignerNumber: row(
    'a.7',
    '不明',
    'What the subject key identifier of the CV certificate holds is not known.',
    '6000133',
  ),
  tokenModel: row(
    'a.4',
    'B',
    'Model in the token information, as on the test card; other cards may differ.',
    'E16R01NJ',
  ),
  basicInformationNumbers: row(
    'a.6',
    'C',
    'Version, vendor and option bytes of EF 0005 have no published values.',
    'version 1, extended APDUs, vendor 0, option 0',
  ),
  cardName: row(
    'a.6',
    '不明',
    'Whether EF 0002 carries characters that the certificate must replace.',
    'the name and address as registered',
  ),
} as const;
