import type { Operation, Vector } from '../vectors/read.ts';

/** One input of a case that may be mutated: a value, or one of a list or a map. */
export interface Target {
  readonly vector: Vector;
  readonly name: string;
  /** Index in a list, key in a map; undefined for a value by itself. */
  readonly place: number | string | undefined;
  readonly octets: Uint8Array;
}

/** What the caller says about the case, and no document: not mutated. */
const GIVEN: { readonly [operation in Operation]: readonly string[] } = {
  path: [],
  ocsp: ['certificate', 'issuer', 'nonce'],
  cms: [],
  timestamp: ['nonce'],
  xades: [],
  pades: [],
};

export function targetsOf(vector: Vector): Target[] {
  const names = Object.keys(vector.inputs).filter((name) => !GIVEN[vector.operation].includes(name));
  return names.flatMap((name) => {
    const one = vector.one(name);
    const found: [number | string | undefined, Uint8Array][] = [
      ...(one ? [[undefined, one] as [undefined, Uint8Array]] : []),
      ...vector.list(name).entries(),
      ...vector.named(name),
    ];
    return found
      .filter(([, octets]) => octets.length > 0)
      .map(([place, octets]) => ({ vector, name, place, octets }));
  });
}

/** The case with other octets in that place; without it, for undefined. */
export function withOctets({ vector, name, place }: Target, octets: Uint8Array | undefined): Vector {
  const list = vector.list(name).flatMap((value, i) => (i !== place ? [value] : octets ? [octets] : []));
  const named = new Map(vector.named(name));
  if (typeof place === 'string' && octets) named.set(place, octets);
  return {
    ...vector,
    one: (asked) => (asked === name && place === undefined ? octets : vector.one(asked)),
    list: (asked) => (asked === name ? list : vector.list(asked)),
    named: (asked) => (asked === name ? named : vector.named(asked)),
  };
}
