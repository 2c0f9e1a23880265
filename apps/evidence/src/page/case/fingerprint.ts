/** A fingerprint in groups of four, as people read it to each other. */
export function fingerprintGroups(hex: string): string[] {
  return hex.match(/.{1,4}/g) ?? [];
}

/** The beginning and the end of a hash, for drawings. */
export function shortHash(hex: string): string {
  return `${hex.slice(0, 6)}…${hex.slice(-4)}`;
}
