import { chooseLanguage, type Language, parseLanguage } from '@kazasu/ui/text';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';

const COOKIE = 'kazasu-console-lang';

/** The switch decides and is remembered for the pages that follow; then the browser; else Japanese. */
export function languageOf(context: Context, base: string): Language {
  const switched = parseLanguage(context.req.query('lang'));
  if (switched !== undefined) {
    const cookie = `${COOKIE}=${switched}; Path=${base}; HttpOnly; SameSite=Strict`;
    context.header('Set-Cookie', cookie, { append: true });
  }
  return chooseLanguage({
    asked: [switched, getCookie(context, COOKIE)],
    acceptLanguage: context.req.header('Accept-Language'),
  });
}
