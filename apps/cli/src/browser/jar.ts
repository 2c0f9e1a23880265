/** Cookies by host: RFC 6265 as far as one login at one service goes (paths and ages; ports do not count). */
export interface CookieJar {
  /** Takes the `Set-Cookie` headers of an answer. */
  take(url: URL, response: Response): void;
  /** The `Cookie` header for a request; undefined when there is nothing to send. */
  headerFor(url: URL): string | undefined;
}

interface Cookie {
  readonly host: string;
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

export function createCookieJar(): CookieJar {
  let cookies: readonly Cookie[] = [];
  return {
    take: (url, response) => {
      for (const header of response.headers.getSetCookie()) {
        const { cookie, removed } = parse(url, header);
        cookies = cookies.filter((other) => !sameCookie(other, cookie));
        if (!removed) {
          cookies = [...cookies, cookie];
        }
      }
    },
    headerFor: (url) => {
      const matching = cookies.filter(
        (cookie) => cookie.host === url.hostname && pathMatches(cookie.path, url.pathname),
      );
      return matching.length === 0
        ? undefined
        : matching.map((cookie) => `${cookie.name}=${cookie.value}`).join('; ');
    },
  };
}

function sameCookie(a: Cookie, b: Cookie): boolean {
  return a.host === b.host && a.path === b.path && a.name === b.name;
}

/** RFC 6265 section 5.1.4. */
function pathMatches(cookiePath: string, path: string): boolean {
  return (
    path === cookiePath ||
    (path.startsWith(cookiePath) && (cookiePath.endsWith('/') || path[cookiePath.length] === '/'))
  );
}

function parse(url: URL, header: string): { cookie: Cookie; removed: boolean } {
  const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
  const equals = pair.indexOf('=');
  const attribute = (name: string) =>
    attributes.find((part) => part.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const path = attribute('path');
  return {
    cookie: {
      host: url.hostname,
      path: path?.startsWith('/') ? path : url.pathname.replace(/\/[^/]*$/, '') || '/',
      name: pair.slice(0, equals),
      value: pair.slice(equals + 1),
    },
    removed: Number(attribute('max-age') ?? '1') <= 0,
  };
}
