import type { Language } from './language.ts';

/** A tree of texts. A text with a gap in it is a function of what fills the gap. */
export type Catalogue = { readonly [key: string]: Entry };
// biome-ignore lint/suspicious/noExplicitAny: only `any` lets a catalogue hold functions of whatever parameters.
type Entry = string | ((...values: any[]) => string) | readonly string[] | Catalogue;

/** The same tree in another language: every key, every parameter, nothing more. */
export type Translation<T> = {
  readonly [Key in keyof T]: T[Key] extends string
    ? string
    : T[Key] extends (...values: infer Values) => string
      ? (...values: Values) => string
      : T[Key] extends readonly string[]
        ? SameLength<T[Key]>
        : Translation<T[Key]>;
};

type SameLength<T extends readonly string[]> = { readonly [Index in keyof T]: string };

export type Translated<T> = { readonly [language in Language]: Translation<T> };

/** What a page of one language gets from a catalogue. */
export type TranslationOf<T extends Translated<unknown>> = T[Language];

/**
 * Puts the languages of a page together. Japanese is written first and gives the shape; leaving a text out of the
 * other language, or adding one, is an error of the compiler.
 */
export function catalogue<const Ja extends Catalogue>(texts: {
  readonly ja: Ja;
  readonly en: Translation<Ja>;
}): Translated<Ja> {
  // The compiler cannot see that a shape is a translation of itself.
  return texts as unknown as Translated<Ja>;
}
