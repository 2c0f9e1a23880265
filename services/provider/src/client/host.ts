const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** This very machine. Names are compared whole: `localhost.example` is somewhere else. */
export function isLoopbackHost(hostname: string): boolean {
  return LOOPBACK_HOSTS.has(hostname);
}

/** An address of a key set: https, or, for a provider on this machine alone, http on this machine. */
export function isAllowedUrl(text: string, local: boolean): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || text.includes('#')) return false;
  return url.protocol === 'https:' || (local && url.protocol === 'http:' && isLoopbackHost(url.hostname));
}
