import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchTypeface } from './typeface.ts';

type Page = Parameters<typeof fetchTypeface>[0];

function fetched(connection?: { downlink: number; saveData?: boolean }, idle = true): string[] {
  const links: string[] = [];
  const document = {
    createElement: () => ({}),
    head: { append: (link: { rel: string; href: string }) => links.push(`${link.rel} ${link.href}`) },
  };
  const requestIdleCallback = idle ? (work: () => void) => work() : undefined;
  const navigator = connection === undefined ? {} : { connection };
  fetchTypeface({ document, navigator, requestIdleCallback } as unknown as Page);
  return links;
}

const FETCHED = ['stylesheet /ui/font.css'];

test('the typeface is fetched where the connection is fast, or nothing is told of it', () => {
  assert.deepEqual(fetched({ downlink: 10 }), FETCHED);
  assert.deepEqual(fetched(undefined), FETCHED);
  assert.deepEqual(fetched(undefined, false), FETCHED);
});

test('on a slow connection, or where data is saved, the typeface of the device stays', () => {
  assert.deepEqual(fetched({ downlink: 1.6 }), []);
  assert.deepEqual(fetched({ downlink: 10, saveData: true }), []);
});
