/** Answers that may be kept: what their sender says about that, and whether the asker has the same one already. */
import type { Context, MiddlewareHandler } from 'hono';

/** What tells one version of an answer from another (RFC 9110 section 8.8). */
export interface Version {
  /** Without quotation marks. */
  readonly tag: string;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

const CHOSEN = 'authority.cache-control';

/**
 * Writes the headers of an answer that may be kept under these terms (`Cache-Control`), and tells whether the asker has
 * it: then 304 is to be answered. The terms take effect where {@link keepable} is mounted.
 */
export function keep(context: Context, { tag, modifiedAt }: Version, terms: string): boolean {
  context.set(CHOSEN, terms);
  context.header('ETag', `"${tag}"`);
  context.header('Last-Modified', new Date(modifiedAt).toUTCString());
  return hasAlready(context, { tag, modifiedAt });
}

/** Mounted around the headers of answers to programs, which nobody keeps: lets the terms of {@link keep} stand instead. */
export function keepable(): MiddlewareHandler {
  return async (context, next) => {
    await next();
    const terms: unknown = context.get(CHOSEN);
    const { status, headers } = context.res;
    if (typeof terms !== 'string' || (status !== 200 && status !== 304)) return;
    headers.set('Cache-Control', terms);
    headers.delete('Pragma');
  };
}

/** RFC 9110 section 13.2.2: where there are tags, dates are not looked at. */
function hasAlready(context: Context, { tag, modifiedAt }: Version): boolean {
  const tags = context.req.header('if-none-match');
  if (tags !== undefined) return tags.trim() === '*' || tagsIn(tags).includes(`"${tag}"`);
  const since = context.req.header('if-modified-since');
  if (since === undefined) return false;
  // HTTP's dates have whole seconds. What is no date compares as false.
  return Math.floor(modifiedAt / 1000) * 1000 <= Date.parse(since);
}

/** Weak tags are as good as strong ones here (RFC 9110 section 13.1.2). */
function tagsIn(list: string): string[] {
  return list.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
}
