import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { buildPages } from '@kazasu/ui/build';
import { VERSION } from './page/settings/version.ts';
import { pagesFolder, phonePages } from './pages.ts';
import { createPhone } from './serve.ts';

before(() => buildPages({ apps: [phonePages] }));

const createApp = () => createPhone({ providerBase: 'https://id.example/api' });

test('the page runs under a policy without inline code, foreign code and foreign answers', async () => {
  const response = await createApp().request('/');
  assert.equal(response.status, 200);
  const policy = response.headers.get('content-security-policy') ?? '';
  const directive = (name: string) => policy.split('; ').find((one) => one.startsWith(`${name} `));
  assert.equal(directive('default-src'), "default-src 'none'");
  assert.equal(directive('script-src'), "script-src 'self'");
  assert.equal(directive('style-src'), "style-src 'self'");
  assert.equal(directive('connect-src'), "connect-src 'self' https://id.example");
  assert.equal(directive('frame-ancestors'), "frame-ancestors 'none'");
  assert.doesNotMatch(policy, /unsafe|\*/);
  assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
});

test('the agent and the authority may be spoken to where they are configured, at exactly those addresses', async () => {
  const app = createPhone({
    providerBase: 'https://id.example/api',
    agentUrl: 'http://127.0.0.1:4020',
    authorityUrl: 'https://ca.example',
  });
  const policy = (await app.request('/')).headers.get('content-security-policy') ?? '';
  assert.ok(
    policy.includes(
      "connect-src 'self' https://id.example http://127.0.0.1:4020 ws://127.0.0.1:4020 https://ca.example;",
    ),
    policy,
  );
  const told = (await (await app.request('/config.json')).json()) as object;
  assert.deepEqual(told, {
    providerBase: 'https://id.example/api',
    testEnvironment: true,
    agentUrl: 'http://127.0.0.1:4020',
    authorityUrl: 'https://ca.example',
  });
});

test('the page holds nothing inline and names no other host', async () => {
  const text = await (await createApp().request('/')).text();
  assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|https?:\/\//);
});

test('the page is told where the provider is, and nothing else', async () => {
  const response = await createApp().request('/config.json');
  assert.deepEqual(await response.json(), { providerBase: 'https://id.example/api', testEnvironment: true });
  assert.equal(response.headers.get('cache-control'), 'no-store');
});

test('the style sheet and the fonts are there; what is not there is 404', async () => {
  const app = createApp();
  assert.equal((await app.request('/ui/style.css')).status, 200);
  assert.equal((await app.request('/ui/font.css')).status, 200);
  assert.match(await (await app.request('/ui/icon.svg')).text(), /^<svg /);
  for (const path of ['/nothing', '/.built-from', '/ui/../package.json', '/assets/']) {
    assert.equal((await app.request(path)).status, 404, path);
  }
});

test('the camera and passkeys are for this origin alone, workers and the manifest come from it', async () => {
  const { headers } = await createApp().request('/');
  const permissions = headers.get('permissions-policy')?.split(', ') ?? [];
  for (const name of ['camera', 'publickey-credentials-get', 'publickey-credentials-create']) {
    assert.ok(permissions.includes(`${name}=(self)`), name);
  }
  const policy = headers.get('content-security-policy')?.split('; ') ?? [];
  assert.ok(policy.includes("worker-src 'self'") && policy.includes("manifest-src 'self'"));
});

test('the page on accessibility has an address of its own, under the same policy', async () => {
  const app = createApp();
  const [page, start] = await Promise.all([app.request('/accessibility'), app.request('/')]);
  assert.equal(await page.text(), await start.text());
  assert.equal(page.headers.get('content-security-policy'), start.headers.get('content-security-policy'));
});

test('the manifest names the app in both languages and only files that are there', async () => {
  const app = createApp();
  for (const [file, lang] of [
    ['manifest.webmanifest', 'ja'],
    ['manifest.en.webmanifest', 'en'],
  ]) {
    const response = await app.request(`/${file}`);
    assert.equal(response.headers.get('content-type'), 'application/manifest+json');
    const manifest = (await response.json()) as { lang: string; icons: { src: string; purpose: string }[] };
    assert.equal(manifest.lang, lang);
    assert.deepEqual(manifest.icons.map(({ purpose }) => purpose).sort(), ['any', 'any', 'maskable']);
    for (const { src } of manifest.icons) {
      const icon = await app.request(src);
      assert.equal(icon.headers.get('content-type'), 'image/png', src);
    }
  }
});

test('the service worker knows every file of the pages by its digest, and is itself asked for anew', async () => {
  const app = createApp();
  const response = await app.request('/sw.js');
  assert.equal(response.headers.get('cache-control'), 'no-cache');
  const text = await response.text();
  const files = JSON.parse(/^const FILES = (\{.*\});$/m.exec(text)?.[1] ?? '') as Record<string, string>;
  const names = readdirSync(join(pagesFolder, 'assets'));
  for (const name of names) assert.ok(`/assets/${name}` in files, name);
  for (const [path, digest] of Object.entries(files)) {
    const bytes = Buffer.from(await (await app.request(path)).arrayBuffer());
    assert.equal(createHash('sha256').update(bytes).digest('hex'), digest, path);
  }
  assert.ok(!('/config.json' in files) && !('/sw.js' in files));
});

/** The worker with one kept page, as a browser runs it: what it gives for the page while `answer` is what the network has. */
function withKeptPage(worker: string, kept: Response) {
  const store = new Map([['/', kept]]);
  let answer = (): Response | Promise<Response> => Response.error();
  let visited: (event: object) => void = () => {};
  const cache = {
    match: async (key: string) => store.get(key)?.clone(),
    put: async (key: string, response: Response) => {
      if (response.headers.get('vary') === '*') throw new TypeError('not to be kept');
      store.set(key, response);
    },
  };
  const self = {
    location: { origin: 'https://app.example' },
    addEventListener: (name: string, listener: (event: object) => void) => {
      if (name === 'fetch') visited = listener;
    },
  };
  const fetch = async () => answer();
  const context = { self, caches: { open: async () => cache }, fetch, Headers, Response, URL, setTimeout };
  runInNewContext(worker, context);
  return async (given: () => Response | Promise<Response>): Promise<Response> => {
    answer = given;
    return new Promise((resolve) =>
      visited({
        request: { url: 'https://app.example/', method: 'GET', mode: 'navigate' },
        respondWith: resolve,
        waitUntil: () => {},
      }),
    );
  };
}

test('the kept page takes from the server whom it may speak to, and from nobody else anything', async () => {
  const app = createApp();
  const sent = await app.request('/');
  const open = withKeptPage(await (await app.request('/sw.js')).text(), sent.clone());
  const policy = { 'Content-Security-Policy': "default-src 'none'" };
  const foreign = { ...policy, 'Content-Type': 'text/plain', 'Content-Disposition': 'attachment' };
  const moved = createPhone({ providerBase: 'https://moved.example/api' });
  const varying = async () => {
    const { headers, body } = await moved.request('/');
    headers.set('Vary', '*');
    return new Response(body, { headers });
  };
  const offline = () => Promise.reject(new TypeError('offline'));
  for (const [answer, provider] of [
    [() => new Response('今は使えません', { headers: foreign }), 'https://id.example'],
    [() => new Response('<!doctype html>', { headers: policy }), 'https://id.example'],
    [offline, 'https://id.example'],
    [varying, 'https://moved.example'],
    [offline, 'https://moved.example'],
  ] as const) {
    const page = await open(answer);
    assert.ok(page.headers.get('content-security-policy')?.includes(`connect-src 'self' ${provider};`));
    assert.deepEqual([...page.headers.keys()], [...sent.headers.keys()]);
    assert.equal(page.headers.get('content-type'), sent.headers.get('content-type'));
    assert.equal(await page.text(), await sent.clone().text());
  }
});

test('every header by which the server restrains the page is renewed with it', async () => {
  const app = createApp();
  const worker = await (await app.request('/sw.js')).text();
  const own = /^(?:cache-control|content-(?:type|length|encoding)|etag|last-modified|vary)$/;
  const { headers } = await app.request('/');
  for (const name of headers.keys()) assert.ok(own.test(name) || worker.includes(`'${name}'`), name);
});

test('the version that the app says is that of the package', () => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  assert.equal(VERSION, version);
});
