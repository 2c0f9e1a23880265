import { isEraDate, isJisCharacter } from '@kazasu/bytes';
import { myNumberCheckDigit } from '@kazasu/card';
import type { CertifiedItems } from '@kazasu/pki/issue';
import type { ResidentRecord } from '../api.ts';
import { AuthorityError } from '../error.ts';

/** Romaji of a place name in a certificate: letters, hyphen, space, apostrophe. */
const ROMAJI = /^[A-Za-z][A-Za-z' -]{0,58}$/;

/** Throws `record_invalid`, naming the rule and never the value. */
export function checkResident(record: ResidentRecord): ResidentRecord {
  demand(isEraDate(record.birthdate), 'the birth date is no day of the calendar since Meiji');
  demand(
    myNumberCheckDigit(record.myNumber.slice(0, 11)) === Number(record.myNumber[11]),
    'the check digit of the My Number is wrong',
  );
  const { prefecture, city } = record.municipality;
  demand(ROMAJI.test(prefecture) && ROMAJI.test(city), 'prefecture and city are written in romaji');
  const { name, certificateName, address, certificateAddress } = certifiedItems(record);
  for (const text of [name, certificateName, address, certificateAddress]) {
    demand(text.isWellFormed() && !/\p{Cc}/u.test(text), 'names and addresses hold no control characters');
  }
  demand(standsFor(certificateName, name), 'a substitute stands for exactly one character of the name');
  demand(
    standsFor(certificateAddress, address),
    'a substitute stands for exactly one character of the address',
  );
  demand(
    [...carried(certificateName, name), ...carried(certificateAddress, address)].every(isCertifiable),
    'a character stands in the certificate if JIS X 0208 or 0212 has it, and one of theirs in place of any other',
  );
  return record;
}

/** What goes into the signature certificate. */
export function certifiedItems(record: ResidentRecord): CertifiedItems {
  return {
    name: record.name,
    certificateName: record.certificateName ?? record.name,
    address: record.address,
    certificateAddress: record.certificateAddress ?? record.address,
    birthdate: record.birthdate,
    gender: record.gender,
  };
}

function standsFor(certified: string, registered: string): boolean {
  return certified.length > 0 && [...certified].length === [...registered].length;
}

interface Carried {
  readonly registered: string;
  readonly certified: string;
}

function carried(certified: string, registered: string): Carried[] {
  const characters = [...registered];
  return [...certified].map((character, i) => ({ registered: characters[i] ?? '', certified: character }));
}

/** Facts b.3. Residents of other countries have names in Latin letters; that ASCII may stand as it is, is our guess. */
function isCertifiable({ registered, certified }: Carried): boolean {
  const fits = isJisCharacter(registered) || /^[ -~]$/.test(registered);
  return fits ? certified === registered : isJisCharacter(certified);
}

function demand(condition: boolean, rule: string): void {
  if (!condition) throw new AuthorityError('record_invalid', rule);
}
