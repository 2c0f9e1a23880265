import type { Context, Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { failedPage, landingPage, logoFile, notFoundPage, type Problem } from '../page/index.ts';
import { stylesheet } from '../style/index.ts';
import { isLanguage } from '../text/index.ts';
import { type Site, show } from './index.ts';

/** The first page, the language, files, and what is not there. */
export function mountRest(app: Hono, site: Site): void {
  app.get('/', (context) => show(context, site, landingPage));

  app.get('/language/:language', (context) => {
    const language = context.req.param('language');
    if (isLanguage(language))
      setCookie(context, 'language', language, { sameSite: 'Lax', maxAge: 31_536_000 });
    return context.redirect(pathOf(context.req.query('back')), 303);
  });

  app.get('/style.css', (context) => sendFile(context, stylesheet, 'text/css; charset=utf-8'));
  app.get('/icon.svg', (context) => sendFile(context, String(logoFile()), 'image/svg+xml'));

  app.notFound((context) => show(context, site, notFoundPage, 404));
  app.onError((error, context) => {
    const status = error instanceof HTTPException ? error.status : 500;
    if (status === 500) site.office.onFault(error);
    return show(context, site, (view) => failedPage(view, problemOf(status), false), status);
  });
}

/** What a person hears of an error that no route answers itself: whether it is the request, the crowd, or us. */
function problemOf(status: number): Problem {
  if (status === 413) return 'tooLarge';
  if (status === 503) return 'busy';
  return status < 500 ? 'outdated' : 'fault';
}

function sendFile(context: Context, text: string, type: string): Response {
  return context.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'max-age=300' });
}

/** Only pages of ours: a path that begins with one slash and letters. */
function pathOf(back: string | undefined): string {
  return back !== undefined && /^\/[a-z-]{0,30}$/.test(back) ? back : '/';
}
