/** What no honest signed document comes near; beyond it a file is refused (`pki/budget`). */
export const PDF_LIMITS = {
  /** Octets of the file. */
  file: 64 << 20,
  /** Arrays and dictionaries in each other. */
  depth: 32,
  /** Values in one object. */
  values: 262_144,
  /** Octets of a string in parentheses. */
  string: 1 << 20,
  /** Revisions in a file. */
  revisions: 64,
  /** Objects that all cross-reference sections of a file name: a fixed allowance, and one for so many octets. */
  entries: 100_000,
  octetsPerEntry: 4,
  /** Octets of objects parsed: a fixed allowance, and so many times the file. */
  parsed: 2 << 20,
  parsedPerOctet: 16,
  /** Values of objects that are remembered at once. */
  remembered: 131_072,
  /** Objects looked at, items of lists, and long texts by their length, by all walks together: a fixed allowance, and one for so many octets. */
  steps: 200_000,
  octetsPerStep: 4,
  /** Octets that one cross-reference or object stream may unfold to. */
  unfolded: 8 << 20,
  /** The same for all of a file: a fixed allowance, and so much for each octet of the file. */
  unfoldedInAll: 16 << 20,
  unfoldedPerOctet: 8,
} as const;
