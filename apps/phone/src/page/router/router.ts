import { Observed } from '../observed.ts';
import { hrefOf, type Route, routeIn } from './route.ts';

export interface Router {
  readonly current: () => Route;
  readonly subscribe: (listener: () => void) => () => void;
  /** Opens a page; the one before is behind it. */
  go(route: Route): void;
  /** Opens a page in the place of this one. */
  replace(route: Route): void;
  /** To the page before, or to the one named where this tab has none of ours before. */
  back(otherwise: Route): void;
}

type Page = Pick<Window, 'location' | 'history' | 'addEventListener'>;

export function createRouter(page: Page): Router {
  const shown = new Observed(routeIn(page.location));
  const show = () => shown.show(routeIn(page.location));
  page.addEventListener('popstate', show);
  const router: Router = {
    current: shown.state,
    subscribe: shown.subscribe,
    go: (route) => {
      if (hrefOf(route) === hrefOf(shown.state())) return;
      page.history.pushState({ behind: pagesBehind(page.history.state) + 1 }, '', hrefOf(route));
      show();
    },
    replace: (route) => {
      page.history.replaceState(page.history.state, '', hrefOf(route));
      show();
    },
    back: (otherwise) => {
      if (pagesBehind(page.history.state) > 0) page.history.back();
      else router.replace(otherwise);
    },
  };
  return router;
}

/** How many of our own pages lie behind this one: all that the browser keeps of them beside their address. */
function pagesBehind(state: unknown): number {
  const kept = typeof state === 'object' && state !== null && 'behind' in state ? state.behind : 0;
  return typeof kept === 'number' ? kept : 0;
}
