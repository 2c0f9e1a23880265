import { fromBase64, fromUtf8 } from '@kazasu/bytes';
import { EvidenceError, type EvidenceErrorCode } from '../error.ts';
import { isDigestText, isHashText, isWholeNumber } from './form.ts';
import { requireModest } from './modest.ts';

/**
 * A number as a whole number is written, or NaN, which is none: 5.0 and 5e0 are read as 5 by one reader and refused by another. Where the
 * engine does not tell how it was written, its value has to do.
 */
function inDigits(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  const { source } = context ?? {};
  if (typeof value !== 'number' || source === undefined) return value;
  return /^[0-9]+$/.test(source) ? value : Number.NaN;
}

/** What a reader refuses with, and where it stands in the document: `proof[0].path`. */
interface Place {
  readonly code: EvidenceErrorCode;
  readonly path: string;
}

/**
 * One value of a JSON document, asked for what it must be. Every refusal names the member and what it must be, never
 * what it is: a bundle has personal items in it.
 */
export class JsonReader {
  readonly #value: unknown;
  readonly #place: Place;

  private constructor(value: unknown, place: Place) {
    this.#value = value;
    this.#place = place;
  }

  /** Reads octets as one JSON document in UTF-8. Of a name that stands twice in an object, the last one counts. */
  static document(octets: Uint8Array, code: EvidenceErrorCode): JsonReader {
    try {
      const text = fromUtf8(octets);
      requireModest(text);
      return new JsonReader(JSON.parse(text, inDigits), { code, path: '' });
    } catch (error) {
      if (error instanceof EvidenceError) throw error;
      // Without the cause: the parser's message quotes the text.
      throw new EvidenceError(code, 'not JSON in UTF-8');
    }
  }

  /** An object with exactly these members, and any of the optional ones. */
  members<R extends string, O extends string = never>(
    required: readonly R[],
    optional: readonly O[] = [],
  ): { readonly [K in R]: JsonReader } & { readonly [K in O]: JsonReader | undefined } {
    const object = this.#object();
    const known: readonly string[] = [...required, ...optional];
    const unknown = Object.keys(object).some((name) => !known.includes(name));
    const missing = required.find((name) => !Object.hasOwn(object, name));
    if (unknown || missing !== undefined)
      this.#refuse(`an object with the members ${known.join(', ')} and no others`);
    const readers = known.map((name) => [name, this.#member(object, name)]);
    return Object.fromEntries(readers) as never;
  }

  /** These members of an object that may have others. */
  pick<R extends string>(required: readonly R[]): { readonly [K in R]: JsonReader } {
    const object = this.#object();
    if (!required.every((name) => Object.hasOwn(object, name))) {
      this.#refuse(`an object with the members ${required.join(', ')}`);
    }
    return Object.fromEntries(required.map((name) => [name, this.#member(object, name)])) as never;
  }

  /** An object of any names. */
  entries(max: number): [string, JsonReader][] {
    const entries = Object.entries(this.#object());
    this.#requireCount(entries.length, max);
    return entries.map(([name, value]) => [name, new JsonReader(value, this.#at('.*'))]);
  }

  list(max: number, min = 0): JsonReader[] {
    if (!Array.isArray(this.#value)) this.#refuse('a list');
    if (this.#value.length < min) this.#refuse(`a list of at least ${min}`);
    this.#requireCount(this.#value.length, max);
    return this.#value.map((value, i) => new JsonReader(value, this.#at(`[${i}]`)));
  }

  text(max = 4096): string {
    if (typeof this.#value !== 'string') this.#refuse('a text');
    this.#requireCount(this.#value.length, max);
    return this.#value;
  }

  /** Standard base64 with padding. */
  octets(): Uint8Array {
    const text = this.#value;
    if (typeof text !== 'string') this.#refuse('a text in base64');
    try {
      return fromBase64(text);
    } catch {
      this.#refuse('standard base64 with padding');
    }
  }

  /** SHA-256 in lower-case hexadecimal. */
  hash(): string {
    return this.fits(isHashText, '64 lower-case hexadecimal digits');
  }

  /** SHA-256, SHA-384 or SHA-512 in lower-case hexadecimal. */
  digest(): string {
    return this.fits(isDigestText, '64, 96 or 128 lower-case hexadecimal digits');
  }

  wholeNumber(): number {
    return this.fits(isWholeNumber, 'a whole number from 0 to 2^53 - 1');
  }

  oneOf<T extends string>(values: readonly T[]): T {
    return this.fits(
      (value): value is T => values.some((one) => one === value),
      `one of ${values.join(', ')}`,
    );
  }

  fits<T>(is: (value: unknown) => value is T, must: string): T {
    if (!is(this.#value)) this.#refuse(must);
    return this.#value;
  }

  /** Ends the reading: the value is not what it must be. */
  refuse(must: string): never {
    this.#refuse(must);
  }

  #object(): Record<string, unknown> {
    const value = this.#value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) this.#refuse('an object');
    return value as Record<string, unknown>;
  }

  #member(object: Record<string, unknown>, name: string): JsonReader | undefined {
    return Object.hasOwn(object, name) ? new JsonReader(object[name], this.#at(`.${name}`)) : undefined;
  }

  #at(step: string): Place {
    return { code: this.#place.code, path: `${this.#place.path}${step}`.replace(/^\./, '') };
  }

  #requireCount(count: number, max: number): void {
    if (count > max) throw new EvidenceError('evidence/budget', `${this.#name()}: more than ${max}`);
  }

  #refuse(must: string): never {
    throw new EvidenceError(this.#place.code, `${this.#name()} must be ${must}`);
  }

  #name(): string {
    return this.#place.path === '' ? 'the document' : this.#place.path;
  }
}
