import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Hono } from 'hono';
import { type RunningServer, serve } from './serve.ts';
import { serveFolder } from './serve-folder.ts';

let outer = '';
let server: RunningServer;

before(async () => {
  outer = await mkdtemp(join(tmpdir(), 'kazasu-pages-'));
  const folder = join(outer, 'pages');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(outer, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>頁</title>');
  await writeFile(join(folder, 'assets', 'index-Bq2_x-9Z.js'), 'export {};');
  await writeFile(join(folder, 'assets', 'noto-sans-CkhJZR-_.woff2'), Uint8Array.of(0x77, 0x4f, 0x46, 0x32));
  await writeFile(join(folder, 'assets', 'plain.css'), 'a{}');
  await writeFile(join(folder, '.hidden.txt'), 'secret');
  await writeFile(join(folder, 'source.ts'), 'secret');
  await symlink(join(outer, 'secret.txt'), join(folder, 'link.txt'));
  await symlink(outer, join(folder, 'up'));
  const app = new Hono();
  app.get('/below/*', serveFolder(folder, '/below'));
  app.get('/*', serveFolder(folder));
  server = await serve(app, { hostname: 'localhost', port: 0 });
});
after(async () => {
  await server.close();
  await rm(outer, { recursive: true, force: true });
});

test('pages, scripts and fonts come with their types, and hashed assets are kept for ever', async () => {
  const expected = [
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['/below/', 'text/html; charset=utf-8', 'no-cache'],
    ['/assets/index-Bq2_x-9Z.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/noto-sans-CkhJZR-_.woff2', 'font/woff2', 'public, max-age=31536000, immutable'],
    ['/assets/plain.css', 'text/css; charset=utf-8', 'no-cache'],
  ];
  for (const [path, type, cache] of expected) {
    const response = await fetch(`${server.url}${path}`);
    assert.equal(response.status, 200, path);
    assert.equal(response.headers.get('content-type'), type);
    assert.equal(response.headers.get('cache-control'), cache);
  }
  assert.equal(await (await fetch(`${server.url}/`)).text(), '<!doctype html><title>頁</title>');
});

test('HEAD tells the same without the body, and nothing may be posted', async () => {
  const head = await fetch(`${server.url}/assets/plain.css`, { method: 'HEAD' });
  assert.equal(head.status, 200);
  assert.equal(await head.text(), '');
  assert.equal((await fetch(`${server.url}/assets/plain.css`, { method: 'POST' })).status, 404);
});

test('there is no way out of the folder, by dots, encodings, links or hidden names', async () => {
  const paths = [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/%252e%252e/secret.txt',
    '//secret.txt',
    '/link.txt',
    '/up/secret.txt',
    '/.hidden.txt',
    '/source.ts',
    '/assets',
    '/assets/',
    '/index.html/',
    '/index.html%00.js',
    '/belowindex.html',
  ];
  for (const path of paths) {
    const { status, body } = await rawGet(server.port, path);
    assert.equal(status, 404, path);
    assert.ok(!body.includes('secret'), path);
  }
});

test('a folder that is not there is an error at start', () => {
  assert.throws(() => serveFolder(join(outer, 'absent')), /ENOENT/);
});

/** Without the client's own tidying of the path. */
async function rawGet(port: number, path: string): Promise<{ status: number; body: string }> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const sent = request({ port, path, host: 'localhost', agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}
