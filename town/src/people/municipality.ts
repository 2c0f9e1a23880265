import type { Municipality } from './person.ts';

/** The invented municipalities; no prefecture has the number 48. */
export const MUNICIPALITIES = {
  kazasu: { code: '48201', prefecture: 'Kakuu-ken', city: 'Kazasu-shi' },
  mihon: { code: '48202', prefecture: 'Kakuu-ken', city: 'Mihon-shi' },
  tameshi: { code: '48341', prefecture: 'Kakuu-ken', city: 'Tameshi-cho' },
} as const satisfies { readonly [name: string]: Municipality };
export type MunicipalityName = keyof typeof MUNICIPALITIES;

export function municipalityNamed(code: string): MunicipalityName | undefined {
  const names = Object.keys(MUNICIPALITIES) as MunicipalityName[];
  return names.find((name) => MUNICIPALITIES[name].code === code);
}
