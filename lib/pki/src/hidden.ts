/**
 * Puts beside plain data what a caller may ask for by its name and nobody else shall see: not enumerable, so that
 * `JSON.stringify`, `structuredClone`, a spread and whatever prints objects into logs leave it out. Undefined values are
 * not put there at all.
 */
export function withHidden<T extends object, H extends object>(
  plain: T,
  hidden: H,
): T & { readonly [name in keyof H]?: Exclude<H[name], undefined> } {
  for (const [name, value] of Object.entries(hidden)) {
    if (value !== undefined) Object.defineProperty(plain, name, { value });
  }
  return plain;
}
