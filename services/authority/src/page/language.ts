import { chooseLanguage, type Language, parseLanguage } from '@kazasu/ui/text';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';

const COOKIE = 'kazasu-counter-lang';

/** The switch decides and is remembered for the pages that follow; then the browser; else Japanese. */
export function languageOf(context: Context): Language {
  const switched = parseLanguage(context.req.query('lang'));
  if (switched !== undefined) {
    context.header('Set-Cookie', `${COOKIE}=${switched}; Path=/counter; HttpOnly; SameSite=Strict`, {
      append: true,
    });
  }
  return chooseLanguage({
    asked: [switched, getCookie(context, COOKIE)],
    acceptLanguage: context.req.header('Accept-Language'),
  });
}
