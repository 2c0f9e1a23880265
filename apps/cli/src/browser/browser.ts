import { ask } from '../http.ts';
import { CommandProblem } from '../problem.ts';
import { createCookieJar } from './jar.ts';

/** Where a navigation ended: on a page of the service, or at the door of another site, which was not entered. */
export type Landing =
  | { readonly kind: 'page'; readonly url: URL; readonly status: number; readonly html: string }
  | { readonly kind: 'elsewhere'; readonly url: string };

export interface Browser {
  /** Goes to an address of the service and follows its redirects as long as they stay there. */
  visit(url: URL, init?: RequestInit): Promise<Landing>;
}

/** More redirects than any login has. */
const REDIRECTS_MAX = 10;

/** `home` is the origin of the service; a redirect to any other origin ends the visit. */
export function createBrowser(home: string): Browser {
  const jar = createCookieJar();
  const load = async (url: URL, init: RequestInit): Promise<Response> => {
    const cookie = jar.headerFor(url);
    const headers = new Headers(init.headers);
    headers.set('accept', 'text/html');
    if (cookie !== undefined) {
      headers.set('cookie', cookie);
    }
    const response = await ask(url.href, { ...init, headers });
    jar.take(url, response);
    return response;
  };
  return {
    visit: async (start, init = {}) => {
      let url = start;
      let next = init;
      for (let hop = 0; hop < REDIRECTS_MAX; hop += 1) {
        const response = await load(url, next);
        const location = response.headers.get('location');
        if (response.status < 300 || response.status > 399 || location === null) {
          return { kind: 'page', url, status: response.status, html: await response.text() };
        }
        const target = new URL(location, url);
        if (target.origin !== home) {
          return { kind: 'elsewhere', url: location };
        }
        url = target;
        next = {};
      }
      throw new CommandProblem(
        'refused',
        `The service sends the browser in a circle (${url.pathname}).`,
        'This is a fault of the service.',
      );
    },
  };
}
