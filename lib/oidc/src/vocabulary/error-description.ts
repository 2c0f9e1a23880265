const LONGEST = 300;

/**
 * A sentence as `error_description` may carry it (RFC 6749 sections 4.1.2.1 and 5.2): printable ASCII without quote and
 * backslash. Values that are echoed may hold more; it becomes `?`.
 */
export function errorDescription(text: string): string {
  return text.replaceAll(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, '?').slice(0, LONGEST);
}
