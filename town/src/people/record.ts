import type { ResidentRecord } from '@kazasu/authority/api';
import { birthdateOf } from './birthdate.ts';
import type { Person } from './person.ts';

/** The items that the card holds and the API hands over, in the API's names and formats. */
export interface FourItems {
  readonly name: string;
  readonly address: string;
  readonly birthdate: string;
  readonly gender: string;
}

/** Exactly what userinfo answers for this person, apart from `sub`. `seededAt`: see {@link birthdateOf}. */
export function fourItemsOf(person: Person, seededAt: number): FourItems {
  return {
    name: person.name,
    address: person.address,
    birthdate: birthdateOf(person.birth, seededAt),
    gender: person.gender,
  };
}

/** The person as the municipality's register holds them, for the authority. */
export function residentRecordOf(person: Person, seededAt: number): ResidentRecord {
  return {
    residentId: person.id,
    name: person.name,
    ...(person.certificateName === undefined ? {} : { certificateName: person.certificateName }),
    address: person.address,
    ...(person.certificateAddress === undefined ? {} : { certificateAddress: person.certificateAddress }),
    birthdate: birthdateOf(person.birth, seededAt),
    gender: person.gender,
    myNumber: person.myNumber,
    municipality: { ...person.municipality },
  };
}
