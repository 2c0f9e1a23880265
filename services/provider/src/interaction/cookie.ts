import type { ProviderConfig } from '../config.ts';

/**
 * The cookie that binds an interaction to the browser that began it (RFC 9700, RFC 10027): whoever else knows the
 * address sees nothing. Each interaction has its own name and path, so that two logins in one browser do not meet.
 * `SameSite=Lax` because the browser arrives by a link from the relying party's site.
 */
export function createCookie(
  config: ProviderConfig,
  interaction: { readonly id: string; readonly token: string; readonly lifetimeMs: number },
): string {
  const parts = [
    `${cookieName(config, interaction.id)}=${interaction.token}`,
    `Path=${interactionPath(config, interaction.id)}`,
    `Max-Age=${Math.ceil(interaction.lifetimeMs / 1000)}`,
    'HttpOnly',
    'SameSite=Lax',
  ];
  return [...parts, ...(config.secure ? ['Secure'] : [])].join('; ');
}

/** Undefined when the header holds no such cookie, or two of them. */
export function readCookie(
  config: ProviderConfig,
  id: string,
  header: string | undefined,
): string | undefined {
  const start = `${cookieName(config, id)}=`;
  const found = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(start));
  const value = found.length === 1 ? found[0]?.slice(start.length) : undefined;
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
}

export function interactionPath(config: ProviderConfig, id: string): string {
  return `${config.basePath}/interactions/${id}`;
}

/** With the prefix browsers refuse to take the cookie from a page that did not come over TLS. */
function cookieName(config: ProviderConfig, id: string): string {
  return `${config.secure ? '__Secure-' : ''}kazasu-${id}`;
}
