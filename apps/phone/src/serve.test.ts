import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { buildPages } from '@kazasu/ui/build';
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

test('the script of the app stays below 120 kB compressed', () => {
  const assets = join(pagesFolder, 'assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0);
  assert.ok(bytes > 20_000 && bytes < 120_000, `${bytes} bytes`);
});
