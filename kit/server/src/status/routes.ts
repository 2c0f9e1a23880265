import type { Hono, HonoRequest, MiddlewareHandler } from 'hono';
import { apiHeaders, bearerToken, pageHeaders } from '../http/index.ts';
import { sameText } from '../keys/index.ts';
import type { ServiceStatus, StatusSource } from './status.ts';

export interface StatusRoutes<Own extends string, Facts extends object> {
  readonly source: StatusSource<Own, Facts>;
  readonly adminToken: string;
  /** Writes the page, in the language that the request asks for. */
  readonly page: (status: ServiceStatus<Own> & Facts, request: HonoRequest) => string;
  /** Judges a request without the token: lets it in, or refuses it in its own way. Without it such a request is answered with 401. */
  readonly otherwise?: MiddlewareHandler;
}

export function mountStatus<Own extends string, Facts extends object>(
  app: Hono,
  { source, adminToken, page, otherwise }: StatusRoutes<Own, Facts>,
): void {
  const guarded = onlyWith(adminToken, otherwise);
  app.use('/status', pageHeaders(), guarded);
  app.get('/status', async (context) =>
    context.html(page(await source.read(), context.req), 200, { 'Cache-Control': 'no-store' }),
  );
  app.use('/status.json', apiHeaders(), guarded);
  app.get('/status.json', async (context) => context.json(await source.read()));
}

const UNAUTHORIZED = { error: 'unauthorized', message: 'the admin token is missing or wrong' };

/** As a bearer, or as the password of HTTP Basic, which a browser asks for (RFC 7617). */
function onlyWith(adminToken: string, otherwise: MiddlewareHandler = unauthorized): MiddlewareHandler {
  return async (context, next) => {
    const given = bearerToken(context.req.raw) ?? passwordIn(context.req.header('Authorization') ?? '');
    if (given !== undefined && sameText(given, adminToken)) return next();
    const refusal = await otherwise(context, next);
    if (refusal instanceof Response)
      refusal.headers.set('WWW-Authenticate', 'Basic realm="status", charset="UTF-8"');
    return refusal;
  };
}

const unauthorized: MiddlewareHandler = async (context) => context.json(UNAUTHORIZED, 401);

function passwordIn(header: string): string | undefined {
  const [, encoded] = /^basic ([A-Za-z0-9+/]{1,600}={0,2})$/i.exec(header) ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  return text.includes(':') ? text.slice(text.indexOf(':') + 1) : undefined;
}
