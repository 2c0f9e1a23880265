import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Office } from '../office.ts';
import type { Links, Part, View } from '../page/index.ts';
import type { Browser } from '../session/index.ts';
import { chooseLanguage, TEXTS } from '../text/index.ts';

/** What every route needs. */
export interface Site {
  readonly office: Office;
  readonly links: Links;
  readonly browserOf: (context: Context) => Browser;
}

/** Answers with a page in the language of the browser, or of its choice. */
export function show(
  context: Context,
  { browserOf }: Pick<Site, 'browserOf'>,
  page: (view: View) => Part,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> {
  const language = chooseLanguage(getCookie(context, 'language'), context.req.header('accept-language'));
  const isKept = Object.values(browserOf(context).session).some((part) => part !== undefined);
  return context.html(page({ texts: TEXTS[language], isKept, path: context.req.path }), status);
}
