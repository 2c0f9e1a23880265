import type { Context, MiddlewareHandler } from 'hono';
import { isSent, wholeAnswer } from './whole-answer.ts';

export interface PageHeaderOptions {
  /** Further origins the page may talk to (`connect-src`), such as `ws://localhost:4002`. */
  readonly connect?: readonly string[];
  /**
   * Further targets of the page's forms (`form-action`). A browser holds a form's redirects to it too, so an answer
   * that leads to a relying party needs that origin here.
   */
  readonly formAction?: readonly string[];
  /** The page makes and uses passkeys of its own origin (Web Authentication section 5.9). */
  readonly passkeys?: boolean;
}

/** For everything: no sniffing, no referrer (addresses carry codes and states), no framing, nobody else's reads. */
const COMMON: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
};

const PASSKEY_PERMISSIONS = `${COMMON['Permissions-Policy']}, publickey-credentials-get=(self), publickey-credentials-create=(self)`;

/** Headers of HTML pages and their assets: nothing inline, nothing from elsewhere, in nobody's frame. */
export function pageHeaders(options: PageHeaderOptions = {}): MiddlewareHandler {
  return withHeaders(pageHeadersOf(options), KEPT_NOWHERE);
}

const KEPT_NOWHERE = { 'Cache-Control': 'no-store' };

function pageHeadersOf(options: PageHeaderOptions): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "manifest-src 'self'",
    "worker-src 'self'",
    `connect-src ${["'self'", ...(options.connect ?? [])].join(' ')}`,
    `form-action ${["'self'", ...(options.formAction ?? [])].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  const permissions = options.passkeys === true ? { 'Permissions-Policy': PASSKEY_PERMISSIONS } : {};
  return { ...COMMON, ...permissions, 'Content-Security-Policy': policy };
}

/** Headers of a page that says something and is kept nowhere. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = { ...pageHeadersOf({}), ...KEPT_NOWHERE };

/** Sends a browser on with 303, under the headers of pages: at once, see {@link wholeAnswer}. */
export function seeOther(
  context: Context,
  location: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return wholeAnswer(context, {
    status: 303,
    headers: { ...PAGE_HEADERS, ...headers, Location: location },
    body: '',
  });
}

/** Headers of answers to programs: never kept by any cache (RFC 6749 section 5.1), never rendered. */
export const API_HEADERS: Readonly<Record<string, string>> = {
  ...COMMON,
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  Pragma: 'no-cache',
};

export function apiHeaders(): MiddlewareHandler {
  return withHeaders(API_HEADERS, {});
}

/** A program's answer in JSON, under {@link API_HEADERS}: at once, see {@link wholeAnswer}. */
export function answerJson(
  context: Context,
  value: object,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return wholeAnswer(context, {
    status,
    headers: { ...API_HEADERS, 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(value),
  });
}

/** `unlessSet` gives way to what a handler decided, such as the cache life of an asset. */
function withHeaders(
  always: Readonly<Record<string, string>>,
  unlessSet: Readonly<Record<string, string>>,
): MiddlewareHandler {
  return async (context, next) => {
    await next();
    if (isSent(context)) return;
    const { headers } = context.res;
    for (const [name, value] of Object.entries(always)) headers.set(name, value);
    for (const [name, value] of Object.entries(unlessSet)) if (!headers.has(name)) headers.set(name, value);
  };
}
