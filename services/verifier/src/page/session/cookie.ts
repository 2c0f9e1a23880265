/**
 * The cookie of a session. Where the console is reached over TLS it is not sent without it, and its name makes browsers insist
 * that this very host set it (`__Host-`).
 */
import type { Context } from 'hono';
import type { VerifierConfig } from '../../config.ts';

const NAME = 'kazasu-console';

type Config = Pick<VerifierConfig, 'baseUrl' | 'basePath'>;

/** The header's value; `maxAge` in seconds, 0 to have the cookie forgotten. */
export function sessionCookie(config: Config, value: string, maxAge: number): string {
  const secure = isSecure(config);
  // A name that begins with `__Host-` is only taken for the whole host.
  const where = secure ? ['Path=/', 'Secure'] : [`Path=${config.basePath}/console`];
  const name = nameOf(secure);
  return [`${name}=${value}`, ...where, `Max-Age=${maxAge}`, 'HttpOnly', 'SameSite=Strict'].join('; ');
}

/** What the browser brought; undefined when there is none, or two of them. */
export function broughtCookie(config: Config, context: Context): string | undefined {
  const start = `${nameOf(isSecure(config))}=`;
  const found = (context.req.header('Cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(start));
  return found.length === 1 ? found[0]?.slice(start.length) : undefined;
}

function nameOf(secure: boolean): string {
  return secure ? `__Host-${NAME}` : NAME;
}

function isSecure({ baseUrl }: Config): boolean {
  return new URL(baseUrl).protocol === 'https:';
}
