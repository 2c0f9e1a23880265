/**
 * `HttpOnly` keeps scripts away. `SameSite=Lax` and not `Strict`, because the browser comes back from the provider by
 * a link from another site. `__Host-` makes browsers insist on TLS and on this very host.
 */
export function sessionCookie(secure: boolean, id: string): string {
  const life = id === '' ? 'Max-Age=0' : 'Max-Age=1800';
  return `${cookieName(secure)}=${id}; Path=/; HttpOnly; SameSite=Lax; ${life}${secure ? '; Secure' : ''}`;
}

/** Undefined where there is no such cookie, or more than one. */
export function readCookie(secure: boolean, header: string | undefined): string | undefined {
  const start = `${cookieName(secure)}=`;
  const found = (header ?? '').split(';').map((pair) => pair.trim());
  const [first, ...others] = found.filter((pair) => pair.startsWith(start));
  const id = first?.slice(start.length);
  return others.length === 0 && id !== undefined && /^[0-9a-f]{64}$/.test(id) ? id : undefined;
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-town-office' : 'town-office';
}
