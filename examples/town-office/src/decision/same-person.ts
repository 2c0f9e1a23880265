import type { VerifiedItems } from '@kazasu/rp';
import type { Application } from '../application/index.ts';

/** Whether the certificate's person is the applicant. Blanks, widths and capitals do not count. */
export function isSamePerson(
  { name, address, birthdate }: Pick<Application, 'name' | 'address' | 'birthdate'>,
  items: VerifiedItems,
): boolean {
  return (
    isSameText(name, items.name, items.nameSubstituteFlags) &&
    isSameText(address, items.address, items.addressSubstituteFlags) &&
    birthdate === items.birthdate
  );
}

/** Where the certificate says that a character stands for another one (𠮷 for 吉), any one character is right. */
function isSameText(typed: string, certified: string, flags: string): boolean {
  const wanted = [...certified].flatMap((character, index) =>
    plain(character).map((one) => ({ one, isSubstitute: flags[index] === '1' })),
  );
  const given = plain(typed);
  return (
    given.length === wanted.length &&
    wanted.every(({ one, isSubstitute }, index) => isSubstitute || one === given[index])
  );
}

function plain(text: string): string[] {
  return [...text.normalize('NFKC').toUpperCase()].filter((character) => !/\s/.test(character));
}
