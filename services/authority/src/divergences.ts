/**
 * Everything this authority does without knowing that the real one does: one row per guess, and code reads the value
 * from the row where there is one. Sections are those of docs/card-facts.md.
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
    'Four reasons are named in public, which event gives which is not known; keyCompromise is not among the four.',
    {
      notHandedOver: 'certificateHold',
      loss: 'certificateHold',
      move: 'affiliationChanged',
      correction: 'affiliationChanged',
      renewal: 'superseded',
      newSignatureCertificate: 'superseded',
      reissueOfDamaged: 'superseded',
      reissueOfLost: 'cessationOfOperation',
      return: 'cessationOfOperation',
      departure: 'cessationOfOperation',
      death: 'cessationOfOperation',
      revocationRequest: 'cessationOfOperation',
      keyCompromise: 'keyCompromise',
      phoneChanged: 'superseded',
      phoneEnded: 'cessationOfOperation',
      cardOfPhoneEnded: 'cessationOfOperation',
    },
  ),
  validFromHandOver: row(
    'b.2',
    '不明',
    'Whether the certificates of a card that waits at the counter are good already.',
    'they exist from the day on which the card is made, and are on hold until it is handed over',
  ),
  cardOnLeaving: row(
    'b.4',
    'C',
    'Since 2024 people who leave the country may keep card and certificates; how, is not known here.',
    'the card is returned and all certificates are revoked',
  ),
  suspendedCard: row(
    'b.4',
    '不明',
    'What a temporary stop of a lost card holds, and whether it runs out by itself.',
    'both certificates of the card and none of a phone, until it is found or replaced',
  ),
  rewrittenRecords: row(
    'a.6',
    '不明',
    'Whose key signs the records of a card that are rewritten after a move to another municipality.',
    'that of the municipality that made the card, whose certificate is on it',
  ),
  cardInstruction: row(
    'a.5',
    '不明',
    'How a counter sets PINs, records and certificates of a card that exists.',
    'an instruction signed by the municipality whose certificate the card holds, numbered upwards for each card',
  ),
  phonePolicies: row(
    'b.2',
    'C',
    'The policy of the signature certificate of a phone is named by one doubtful source, that of the other by none.',
    '1.2.392.200149.8.5.1.1.40 for signatures; 1.2.392.200149.8.5.1.3.50 for authentication, by the series',
  ),
  phoneParent: row(
    'b.2',
    'C',
    'What becomes of the certificates of a phone when those of the card end.',
    'each ends with the certificate of the same role with which it was asked for; a hold of the card leaves it alone',
  ),
  phonesPerPerson: row(
    'b.2',
    '不明',
    'On how many phones one person may have certificates at the same time.',
    'on one: those of the phone before are superseded',
  ),
  phoneValidity: row(
    'b.2',
    '不明',
    'How long the certificates of a phone are valid.',
    'as long as those of the card with which they were asked for',
  ),
  phoneRequest: row(
    'b.2',
    '不明',
    'How a phone asks for its certificates is not published.',
    'a statement of ours, signed by the signature key of the card and by both keys of the phone, each over a context and its hash outside any DigestInfo',
  ),
  phoneLinks: row(
    'b.2',
    '不明',
    'Whether the link of serial numbers leads from the certificates of a phone to those of the card.',
    'one lineage for each role, in the order of issue',
  ),
  messageLifetimeMs: row(
    'b.4',
    '不明',
    'How long a request or a consent may be under way after it was signed.',
    5 * MINUTE,
  ),
  consentMessage: row(
    'b.4',
    '不明',
    'How the consent to the service of the latest four items, and its withdrawal, are written.',
    'statements of ours: one names operator, service and purpose and is signed like a document, one the consent, over a context and its hash; the card’s signature key signs',
  ),
  consentYears: row('b.4', 'B', 'A consent is valid for ten years, for each service.', 10),
  consentEnd: row(
    'b.4',
    '不明',
    'What ends a consent beside its years and its withdrawal.',
    'death; while the person is abroad it rests',
  ),
  quotas: row(
    'b.4',
    '不明',
    'That contracts bound purpose and number of questions is said; the numbers and the form are not known.',
    'a number a day in Japan for each verifier and service, and a list of purposes',
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
    'Signature certificates name no OCSP responder; where J-LIS answers for them, and whether it does, is not known.',
    'as for authentication certificates, with a responder of each signature generation; the certificates name none',
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
  surfaceIssuerNumber: row(
    'a.7',
    'B',
    'Issuer number of the surface application on the test card.',
    '6000023',
  ),
  masterFileIssuerNumber: row(
    'a.7',
    'B',
    'Issuer number of the chain in the master file on the test card; the last octet of its key identifier is A8.',
    '6000020',
  ),
  intermediateNumber: row(
    'a.8',
    '不明',
    'Who stands between the root and the bottom of the chain in the master file, and whom the last certificate names.',
    '6000021',
  ),
  lowerCertificate: row(
    'a.8',
    '不明',
    'Whose key the last certificate of the chain in the master file holds.',
    'that of the municipality, which signs the records too',
  ),
  recordSigner: row(
    'a.7',
    'B',
    'The subject of EF 0004 is the municipality: its code and two digits, whose meaning is not known.',
    '01',
  ),
  tokenModel: row(
    'a.4',
    'B',
    'Model in the token information, as on the test card; other cards may differ.',
    'E16R01NJ',
  ),
  basicInformationNumbers: row(
    'a.6',
    'B',
    'Version, extended lengths, vendor and option in EF 0005, as on the cards seen.',
    { version: 1, extendedApdu: true, vendor: 0x0e, option: 1 },
  ),
  textKeyNumber: row('a.6', 'B', 'Which key EF 0005 names; none that is used.', '6000034'),
  surfaceIdentification: row('a.7', 'B', 'First four octets of EF 0003, as on the cards seen.', '06030e01'),
  surfaceKeyNumber: row('a.7', 'B', 'Which key EF 0003 names; none that is used.', '6000024'),
  surfaceInformation: row(
    'a.7',
    '不明',
    'Version of EF 0003, and the meaning of its last 272 octets: the key identifier again, and zeros.',
    { version: 1, zeroOctets: 256 },
  ),
  keyReference: row(
    'a.8',
    '不明',
    'Which key EF 0002 of the common and the juki application names.',
    'the issuer of the chain in the master file',
  ),
  cardSerial: row(
    'a.8',
    '不明',
    'How the 15 digits of a serial number are made up; the test card begins with 4.',
    '4 and 14 random digits',
  ),
  masterFileObjects: row(
    'a.8',
    'C',
    'What 0045 holds beyond being ASCII, and whether 0066 comes with its own tag.',
    'the serial number; without',
  ),
  contactAtr: row('a.1', 'B', 'ATR of the contact interface, as OpenSC knows it.', '3be000ff8131fe4514'),
  nameAndAddressImages: row(
    'a.7',
    '不明',
    'Size and typeface of the printed name and address; that they are PNG of one bit is known.',
    '640 × 80 and 640 × 160, Noto Sans JP drawn with a round pen',
  ),
  portraitImage: row(
    'a.7',
    '不明',
    'Size of the portrait; that it is a grey JP2 is known.',
    'what is handed in: 96 to 480 wide, upright, at most 12,288 octets',
  ),
  jukiPin: row(
    'a.5',
    'B',
    'The PINs of the juki and the common application are counted apart and set alike.',
    'one value for both, that of the text application unless another is asked for',
  ),
  cardName: row(
    'a.6',
    '不明',
    'Whether EF 0002 carries characters that the certificate must replace.',
    'the name and address as registered',
  ),
} as const;
