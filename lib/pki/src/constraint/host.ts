const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * A host name in lower case, or undefined if it is none: labels of letters, digits and inner hyphens (RFC 1034
 * section 3.5; the underscore is seen in practice and separates nothing), no dot at either end, at most 253
 * characters. International names stand in certificates as A-labels and so compare as ASCII (RFC 9549).
 */
export function hostOf(text: string): string | undefined {
  const host = text.toLowerCase();
  if (host.length > 253) return undefined;
  return host.split('.').every((label) => LABEL.test(label)) ? host : undefined;
}

/** A dotted name whose last label is not a number: so no IPv4 address, and no local alias. */
export function isQualified(host: string): boolean {
  return host.includes('.') && !/^[0-9]+$/.test(host.slice(host.lastIndexOf('.') + 1));
}

/** Whether zero or more labels put before `base` give `host`. An empty base is the root of all names. */
export function isInDomain(host: string, base: string): boolean {
  return base === '' || host === base || isBelow(host, base);
}

/** The same with at least one label. */
export function isBelow(host: string, base: string): boolean {
  return host.length > base.length && host.endsWith(base) && host[host.length - base.length - 1] === '.';
}
