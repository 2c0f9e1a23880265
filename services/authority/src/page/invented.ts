import { toHex } from '@kazasu/bytes';
import { myNumberCheckDigit } from '@kazasu/card';
import { randomOctets } from '@kazasu/server/random';

/** No prefecture has the number 48, and none is called Kakuu. */
export const MUNICIPALITIES = {
  kazasu: { code: '48201', prefecture: 'Kakuu-ken', city: 'Kazasu-shi' },
  mihon: { code: '48202', prefecture: 'Kakuu-ken', city: 'Mihon-shi' },
  tameshi: { code: '48341', prefecture: 'Kakuu-ken', city: 'Tameshi-cho' },
} as const;

const FAMILIES = ['架空', '仮名', '見本', '試野', '例田', '空想', '雛形', '作例'] as const;
const GIVEN = {
  '1': ['一郎', '健太', '大輔', '誠', '翔太', '直樹'],
  '2': ['京子', '美咲', '由美', '桜', '恵子', '千尋'],
} as const;
const PLACES = [
  ['kazasu', '架空県かざす市読取一丁目'],
  ['mihon', '架空県みほん市端末町四丁目'],
  ['tameshi', '架空県ためし町大字仮説'],
] as const;

export interface InventedPerson {
  readonly residentId: string;
  readonly name: string;
  readonly address: string;
  readonly municipality: string;
  readonly birthdate: string;
  readonly gender: '1' | '2';
  readonly myNumber: string;
}

/** Somebody who does not exist, another one each time; an adult. */
export function inventPerson(): InventedPerson {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = randomOctets(8);
  const gender = a % 2 === 0 ? '1' : '2';
  const [place, street] = pick(PLACES, b);
  const digits = Array.from(randomOctets(7), (octet) => octet % 10).join('');
  const number = `9990${digits}`;
  return {
    residentId: `new-${toHex(randomOctets(4))}`,
    name: `${pick(FAMILIES, c)}　${pick(GIVEN[gender], d)}`,
    address: `${street}${wide(1 + (e % 30))}番${wide(1 + (f % 20))}号`,
    municipality: MUNICIPALITIES[place].code,
    birthdate: `${1950 + (g % 50)}${two(1 + (h % 12))}${two(1 + (e % 28))}`,
    gender,
    myNumber: `${number}${myNumberCheckDigit(number)}`,
  };
}

function pick<List extends readonly [unknown, ...unknown[]]>(list: List, at: number): List[number] {
  return list[at % list.length] ?? list[0];
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** Addresses are written with wide digits. */
function wide(number: number): string {
  return String(number).replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
}
