/**
 * Everything the virtual card does without a source that says so: one row per guess, for whoever can ask a real card.
 * The behaviour itself stands in the file that the row names. Sections are those of the collected facts about the card.
 */

/** How far a row may be trusted: B one credible source, C doubtful or inferred. */
export type Mark = 'B' | 'C';

export interface CardDivergence {
  readonly section: string;
  readonly mark: Mark;
  /** What is not known, in one sentence. */
  readonly unsure: string;
  /** What the virtual card does. */
  readonly value: string;
  /** Where, below lib/card/src. */
  readonly file: string;
}

function row(section: string, mark: Mark, file: string, unsure: string, value: string): CardDivergence {
  return { section, mark, unsure, value, file };
}

export const DIVERGENCES = {
  pinOfWrongForm: row(
    'a.3',
    'C',
    'virtual/command/verify.ts',
    'Whether a PIN of impossible length or characters uses a try.',
    'it is a miss like any other wrong value',
  ),
  newPinRefused: row(
    'a.3',
    'C',
    'virtual/command/change-pin.ts',
    'How a new PIN of wrong length or characters is refused.',
    '6700 for the length, 6A80 for the characters',
  ),
  verifyWithLe: row(
    'a.3',
    'C',
    'virtual/command/verify.ts',
    'How VERIFY with data and Le is answered.',
    '6700, no try used',
  ),
  missTakesBack: row(
    'a.3',
    'B',
    'virtual/command/verify.ts',
    'Whether a wrong PIN takes back an earlier right one.',
    'it does',
  ),
  statusOfRefusals: row(
    'a.3',
    'C',
    'status.ts',
    'Status words of rare refusals.',
    'known instruction in the wrong class 6D00; unknown class 6E00; missing key 6A88; failing key 6985; memory 6581; Le below 256 for signing 6700',
  ),
  statusNeverAnswered: row(
    'a.3',
    'B',
    'status.ts',
    'Status words for counters without limit, and the other word for a blocked PIN.',
    'never answered: 6300, 6983; every PIN counts',
  ),
  currentFile: row(
    'a.3',
    'C',
    'virtual/engine/session.ts',
    'Whether a short file identifier in P1 or P2 changes the current file.',
    'READ BINARY does, VERIFY does not',
  ),
  readPastEnd: row(
    'a.3',
    'C',
    'virtual/command/read-binary.ts',
    'How a READ that starts inside the file and ends behind it is answered.',
    'the rest of the file with 9000',
  ),
  fileControlInformation: row(
    'a.3',
    'C',
    'virtual/command/select.ts',
    'What SELECT with P2=00 answers, and whether a shortened AID selects.',
    '6F with 84 (AID) for applications, with 83 and 80 for files; a shortened AID is 6A82',
  ),
  changeInstructions: row(
    'a.3',
    'C',
    'virtual/command/change-pin.ts',
    'What the other instruction for changing a PIN answers, and either for a number that is printed on the card.',
    '6985 for the other instruction once the PIN was verified; 6982 for printed numbers, always',
  ),
  signatureInput: row(
    'a.3',
    'C',
    'virtual/command/signature-scheme.ts',
    'How P1 = 02 and 04 refuse what is no hash of 32 bytes, and how much P1 = 01, 03 and 05 take.',
    '6985; at most 255 bytes, beyond that 6700',
  ),
  pssSalt: row(
    'a.3',
    'C',
    'virtual/command/compute-signature.ts',
    'Length of the salt of a PSS signature.',
    '32 bytes, as long as the hash',
  ),
  otherKeys: row(
    'a.3',
    'B',
    'virtual/command/internal-authenticate.ts',
    'What a key of one signing instruction answers to the other one.',
    '6982 before its PIN, then 6985',
  ),
  defaultKey: row(
    'a.3',
    'C',
    'virtual/command/compute-signature.ts',
    'COMPUTE DIGITAL SIGNATURE with P2 = 00 where an application has no key of its own.',
    '6A86',
  ),
  readRecord: row(
    'a.3',
    'C',
    'virtual/command/read-record.ts',
    'READ RECORD in its other modes, of record 0, and with an Le below the length.',
    '6A86 for other modes, 6A83 for a record that is not there, the beginning of the record for a short Le',
  ),
  getDataLength: row(
    'a.3',
    'B',
    'virtual/command/get-data.ts',
    'GET DATA with an Le below the length of the object.',
    '6700',
  ),
  terminalCertificate: row(
    'a.3',
    'C',
    'virtual/layout/my-number-card.ts',
    'SET PUBLIC KEY (80 A2) and everything that a checked terminal could do.',
    '80 A2 answers 6A86; nothing opens for terminals',
  ),
  childCard: row(
    'a.4',
    'C',
    'virtual/layout/jpki.ts',
    'Which files a card without a signature certificate has.',
    'neither 001A nor 001B',
  ),
  sessionCounts: row(
    'a.4',
    'C',
    'application/jpki/token-information.ts',
    'Session counts in the token information.',
    'zero',
  ),
  jpkiUnknownFiles: row(
    'a.4',
    'C',
    'virtual/layout/jpki.ts',
    'Kind, content and access of the files 0005, 0009, 0010, 0016, 0019, 001C and 001E of the JPKI application.',
    '0005, 0009, 0010 can be selected and never read (6982); 0016, 0019, 001C, 001E are internal files (6981); 0007 is not there',
  ),
  phoneTokens: row(
    'a.4',
    'B',
    'virtual/layout/my-number-card.ts',
    'How the token of a phone differs from a card.',
    'Android wants the PIN for the authentication certificate; the iPhone answers 80 FC 00 00 with 9000; everything else as the card',
  ),
  printedNumberTries: row(
    'a.5',
    'C',
    'pin.ts',
    'Tries of number A and of the birth date.',
    '10, as documented for number B',
  ),
  textFiles: row(
    'a.6',
    'C',
    'application/text/',
    'Size of EF 0002, and what stands in DF43 of EF 0005.',
    'EF 0002 has 1024 bytes; DF43 is 32 zero bytes and filler',
  ),
  textUnknownFiles: row(
    'a.6',
    'C',
    'virtual/layout/text.ts',
    'Access to file 0008 of the text application, and whether key 0013 can be named by its number.',
    '0008 opens like 0003; 0013 can be named',
  ),
  messagingScope: row(
    'a.6',
    'C',
    'virtual/messaging/channel.ts',
    'Which instructions secure messaging carries besides VERIFY, SELECT and READ BINARY, and in which other classes.',
    'none: 6882, and the counter stays; 0C is 6987 and the session stays',
  ),
  messagingRefusals: row(
    'a.6',
    'B',
    'virtual/engine/secure-channel.ts',
    'How a secure message without a session is refused.',
    'SELECT 6882, everything else 69FC; after 6988 everything 69FC',
  ),
  messagingLe: row(
    'a.6',
    'C',
    'virtual/messaging/channel.ts',
    'A secure READ BINARY whose outer Le is too small for the message.',
    '6700; the message has been counted',
  ),
  messagingReadLength: row(
    'a.6',
    'B',
    'reader/secure-link.ts',
    'Whether a card answers a secure READ BINARY to a short outer Le.',
    'the reader asks for a whole file with an inner Le of zero and an extended outer one, which is what was measured',
  ),
  sessionKeyRefusals: row(
    'a.6',
    'C',
    'virtual/command/set-session-key.ts',
    'How SET SESSION KEY refuses a wrong length, a ciphertext that is no number below the modulus, and the power-on state.',
    '6700 for the length, 6A80 for every ciphertext that cannot be used (6F00 was seen for one above the modulus), 66F1',
  ),
  sessionKeyAgain: row(
    'a.6',
    'C',
    'virtual/command/set-session-key.ts',
    'SET SESSION KEY while a session is open.',
    'a right one replaces it, a refused one leaves it',
  ),
  cvKeyIdentifier: row(
    'a.7',
    'B',
    'application/cv-certificate.ts',
    'Make-up of the key identifiers in CV certificates, measured on one test card.',
    'seven digits, 08 05, three digits (001 for issuers, 000 for a municipality), 00 00 00 and a last byte: A8 for the issuer of the master file, otherwise 00',
  ),
  partialBirthdate: row(
    'a.7',
    'C',
    'application/surface/check-number.ts',
    'The birth-date key and number B of a person whose birth date is known only in part.',
    'there is none: such a card cannot be opened with either',
  ),
  surfaceOpaque: row(
    'a.7',
    'C',
    'application/surface/basic-information.ts',
    'What DF35 of EF 0003 means: a key identifier and 256 bytes.',
    'carried as it is',
  ),
  ageRecordAccess: row(
    'a.7',
    'B',
    'virtual/layout/surface.ts',
    'Whether numbers A and B open the age record too; one survey says so, another that each opens exactly its own files.',
    'they do',
  ),
  surfaceUnknownFile: row(
    'a.7',
    'B',
    'virtual/layout/surface.ts',
    'Content of file 0006 of the surface application.',
    'sixteen FF, behind number A or B',
  ),
  keyReferenceRecord: row(
    'a.8',
    'C',
    'application/juki/key-reference.ts',
    'Tag of the record with the key reference, in two applications.',
    '01, as that of the card information',
  ),
  recordAccess: row(
    'a.8',
    'B',
    'virtual/layout/common.ts',
    'Access to the records of the common application and of the resident registry’s.',
    'free',
  ),
  masterFileSelect: row(
    'a.8',
    'B',
    'virtual/command/select.ts',
    'SELECT of the master file.',
    '00 A4 00 00 is 6A86 after power-on and 9000 without any effect in an application; 3F00 is 6A82',
  ),
} as const satisfies { readonly [id: string]: CardDivergence };
