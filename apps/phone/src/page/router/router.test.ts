import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRouter, hrefOf, type Route, routeIn } from './index.ts';

const at = (hash: string, pathname = '/') => routeIn({ hash, pathname });

test('every page has an address that leads back to it', () => {
  const routes: readonly Route[] = [
    { at: 'home' },
    { at: 'scan' },
    { at: 'set-up', step: 'terms' },
    { at: 'history' },
    { at: 'history', entry: 0 },
    { at: 'history', entry: 12 },
    { at: 'services' },
    { at: 'settings' },
    { at: 'settings', part: 'pin' },
    { at: 'help' },
    { at: 'help', code: 'pin_blocked' },
    { at: 'accessibility' },
  ];
  for (const route of routes) {
    const { hash, pathname } = new URL(hrefOf(route), 'https://app.example');
    assert.deepEqual(routeIn({ hash, pathname }), route);
  }
});

test('the accessibility page is also at its own path', () => {
  assert.deepEqual(at('', '/accessibility'), { at: 'accessibility' });
  assert.deepEqual(at('#help', '/accessibility'), { at: 'help' });
});

test('what names no page is the start page, and a part that does not exist is left out', () => {
  for (const hash of ['', '#', '#nothing', '#/history', '#HISTORY', '#__proto__']) {
    assert.deepEqual(at(hash), { at: 'home' }, hash);
  }
  for (const entry of ['-1', '01', '1e3', '123456', 'hanako']) {
    assert.deepEqual(at(`#history/${entry}`), { at: 'history' }, entry);
  }
  assert.deepEqual(at('#settings/nothing'), { at: 'settings' });
  assert.deepEqual(at('#help/<img>'), { at: 'help' });
});

test('back leads to the page before, and out of a page opened directly to the one named', () => {
  const tab = createTab('/#help/pin_blocked');
  const router = createRouter(tab.page);
  const seen: Route['at'][] = [];
  router.subscribe(() => seen.push(router.current().at));
  router.back({ at: 'home' });
  assert.deepEqual(tab.entries, ['/']);
  router.go({ at: 'settings' });
  router.go({ at: 'settings' });
  router.go({ at: 'services' });
  assert.deepEqual(tab.entries, ['/', '/#settings', '/#services']);
  router.back({ at: 'home' });
  assert.deepEqual(router.current(), { at: 'settings' });
  assert.deepEqual(seen, ['home', 'settings', 'services', 'settings']);
});

/** One tab's addresses, as a browser keeps them. */
function createTab(first: string) {
  const entries = [first];
  const states: unknown[] = [null];
  let popped = () => {};
  const history = {
    get state() {
      return states.at(-1);
    },
    pushState: (state: unknown, _: string, href: string) => {
      states.push(state);
      entries.push(href);
    },
    replaceState: (state: unknown, _: string, href: string) => {
      states.splice(-1, 1, state);
      entries.splice(-1, 1, href);
    },
    back: () => {
      states.pop();
      entries.pop();
      popped();
    },
  };
  const page = {
    get location() {
      return new URL(entries.at(-1) ?? '', 'https://app.example');
    },
    history,
    addEventListener: (_: string, listener: () => void) => {
      popped = listener;
    },
  };
  return { entries, page: page as unknown as Parameters<typeof createRouter>[0] };
}
