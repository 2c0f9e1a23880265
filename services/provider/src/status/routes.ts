import { apiHeaders, pageHeaders } from '@kazasu/server/http';
import { sameText } from '@kazasu/server/keys';
import type { Hono, MiddlewareHandler } from 'hono';
import { type MayDeps, onlyTheAdministrator } from '../admin/index.ts';
import { languageOf } from '../page/index.ts';
import type { StatusSource } from './status.ts';
import { statusPage } from './status-page.ts';

/** At the root, as the metrics are: where a reverse proxy does not lead. */
export function mountStatus(app: Hono, deps: MayDeps, status: StatusSource): void {
  app.use('/status', pageHeaders(), inBrowser(deps));
  app.get('/status', async (context) =>
    context.html(statusPage(await status.read(), languageOf(context.req)), 200, {
      'Cache-Control': 'no-store',
    }),
  );
  app.use('/status.json', apiHeaders(), inBrowser(deps));
  app.get('/status.json', async (context) => context.json(await status.read()));
}

/** The admin token as a bearer, or as the password of HTTP Basic, which a browser asks for (RFC 7617). */
function inBrowser(deps: MayDeps): MiddlewareHandler {
  const asBearer = onlyTheAdministrator(deps);
  return async (context, next) => {
    const header = context.req.header('Authorization');
    if (header !== undefined && sameText(passwordIn(header) ?? '', deps.config.adminToken)) return next();
    const answer = await asBearer(context, next);
    if (answer instanceof Response)
      answer.headers.set('WWW-Authenticate', 'Basic realm="status", charset="UTF-8"');
    return answer;
  };
}

function passwordIn(header: string): string | undefined {
  const [, encoded] = /^basic ([A-Za-z0-9+/]{1,600}={0,2})$/i.exec(header) ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  return text.includes(':') ? text.slice(text.indexOf(':') + 1) : undefined;
}
