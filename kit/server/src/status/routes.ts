import type { Context, Hono, MiddlewareHandler } from 'hono';
import { apiHeaders, bearerToken, pageHeaders } from '../http/index.ts';
import { sameText } from '../keys/index.ts';
import type { ServiceStatus, StatusSource } from './status.ts';

export interface StatusRoutes {
  readonly source: StatusSource;
  readonly adminToken: string;
  /** Writes the page. */
  readonly page: (status: ServiceStatus, language: 'ja' | 'en') => string | Promise<string>;
  /** What else is done with a request without the token, such as writing it down. */
  readonly refused?: MiddlewareHandler;
}

export function mountStatus(app: Hono, { source, adminToken, page, refused }: StatusRoutes): void {
  const guarded = onlyWith(adminToken, refused);
  app.use('/status', pageHeaders(), guarded);
  app.get('/status', async (context) =>
    context.html(await page(await source.read(), languageOf(context)), 200, { 'Cache-Control': 'no-store' }),
  );
  app.use('/status.json', apiHeaders(), guarded);
  app.get('/status.json', async (context) => context.json(await source.read()));
}

const UNAUTHORIZED = { error: 'unauthorized', message: 'the admin token is missing or wrong' };

/** As a bearer, or as the password of HTTP Basic, which a browser asks for (RFC 7617). */
function onlyWith(adminToken: string, refused?: MiddlewareHandler): MiddlewareHandler {
  return async (context, next) => {
    const given = bearerToken(context.req.raw) ?? passwordIn(context.req.header('Authorization') ?? '');
    if (given !== undefined && sameText(given, adminToken)) return next();
    const answer = await refused?.(context, async () => undefined);
    const response = answer instanceof Response ? answer : Response.json(UNAUTHORIZED, { status: 401 });
    response.headers.set('WWW-Authenticate', 'Basic realm="status", charset="UTF-8"');
    return response;
  };
}

function passwordIn(header: string): string | undefined {
  const [, encoded] = /^basic ([A-Za-z0-9+/]{1,600}={0,2})$/i.exec(header) ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  return text.includes(':') ? text.slice(text.indexOf(':') + 1) : undefined;
}

/** Japanese, unless the address or the browser's first language says otherwise. */
function languageOf(context: Context): 'ja' | 'en' {
  const asked = context.req.query('lang');
  if (asked === 'ja' || asked === 'en') return asked;
  return /^en\b/i.test(context.req.header('Accept-Language') ?? '') ? 'en' : 'ja';
}
