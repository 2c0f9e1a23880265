import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CATALOGUE, isProblemCode, type Problem } from '../problem/index.ts';
import { ROUTES } from '../routes.ts';
import { createWorld, must, type World } from '../testing/index.ts';

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

const codeOf = async (response: Response) => ((await response.json()) as Problem).code;
const get = (path: string, headers: Record<string, string> = {}) => world.ask(path, { headers });

test('the document names every route, in the language asked for', async () => {
  for (const [language, title] of [
    ['ja', 'かざす 署名検証API'],
    ['en', 'Kazasu signature verification API'],
  ] as const) {
    const response = await get('/openapi.json', { 'accept-language': `${language},de;q=0.5` });
    assert.equal(response.headers.get('content-language'), language);
    const document = (await must(200, response)) as {
      info: { title: string };
      paths: Record<string, Record<string, unknown>>;
    };
    assert.equal(document.info.title, title);
    for (const { path, method } of ROUTES) assert.ok(document.paths[path]?.[method], `${method} ${path}`);
    assert.equal(Object.values(document.paths).flatMap(Object.keys).length, ROUTES.length);
  }
});

test('pages load nothing from elsewhere, run no script, and name every operation and problem', async () => {
  for (const path of ['/docs', '/problems', '/problems/record-retained']) {
    for (const lang of ['ja', 'en']) {
      const response = await get(`${path}?lang=${lang}`);
      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
      const text = await response.text();
      assert.ok(text.includes(`<html lang="${lang}">`));
      assert.doesNotMatch(text, /<script|<style|\sstyle=|\son[a-z]+=|javascript:/);
      assert.doesNotMatch(text, /(?:src|href)="(?!https?:\/\/localhost:4004|[/?#])/);
    }
  }
  const docs = await (await get('/docs')).text();
  for (const { operationId } of ROUTES) assert.ok(docs.includes(`id="${operationId}"`), operationId);
  const problems = await (await get('/problems')).text();
  for (const code of Object.keys(CATALOGUE)) assert.ok(problems.includes(`>${code}<`), code);
});

test('every problem is a page at its type, and nothing else is', async () => {
  for (const code of Object.keys(CATALOGUE).filter(isProblemCode)) {
    assert.equal((await get(`/problems/${code}`)).status, 200, code);
  }
  for (const code of ['nothing', 'constructor', '__proto__', 'toString', '%2e%2e']) {
    assert.equal((await get(`/problems/${code}`)).status, 404, code);
  }
});

test('every problem has a status, and words in both languages', () => {
  for (const [code, { status, title, cause, remedy }] of Object.entries(CATALOGUE)) {
    assert.match(code, /^[a-z]+(-[a-z]+)*$/);
    assert.ok(status >= 400 && status < 600);
    for (const text of [title, cause, remedy]) {
      assert.match(text.ja, /[ぁ-んァ-ヶ]/, code);
      assert.doesNotMatch(text.en, /[ぁ-ん一-龯]/, code);
      assert.ok(text.en.length > 5, code);
    }
    assert.doesNotMatch(title.ja + title.en, /[.。]$/, code);
  }
});

test('a refusal is in the language asked for', async () => {
  const titles = [];
  for (const language of ['ja', 'en', 'de', 'en;q=0.1, ja;q=0.9', '*']) {
    const response = await get('/nowhere', { 'accept-language': language });
    assert.equal(response.headers.get('vary'), 'Accept-Language');
    titles.push(((await response.json()) as Problem).title);
  }
  const [ja, en] = titles;
  assert.notEqual(ja, en);
  assert.deepEqual(titles, [ja, en, ja, ja, ja]);
});

test('other methods and addresses are told apart', async () => {
  const response = await world.ask('/healthz', { method: 'POST' });
  assert.equal(response.status, 405);
  assert.equal(response.headers.get('allow'), 'GET');
  assert.equal(await codeOf(response), 'method-not-allowed');
  assert.equal(await codeOf(await get('/v2')), 'route-unknown');
  assert.equal(await codeOf(await get('/healthz/')), 'route-unknown');
  assert.equal((await get('/healthz')).status, 200);
});

test('unknown and repeated parameters are refused, and other media types', async () => {
  const member = await world.tenant();
  assert.equal(await codeOf(await get('/openapi.json?other=1')), 'request-invalid');
  assert.equal(await codeOf(await get('/openapi.json?lang=ja&lang=en')), 'request-invalid');
  assert.equal(await codeOf(await get('/healthz?x')), 'request-invalid');
  const text = { 'content-type': 'text/plain', 'idempotency-key': 'k' };
  assert.equal(await codeOf(await member.post('/v1/verifications', {}, text)), 'media-type-unsupported');
  const latin = { 'content-type': 'application/json; charset=iso-8859-1', 'idempotency-key': 'k' };
  assert.equal(await codeOf(await member.post('/v1/verifications', {}, latin)), 'media-type-unsupported');
  const long = await member.post('/v1/keys', { name: 'x'.repeat(70_000), scopes: ['read'] });
  assert.deepEqual([long.status, await codeOf(long)], [413, 'body-too-large']);
});

test('an answer is nobody else’s to keep', async () => {
  const member = await world.tenant();
  const { headers } = await member.ask('/v1/keys');
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
});
