import type { Form } from '@kazasu/server/http';
import { MUNICIPALITIES, type MunicipalityName } from '../people/index.ts';
import type { Change } from './change.ts';
import { HANDED_OUT, type HandedOut, type Newcomer } from './newcomer.ts';

/** Names of what is entered of somebody new. */
export const NEWCOMER_FIELDS = [
  'id',
  'name',
  'certificateName',
  'address',
  'municipality',
  'birthdate',
  'gender',
  'pin',
  'textPin',
  'password',
  'handedOut',
] as const;
/** And of somebody who is there. */
export const FIELDS = [...NEWCOMER_FIELDS, 'years', 'settle'] as const;
export type FieldName = (typeof FIELDS)[number];

export type Values = { readonly [name in FieldName]?: string | undefined };
export type Fault = 'required' | 'form' | 'taken';
export type Faults = { readonly [name in FieldName]?: Fault };

interface Rule {
  readonly form: RegExp;
  readonly longest: number;
  readonly optional?: true;
}

const ANY = /^[^\p{Cc}]+$/u;
const among = (values: readonly string[]) => ({ form: new RegExp(`^(?:${values.join('|')})$`), longest: 20 });

/** What each entry must look like. Whether a name can stand in a certificate, and a day in the calendar, is for the authority to say. */
export const RULES: { readonly [name in FieldName]: Rule } = {
  id: { form: /^[a-z][a-z0-9-]{0,39}$/, longest: 40 },
  name: { form: ANY, longest: 100 },
  certificateName: { form: ANY, longest: 100, optional: true },
  address: { form: ANY, longest: 200 },
  municipality: among(Object.keys(MUNICIPALITIES)),
  birthdate: { form: /^\d{8}$/, longest: 8 },
  gender: among(['1', '2', '9']),
  pin: { form: /^\d{4}$/, longest: 4 },
  textPin: { form: /^\d{4}$/, longest: 4 },
  password: { form: /^[A-Z0-9]{6,16}$/, longest: 16, optional: true },
  handedOut: among(HANDED_OUT),
  years: { form: /^[1-9]\d?$/, longest: 2 },
  settle: { ...among(['yes']), optional: true },
};

export interface Entered {
  readonly values: Values;
  readonly faults: Faults;
}

/** The entries of these names, without the spaces around them; a fault for each that is not what its rule wants. */
export function readEntries(form: Form, names: readonly FieldName[]): Entered {
  const values: { [name in FieldName]?: string } = {};
  const faults: { [name in FieldName]?: Fault } = {};
  for (const name of names) {
    const value = (form.get(name) ?? '').trim();
    values[name] = value;
    const { form: wanted, longest, optional } = RULES[name];
    if (value === '') {
      if (optional !== true) faults[name] = 'required';
    } else if (value.length > longest || !wanted.test(value)) faults[name] = 'form';
  }
  return { values, faults };
}

export function isFaultless({ faults }: Pick<Entered, 'faults'>): boolean {
  return Object.keys(faults).length === 0;
}

/** Somebody new, from entries without a fault. */
export function newcomerOf(values: Values): Newcomer {
  const { id = '', name = '', address = '', birthdate = '', pin = '', textPin = '', password = '' } = values;
  return {
    ...{ id, name, address, birthdate, pin, textPin, password },
    certificateName: filled(values.certificateName),
    municipality: values.municipality as MunicipalityName,
    gender: values.gender as Newcomer['gender'],
    handedOut: values.handedOut as HandedOut,
  };
}

/** What each change asks for. */
export const CHANGE_FIELDS: { readonly [kind in Change['kind']]: readonly FieldName[] } = {
  move: ['address', 'municipality', 'settle'],
  marry: ['name', 'certificateName', 'settle'],
  age: ['years', 'settle'],
  edit: ['name', 'certificateName', 'birthdate', 'gender', 'settle'],
  lose: [],
  find: [],
  renew: [],
};

/** A change, from entries without a fault. */
export function changeOf(kind: Change['kind'], values: Values): Change {
  const settle = values.settle === 'yes';
  const certificateName = filled(values.certificateName);
  const substitute = certificateName === undefined ? {} : { certificateName };
  const { name = '', address = '', birthdate = '' } = values;
  switch (kind) {
    case 'move': {
      const municipality = MUNICIPALITIES[values.municipality as MunicipalityName];
      return { kind, body: { address, municipality }, settle };
    }
    case 'marry':
      return { kind, body: { name, ...substitute }, settle };
    case 'edit': {
      const gender = values.gender as Newcomer['gender'];
      return { kind, body: { name, birthdate, gender, ...substitute }, settle };
    }
    case 'age':
      return { kind, years: Number(values.years), settle };
    default:
      return { kind };
  }
}

function filled(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
