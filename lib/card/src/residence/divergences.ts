import { type CardDivergence, row } from '../divergence-row.ts';

/** Everything the residence card does without a source that says so: rows of the card room's divergences. */
export const RESIDENCE_DIVERGENCES = {
  residenceGeneration: row(
    'residence',
    'B',
    'residence/ef.ts',
    'Cards of the second generation (2026: AES, card types 05 to 08, other files under the same identifiers).',
    'not read and not made: their card type is refused as CardError card/file',
  ),
  residenceLongIdentifier: row(
    'residence',
    'C',
    'residence/virtual/layout.ts',
    'File identifiers for SELECT; only the short ones are known.',
    '2F01 and 000A in the master file as on a licence, elsewhere the short one',
  ),
  residenceText: row(
    'residence',
    'B',
    'residence/data-objects.ts',
    'How the text on the back is encoded.',
    'UTF-8 without a byte order mark, filled with NUL; the room of 320 bytes is 80 characters of four',
  ),
  residenceFiller: row(
    'residence',
    'B',
    'residence/picture.ts',
    'Whether a picture is filled within its object or behind it.',
    'written within; both are read',
  ),
  residenceAuthentication: row(
    'residence',
    'C',
    'residence/virtual/session.ts',
    'Where MUTUAL AUTHENTICATE works, what another command between GET CHALLENGE and it does, and how it is refused without a challenge.',
    'everywhere; SELECT alone takes the challenge away; 6985',
  ),
  residenceVerify: row(
    'residence',
    'C',
    'residence/virtual/session.ts',
    'What VERIFY of the number in the clear answers, and whether a miss takes back an earlier success.',
    '6982; it does',
  ),
  residenceInTheClear: row(
    'residence',
    'C',
    'residence/virtual/layout.ts',
    'How a file that is read in messages alone is refused in the clear.',
    '6982',
  ),
  residenceSessionEnd: row(
    'residence',
    'C',
    'residence/virtual/session.ts',
    'What ends a session besides power.',
    'a message that cannot be read (6988, then 69FC) and a new MUTUAL AUTHENTICATE; SELECT does not',
  ),
} as const satisfies { readonly [id: string]: CardDivergence };
