import { randomNumber } from '../random.ts';
import { type Application, DELIVERIES, type Draft, HOUSEHOLDS, PURPOSES } from './application.ts';
import { municipalityOf } from './municipality.ts';

export const COPIES_MAX = 5;
export type Field = keyof Draft;

export interface ReadApplication {
  readonly application: Application | undefined;
  /** What must be mended first, in the order of the form. */
  readonly wrong: readonly Field[];
}

type Form = Readonly<Record<string, unknown>>;

const LENGTHS: Readonly<Record<Field, number>> = {
  name: 120,
  address: 300,
  birthdate: 10,
  phone: 20,
  household: 10,
  copies: 2,
  relation: 3,
  domicile: 3,
  purpose: 20,
  delivery: 20,
};

/** What nobody sees on paper: controls, ends of lines and paragraphs, what turns or joins other characters. Variation selectors are none of it. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** What was typed, cut to as many characters as a field can hold; whatever is no text is empty. */
export function readDraft(form: Form): Draft {
  const text = (name: Field) => {
    const value = form[name];
    if (typeof value !== 'string') return '';
    return [...value.replaceAll(UNSEEN, '').trim()].slice(0, LENGTHS[name]).join('');
  };
  return {
    name: text('name'),
    address: text('address'),
    birthdate: text('birthdate'),
    phone: text('phone'),
    household: text('household'),
    copies: text('copies'),
    relation: text('relation'),
    domicile: text('domicile'),
    purpose: text('purpose'),
    delivery: text('delivery'),
  };
}

/** `time`: milliseconds since 1970. */
export function readApplication(draft: Draft, time: number): ReadApplication {
  const birthdate = dateOf(draft.birthdate, time);
  const copies =
    /^[1-9]$/.test(draft.copies) && Number(draft.copies) <= COPIES_MAX ? Number(draft.copies) : 0;
  const household = HOUSEHOLDS.find((known) => known === draft.household);
  const purpose = PURPOSES.find((known) => known === draft.purpose);
  const delivery = DELIVERIES.find((known) => known === draft.delivery);
  const fits: readonly (readonly [Field, boolean])[] = [
    ['name', draft.name !== ''],
    ['birthdate', birthdate !== undefined],
    ['address', municipalityOf(draft.address) !== undefined],
    ['phone', /^[0-9０-９+()－‐ー-]*$/.test(draft.phone)],
    ['household', household !== undefined],
    ['copies', copies > 0],
    ['purpose', purpose !== undefined],
    ['delivery', delivery !== undefined],
  ];
  const wrong = fits.filter(([, good]) => !good).map(([field]) => field);
  if (birthdate === undefined || household === undefined || purpose === undefined || delivery === undefined) {
    return { application: undefined, wrong };
  }
  const { name, address, phone } = draft;
  const content = { relation: draft.relation === 'yes', domicile: draft.domicile === 'yes' };
  const asked = { household, copies, ...content, purpose, delivery };
  const application = { number: `KZ-${randomNumber()}`, name, address, birthdate, phone, ...asked };
  return { application: wrong.length === 0 ? application : undefined, wrong };
}

const YEAR_MIN = 1873;

/** `YYYYMMDD` of a day that there was; undefined for others. */
function dateOf(text: string, time: number): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getTime() > time || Number(year) < YEAR_MIN) return undefined;
  return date.toISOString().slice(0, 10) === text ? text.replaceAll('-', '') : undefined;
}
