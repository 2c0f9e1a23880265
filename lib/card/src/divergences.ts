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
    'virtual/command/change-reference-data.ts',
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
    'Status words for secure messaging, for counters without limit, and the other word for a blocked PIN.',
    'never answered: 6300, 6983, 6988, 69FC; there is no secure messaging yet, and every PIN counts',
  ),
  currentFile: row(
    'a.3',
    'C',
    'virtual/session.ts',
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
  childCard: row(
    'a.4',
    'C',
    'virtual/file.ts',
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
  textFiles: row(
    'a.6',
    'C',
    'application/text/',
    'Offsets and sizes in the text application.',
    'offsets point at the tag of an item; EF 0002 has 1024 bytes; DF43 is 128 zero bytes',
  ),
  cvKeyIdentifier: row(
    'a.7',
    'C',
    'application/text/',
    'Make-up of the key identifiers in CV certificates.',
    'issuer number in ASCII, 08 05 and "001", filled with FF',
  ),
} as const satisfies { readonly [id: string]: CardDivergence };
