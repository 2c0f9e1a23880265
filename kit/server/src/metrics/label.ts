import type { Tellable } from '../log/index.ts';

/**
 * A label's values: a closed list, or `'pattern'` for what only the program's own text can be, such as the pattern of a route. There is
 * no third kind: a value from a request has no way in.
 */
export type LabelNames = { readonly [name: string]: readonly string[] | 'pattern' };

export type LabelValues<Labels extends LabelNames> = {
  readonly [Name in keyof Labels]: Labels[Name] extends readonly (infer Value)[] ? Value : Tellable;
};

/** What the series of one metric have in common. */
export interface Family<Labels extends LabelNames> {
  readonly name: string;
  readonly labels: Labels;
  readonly constant: Readonly<Record<string, string>>;
}

/** Combinations that one metric keeps. */
export const SERIES_LIMIT = 200;

/** One thing for each combination of values, as many as there may be; all further ones share that of `other`. */
export function seriesOf<Labels extends LabelNames, One>(labels: Labels, make: () => One) {
  const names = Object.keys(labels);
  const made = new Map<string, { readonly values: Readonly<Record<string, string>>; readonly one: One }>();
  const of = (values: readonly string[]): One => {
    const key = values.join('\u0000');
    const known = made.get(key);
    if (known !== undefined) return known.one;
    const one = make();
    made.set(key, { values: Object.fromEntries(names.map((name, at) => [name, values[at] ?? ''])), one });
    return one;
  };
  return {
    get: (given: LabelValues<Labels>): One => {
      const values = names.map((name) => permitted(labels[name], String(given[name])));
      if (made.size >= SERIES_LIMIT && !made.has(values.join('\u0000'))) return of(names.map(() => 'other'));
      return of(values);
    },
    each: (lines: (values: Readonly<Record<string, string>>, one: One) => string[]): string[] =>
      [...made.values()].flatMap(({ values, one }) => lines(values, one)),
  };
}

function permitted(declared: LabelNames[string] | undefined, value: string): string {
  if (declared === 'pattern') return value.length <= 120 ? value : 'other';
  return declared?.includes(value) ? value : 'other';
}

/** `a="x",b="y"`, as the text exposition format writes label values. */
export function labelText(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${value.replace(/[\\\n"]/g, escaped)}"`)
    .join(',');
}

function escaped(character: string): string {
  return character === '\n' ? '\\n' : `\\${character}`;
}
