/**
 * The cookie of a session. Where browsers come over TLS it is not sent without it, and its name makes them insist that
 * this very host set it (`__Host-`). A proxy that ends TLS hides that from us: then the configured public address says so.
 */
import type { Context } from 'hono';
import type { AuthorityDeps } from '../deps.ts';

const NAME = 'kazasu-counter';

type Config = Pick<AuthorityDeps['config'], 'publicUrl'>;

/** The header's value; `maxAge` in seconds, 0 to have the cookie forgotten. */
export function sessionCookie(config: Config, context: Context, value: string, maxAge: number): string {
  const secure = isSecure(config, context);
  // A name that begins with `__Host-` is only taken for the whole host.
  const where = secure ? ['Path=/', 'Secure'] : ['Path=/counter'];
  const name = nameOf(secure);
  return [`${name}=${value}`, ...where, `Max-Age=${maxAge}`, 'HttpOnly', 'SameSite=Strict'].join('; ');
}

/** What the browser brought; undefined when there is none, or two of them. */
export function broughtCookie(config: Config, context: Context): string | undefined {
  const start = `${nameOf(isSecure(config, context))}=`;
  const found = (context.req.header('Cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(start));
  return found.length === 1 ? found[0]?.slice(start.length) : undefined;
}

function nameOf(secure: boolean): string {
  return secure ? `__Host-${NAME}` : NAME;
}

function isSecure({ publicUrl }: Config, context: Context): boolean {
  return new URL(publicUrl ?? context.req.url).protocol === 'https:';
}
