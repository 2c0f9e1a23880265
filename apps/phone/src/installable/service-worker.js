/* global VERSION, FILES */
// Keeps the app's own static files, so that it opens without a network. What it does not know by name it leaves alone: the
// configuration, the cards, every answer of the provider.
// A version is kept whole or not at all: each file is taken only with the digest that this worker was built with. A page goes on with
// the version that it began with; files of the one before stay for the tabs that are still open.

const PREFIX = 'kazasu-app-';
const CACHE = PREFIX + VERSION;
const FONTS = 'kazasu-fonts';
/** So long the page waits for its headers, where they are on the way. */
const HEADERS_MS = 3_000;
/** What the operator says of the page, by name; all else, its kind above all, is the version's own. */
const POLICY_HEADERS = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
  'referrer-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
];
/** By this the page is known, of whichever version: no other server's has it. */
const MARK = '<meta name="kazasu-page" content="phone">';
/** Addresses of the one page. */
const PAGES = ['/', '/accessibility'];
/** Their names hold a hash of their content. */
const HASHED = /^\/assets\/[^/]+-[A-Za-z0-9_-]{8,}\.(?:js|css)$/;
const FONT = /^\/ui\/assets\/[^/]+-[A-Za-z0-9_-]{8,}\.woff2$/;

self.addEventListener('install', (event) => event.waitUntil(fill()));
self.addEventListener('activate', (event) => event.waitUntil(forgetOld()));
self.addEventListener('message', (event) => {
  if (event.data === 'update') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.search !== '') return;
  const isPage = request.mode === 'navigate' && PAGES.includes(url.pathname);
  const path = url.pathname;
  if (isPage) event.respondWith(keptPage(event));
  else if (Object.hasOwn(FILES, path)) event.respondWith(kept(CACHE, path, request));
  else if (HASHED.test(path)) event.respondWith(keptByAny(request));
  else if (FONT.test(path)) event.respondWith(keptFont(request));
});

async function fill() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.entries(FILES).map((file) => fillOne(cache, file)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function fillOne(cache, [path, digest]) {
  const response = await fetch(path, { cache: 'no-store', credentials: 'omit', redirect: 'error' });
  const bytes = await response.clone().arrayBuffer();
  const found = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = Array.from(found, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (!response.ok || hex !== digest) throw new Error(`another version of ${path}`);
  await cache.put(path, response);
}

/** All but this version and the one before. */
async function forgetOld() {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

/**
 * The page of this version under the headers that the server gives now: whom it may speak to is the operator's to say, and no part of a
 * version. Without an answer in time, the headers are those of the last one.
 */
async function keptPage(event) {
  const cache = await caches.open(CACHE);
  const page = await cache.match('/');
  if (page === undefined) return fetch(event.request);
  const renewed = renewHeaders(cache, page.clone()).catch(() => undefined);
  event.waitUntil(renewed);
  const late = new Promise((resolve) => setTimeout(resolve, HEADERS_MS));
  return (await Promise.race([renewed, late])) ?? page;
}

async function renewHeaders(cache, page) {
  const now = await fetch('/', { cache: 'no-store', credentials: 'omit', redirect: 'error' });
  if (!(await isOurs(now))) return undefined;
  const headers = new Headers(page.headers);
  for (const name of POLICY_HEADERS) {
    const value = now.headers.get(name);
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  const renewed = new Response(await page.blob(), { headers });
  await cache.put('/', renewed.clone());
  return renewed;
}

/** Somebody else may answer in the server's place: a network that wants to be signed in to, a proxy while the server is down. */
async function isOurs(answer) {
  if (!answer.ok || !answer.headers.has('content-security-policy')) return false;
  return (await answer.text()).includes(MARK);
}

async function kept(name, path, request) {
  const cache = await caches.open(name);
  return (await cache.match(path)) ?? fetch(request);
}

async function keptByAny(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function keptFont(request) {
  const cache = await caches.open(FONTS);
  const found = await cache.match(request);
  if (found !== undefined) return found;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}
