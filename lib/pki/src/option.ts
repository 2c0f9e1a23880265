/** What an option must be, told in the words of the error, and whether a value is that. */
export interface OptionKind {
  readonly must: string;
  readonly fits: (value: unknown) => boolean;
}

/** One kind for each option of a judge. */
export type OptionKinds<O> = { readonly [name in keyof O]-?: OptionKind };

/**
 * Refuses options of a wrong kind before anything is judged: a TypeError that names the option and says what it must be. Only
 * a mistake in the calling program makes one. What the octets contain is looked at later, and is a check of the report.
 */
export function requireOptions<O extends object>(options: O, kinds: OptionKinds<O>, inside = ''): void {
  if (!isObject(options)) throw new TypeError('the options must be an object');
  for (const name in kinds) {
    const { fits, must } = kinds[name];
    if (!fits(options[name])) throw new TypeError(`option ${inside}${name} must be ${must}`);
  }
}

/** The same for octets that are an argument of their own. */
export function requireOctets(octets: Uint8Array): void {
  if (!OCTETS.fits(octets)) throw new TypeError(`the first argument must be ${OCTETS.must}`);
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isNumber(value: unknown, from: number, to: number): boolean {
  return typeof value === 'number' && value >= from && value <= to;
}

export function optional({ must, fits }: OptionKind): OptionKind {
  return { must: `${must}, or undefined`, fits: (value) => value === undefined || fits(value) };
}

export function listOf({ fits, must }: OptionKind): OptionKind {
  return { must: `an array, each of it ${must}`, fits: (value) => Array.isArray(value) && value.every(fits) };
}

export function oneOf(...words: readonly string[]): OptionKind {
  return {
    must: words.map((word) => `'${word}'`).join(' or '),
    fits: (value) => words.includes(value as string),
  };
}

/** Something that this room made, known by fields that nothing else has. */
export function madeBy(maker: string, ...fields: readonly string[]): OptionKind {
  return {
    must: `what ${maker} gives`,
    fits: (value) => isObject(value) && fields.every((field) => field in value),
  };
}

export function either(one: OptionKind, other: OptionKind): OptionKind {
  return { must: `${one.must} or ${other.must}`, fits: (value) => one.fits(value) || other.fits(value) };
}

export const OCTETS: OptionKind = { must: 'a Uint8Array', fits: (value) => value instanceof Uint8Array };

export const BOOLEAN: OptionKind = { must: 'true or false', fits: (value) => typeof value === 'boolean' };

export const TEXT: OptionKind = { must: 'a string', fits: (value) => typeof value === 'string' };

export const FUNCTION: OptionKind = { must: 'a function', fits: (value) => typeof value === 'function' };

/** Of a budget, a tolerance or an age: not NaN, with which nothing is ever too much. */
export const AMOUNT: OptionKind = {
  must: 'a number, not below 0',
  fits: (value) => isNumber(value, 0, Number.POSITIVE_INFINITY),
};

/** What is smaller is a count of seconds until the year 5138; what is larger no GeneralizedTime can tell. */
const [TIME_MIN, TIME_MAX] = [1e11, Date.UTC(9999, 11, 31, 23, 59, 59, 999)];

export const TIME: OptionKind = {
  must: 'a number of milliseconds since 1970, of the years 1974 to 9999 (seconds are refused)',
  fits: (value) => isNumber(value, TIME_MIN, TIME_MAX),
};

export const PARSED_CERTIFICATE = madeBy('parseCertificate', 'tbs', 'spki');

/** DER need not be well-formed here: that is judged. */
export const CERTIFICATE = either(OCTETS, PARSED_CERTIFICATE);

export const CRL = either(OCTETS, madeBy('parseCrl', 'tbs', 'thisUpdate'));

export const PROFILE: OptionKind = {
  must: 'a profile',
  fits: (value) => isObject(value) && 'fields' in value && 'rules' in value,
};

export const REVOCATION = oneOf('required', 'none');
