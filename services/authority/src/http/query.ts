import type { Context } from 'hono';
import { AuthorityError } from '../error.ts';

/** `YYYYMMDD`. */
export const DAY = /^\d{8}$/;

/** A part of the query, if it is there. Throws `request_invalid` for what does not look like one. */
export function queryOf(context: Context, name: string, form: RegExp): string | undefined {
  const [text, ...more] = context.req.queries(name) ?? [];
  if (text === undefined) return undefined;
  if (more.length > 0 || !form.test(text)) throw new AuthorityError('request_invalid', `not a ${name}`);
  return text;
}
