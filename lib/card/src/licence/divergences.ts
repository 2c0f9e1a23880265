import { type CardDivergence, row } from '../divergence-row.ts';

/** Everything the driver's licence does without a source that says so: rows of the card room's divergences. */
export const LICENCE_DIVERGENCES = {
  licenceExternalCode: row(
    'licence',
    'B',
    'licence/text.ts',
    'In which order the two octets of an external character stand.',
    'FF first: FFF1 to FFF7, FFFA',
  ),
  licenceExternalPattern: row(
    'licence',
    'C',
    'licence/external-character.ts',
    'How the pattern of an external character is compressed, and the tags of EF 0005.',
    'patterns are kept as they are; EF 0005 is not parsed, the virtual licence fills it with FF',
  ),
  licenceCategoryAbsent: row(
    'licence',
    'C',
    'licence/items.ts',
    'What stands for a category that is not held.',
    '0000000 is written; zeros, an empty and a missing object are read',
  ),
  licenceReserved: row(
    'licence',
    'B',
    'licence/items.ts',
    'What the objects 34 to 3F of EF 0001 hold.',
    'they are read over, and not written',
  ),
  licenceChangeEntry: row(
    'licence',
    'B',
    'licence/change.ts',
    'Make-up of an entry in EF 0004 and 0006, from one reader in use at a city.',
    'year of JIS X 0208 (1), date in full-width digits (14), text, commission (10); 51 to 5F end in the text',
  ),
  licenceChangeFlag: row(
    'licence',
    'C',
    'licence/change.ts',
    'Values of the octet that says whether something was added.',
    '11 at first, as one reader notes; any value is read',
  ),
  licenceSignatureInput: row(
    'licence',
    'C',
    'licence/signature.ts',
    'Whether the filler of a file is part of what is signed.',
    'it is not: the data objects of items, domicile and photo, in this order',
  ),
  licenceWithoutPins: row(
    'licence',
    'B',
    'licence/virtual/layout.ts',
    'What a licence without PINs of its owner opens.',
    'everything, after VERIFY of **** for both PINs',
  ),
  licenceShortIdentifier: row(
    'licence',
    'C',
    'licence/virtual/layout.ts',
    'Short file identifiers of the master file’s two data files.',
    'EF 2F01 has none, EF 000A has 0A',
  ),
  licenceRefusals: row(
    'licence',
    'C',
    'licence/virtual/layout.ts',
    'Status words of rare refusals, and secure messaging.',
    'as the My Number Card answers; a message without a session is 69FC',
  ),
} as const satisfies { readonly [id: string]: CardDivergence };
