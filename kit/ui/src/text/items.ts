import type { Language } from './language.ts';
import { SHARED_TEXTS } from './shared.ts';

/** The four items of the card, in the order in which they are always shown. */
export const ITEM_NAMES = ['name', 'address', 'birthdate', 'gender'] as const;
export type ItemName = (typeof ITEM_NAMES)[number];

/** One item as a person reads it. */
export interface Item {
  readonly name: ItemName;
  readonly label: string;
  readonly value: string;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/**
 * A label and a readable value for one item as the card and the API write it. A value that does not follow the
 * rules is shown as it is: what will be handed over is never hidden behind a guess.
 */
export function readableItem(name: ItemName, value: string, language: Language): Item {
  const label = SHARED_TEXTS[language].items[name];
  if (name === 'birthdate') return { name, label, value: readableDate(value, language) };
  if (name === 'gender') return { name, label, value: readableGender(value, language) };
  return { name, label, value };
}

/** `19800217` → 1980年2月17日（昭和55年） or 17 February 1980; anything but an existing day stays as it is. */
export function readableDate(value: string, language: Language): string {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(value) ?? [];
  if (year === undefined || month === undefined || day === undefined) return value;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCFullYear() !== Number(year)) return value;
  if (language === 'en') return `${Number(day)} ${MONTHS[date.getUTCMonth()]} ${Number(year)}`;
  return `${Number(year)}年${Number(month)}月${Number(day)}日（${japaneseYear(date)}）`;
}

/** The digit of the card: 1 male, 2 female, 3 other, 9 not applicable; anything else stays as it is. */
export function readableGender(value: string, language: Language): string {
  const words: { readonly [digit: string]: string } = SHARED_TEXTS[language].genders;
  return Object.hasOwn(words, value) ? (words[value] as string) : value;
}

function japaneseYear(date: Date): string {
  const parts = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
    era: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).formatToParts(date);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const year = part('year');
  return `${part('era')}${year === '1' ? '元' : year}年`;
}
