const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** This very machine. Names are compared whole: `localhost.example` is somewhere else. */
export function isLoopbackHost(hostname: string): boolean {
  return LOOPBACK_HOSTS.has(hostname);
}

/** What URL parsers drop or rewrite without a word, so that two of them may read different addresses. */
const UNSEEN = /[\s\p{Cc}\p{Cf}\\]/u;

/** Where a person may be led: https, or, for a service on this machine alone, http on this machine. */
export function isSafeUrl(text: string, local: boolean): boolean {
  const url = URL.canParse(text) && !UNSEEN.test(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (local && url.protocol === 'http:' && isLoopbackHost(url.hostname));
}

/** What the service itself may ask: as above, and without a fragment. */
export function isAllowedUrl(text: string, local: boolean): boolean {
  return isSafeUrl(text, local) && !text.includes('#');
}
