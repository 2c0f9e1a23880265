/** Questions by GET, as caches see them (RFC 5019 section 6). */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { toBase64 } from '@kazasu/bytes';
import type { UsageReport } from '../api.ts';
import { ADMIN, type TestAuthority, TIME, testAuthority, VERIFIER } from '../testing/authority.ts';
import { type Questioned, questioned, readOcsp, revoke } from '../testing/question.ts';

const MINUTE = 60_000;
const NONCE = new Uint8Array(16).fill(5);

function get(authority: TestAuthority, question: Uint8Array, headers: Record<string, string> = {}) {
  return authority.ask(VERIFIER, `/ocsp/${encodeURIComponent(toBase64(question))}`, { headers });
}

async function setUp(): Promise<Questioned & { authority: TestAuthority }> {
  const authority = await testAuthority();
  return { authority, ...(await questioned(authority)) };
}

const terms = ({ headers }: Response) => headers.get('cache-control');

test('an answer without nonce may be kept until its cycle ends, which is before nextUpdate', async () => {
  const { authority, question } = await setUp();
  authority.clock.advance(4 * MINUTE);
  const response = await get(authority, question);
  const body = new Uint8Array(await response.arrayBuffer());
  const { producedAt, nextUpdate } = readOcsp(body);
  assert.equal(terms(response), 'max-age=660, public, no-transform, must-revalidate');
  assert.equal(producedAt, TIME + 4 * MINUTE);
  assert.ok(authority.clock.now() + 660_000 < Number(nextUpdate));
  const said = Object.fromEntries(response.headers);
  assert.equal(said['last-modified'], new Date(producedAt).toUTCString());
  assert.equal(said.expires, new Date(Number(nextUpdate)).toUTCString());
  assert.equal(said.etag, `"${createHash('sha256').update(body).digest('hex')}"`);
  assert.equal(said['content-type'], 'application/ocsp-response');
  assert.equal(said['content-length'], String(body.length));
  assert.equal(said.vary, 'Authorization, Kazasu-Purpose');
  assert.equal(said.pragma, undefined);
  authority.clock.advance(10 * MINUTE + 59_500);
  assert.match(terms(await get(authority, question)) ?? '', /^max-age=0,/);
});

test('nothing else may be kept: nonces, errors, what was never issued, and what is posted', async () => {
  const { authority, question, questionWith } = await setUp();
  const stranger = Uint8Array.from(question);
  // The serial number ends the question.
  stranger.set([0x7e, 0x7e, 0x7e], stranger.length - 3);
  for (const [name, asked, status] of [
    ['a nonce', questionWith(NONCE), 'good'],
    ['never issued', stranger, 'unknown'],
  ] as const) {
    const response = await get(authority, asked);
    assert.equal(readOcsp(new Uint8Array(await response.arrayBuffer())).status, status, name);
    assertUnkept(response, name);
  }
  const malformed = await get(authority, question.subarray(1));
  assert.equal(Buffer.from(await malformed.arrayBuffer()).toString('hex'), '30030a0101');
  assertUnkept(malformed, 'malformed');
  const headers = { 'content-type': 'application/ocsp-request' };
  assertUnkept(await authority.ask(VERIFIER, '/ocsp', { method: 'POST', headers, body: question }), 'posted');
  const refused = await authority.ask(ADMIN, `/ocsp/${encodeURIComponent(toBase64(question))}`);
  assert.equal(refused.status, 401);
  assertUnkept(refused, 'refused');
});

function assertUnkept(response: Response, name: string): void {
  assert.equal(terms(response), 'no-store', name);
  for (const header of ['etag', 'expires', 'last-modified']) assert.equal(response.headers.get(header), null);
}

test('whoever has the answer already is told so with 304, and asked nothing more', async () => {
  const { authority, question } = await setUp();
  const first = await get(authority, question);
  const tag = first.headers.get('etag') ?? '';
  const since = first.headers.get('last-modified') ?? '';
  for (const headers of [
    { 'if-none-match': tag },
    { 'if-none-match': `"other", W/${tag}` },
    { 'if-none-match': '*' },
    { 'if-modified-since': since },
    { 'if-none-match': tag, 'if-modified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' },
  ]) {
    const again = await get(authority, question, headers);
    assert.equal(again.status, 304, JSON.stringify(headers));
    assert.equal((await again.arrayBuffer()).byteLength, 0);
    assert.equal(terms(again), terms(first));
    assert.equal(again.headers.get('etag'), tag);
    assert.equal(again.headers.get('expires'), first.headers.get('expires'));
  }
  for (const headers of [
    { 'if-none-match': '"other"' },
    { 'if-none-match': tag.slice(1, -1) },
    { 'if-none-match': '"other"', 'if-modified-since': since },
    { 'if-modified-since': new Date(TIME - 1000).toUTCString() },
    { 'if-modified-since': 'yesterday' },
  ]) {
    assert.equal((await get(authority, question, headers)).status, 200, JSON.stringify(headers));
  }
  const usage = (await (await authority.ask(VERIFIER, '/v1/usage')).json()) as UsageReport;
  assert.equal(usage.usage.find(({ service }) => service === 'ocsp')?.count, 11, 'each is a question');
});

test('a revocation, and the next cycle, make another answer of another tag', async () => {
  const { authority, question, id } = await setUp();
  const first = (await get(authority, question)).headers.get('etag') ?? '';
  authority.clock.advance(15 * MINUTE);
  const second = await get(authority, question, { 'if-none-match': first });
  assert.equal(second.status, 200);
  await revoke(authority, id, 'keyCompromise');
  const third = await get(authority, question, { 'if-none-match': second.headers.get('etag') ?? '' });
  assert.equal(third.status, 200);
  assert.equal(readOcsp(new Uint8Array(await third.arrayBuffer())).status, 'revoked');
});
