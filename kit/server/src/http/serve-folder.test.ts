import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { type RunningServer, serve } from './serve.ts';
import { serveFolder } from './serve-folder.ts';

const LARGE = '/* 頁 */'.repeat(1_000);

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
  await writeFile(join(folder, 'assets', 'large-Bq2_x-9Z.js'), LARGE);
  await writeFile(join(folder, 'large.css'), LARGE);
  await writeFile(join(folder, 'large.png'), LARGE);
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

test('text goes out packed to whoever takes it so, and as it is to others', async () => {
  const ask = (path: string, encoding: string) => rawGet(server.port, path, { 'accept-encoding': encoding });
  for (const path of ['/assets/large-Bq2_x-9Z.js', '/large.css']) {
    for (const [encoding, packing, unpack] of [
      ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
      ['GZIP', 'gzip', gunzipSync],
      ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
      ['br; q=0.000, identity', undefined, (content: Buffer) => content],
      ['deflate', undefined, (content: Buffer) => content],
    ] as const) {
      // The second answer comes from what the first has kept.
      for (const _ of [1, 2]) {
        const { headers, content } = await ask(path, encoding);
        assert.equal(headers['content-encoding'], packing, encoding);
        assert.equal(headers.vary, 'Accept-Encoding');
        assert.equal(unpack(content).toString(), LARGE);
        assert.equal(content.length < 200, packing !== undefined);
      }
    }
  }
  const { headers } = await ask('/large.png', 'gzip, br');
  assert.deepEqual([headers['content-encoding'], headers.vary], [undefined, undefined]);
  assert.equal((await ask('/assets/plain.css', 'br')).headers['content-encoding'], undefined, 'too small');
});

test('a file that is built anew under its name comes anew', async () => {
  const file = join(outer, 'pages', 'large.css');
  assert.equal(await (await fetch(`${server.url}/large.css`)).text(), LARGE);
  await writeFile(file, LARGE.replaceAll('頁', '本'));
  assert.equal(await (await fetch(`${server.url}/large.css`)).text(), LARGE.replaceAll('頁', '本'));
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

/** Without the client's own tidying of the path, and as it comes off the wire. */
async function rawGet(port: number, path: string, headers: OutgoingHttpHeaders = {}) {
  const { request } = await import('node:http');
  return new Promise<{ status: number; headers: IncomingHttpHeaders; content: Buffer; body: string }>(
    (resolve, reject) => {
      const sent = request({ port, path, headers, host: 'localhost', agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const content = Buffer.concat(chunks);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            content,
            body: content.toString('utf8'),
          });
        });
      });
      sent.on('error', reject);
      sent.end();
    },
  );
}
