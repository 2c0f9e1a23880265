import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { RelyingPartyError, type RelyingPartyErrorCode } from './error.ts';
import { readCallback } from './login/read-callback.ts';
import { settingsOf } from './options.ts';
import { parseCreated, parseResult, refusalOf } from './sign/messages.ts';
import { parseItems, parseSignature, parseVerification, recordIn } from './verifier/parse.ts';
import { parseProblem } from './verifier/problem.ts';

const ID = '6ba7b810-9dad-41d1-80b4-00c04fd430c8';
const ITEMS = { name: '見本　花子', address: '東京都', birthdate: '19900101', gender: '2' };
const FLAGS = { nameSubstituteFlags: '00000', addressSubstituteFlags: '000' };
const CHECK = { id: 'path', status: 'passed', facts: { depth: 2 }, inner: { id: 'x', status: 'failed' } };

/** A parser, with an answer that it takes. */
interface Row {
  readonly valid: object;
  readonly read: (body: Uint8Array) => unknown;
}

const ROWS: { readonly [name: string]: Row } = {
  parseCreated: { valid: { sign_transaction_id: ID }, read: parseCreated },
  'parseResult (private)': {
    valid: { sign_transaction_id: ID, sign_certificate_jwe: 'a..b.c.d' },
    read: parseResult,
  },
  'parseResult (government)': {
    valid: {
      ...{ sign_transaction_id: ID, certificate: 'AAAA' },
      signatures: [{ digest: 'AAAA', signature: 'AAAA' }],
      certificate_status: { status: 'good', check_method: 'ocsp', checked_at: 1_790_000_000 },
    },
    read: parseResult,
  },
  parseVerification: {
    valid: {
      ...{ id: ID, at: 1, verdict: 'valid', method: 'pades', purpose: 'x', revocation: 'ocsp' },
      ...{ digests: ['00'], items: { ...ITEMS, ...FLAGS }, evidence: { id: ID, leafIndex: 3 } },
      ...{ report: { checks: [CHECK] }, words: { ja: 'はい' } },
    },
    read: (body) => parseVerification({ status: 200, body }),
  },
  parseItems: {
    valid: { id: ID, items: { ...ITEMS, ...FLAGS } },
    read: (body) => parseItems({ status: 200, body }, ID),
  },
  parseSignature: {
    valid: { id: ID, certificate: 'AAAA', signatures: [{ digest: 'AAAA', signature: 'AAAA' }] },
    read: (body) => parseSignature({ status: 200, body }, ID),
  },
  recordIn: {
    valid: { entry: Buffer.from(JSON.stringify({ id: ID })).toString('base64') },
    read: (body) => recordIn({ status: 200, body }),
  },
  parseProblem: {
    valid: { title: 'x', code: 'evidence-pending', cause: 'x', remedy: 'x', retryAfter: 2 },
    read: (body) => parseProblem({ status: 503, body }),
  },
  refusalOf: {
    valid: { error: 'sign_transaction_expired', error_description: 'x' },
    read: (body) => refusalOf({ status: 410, body }, 'x'),
  },
};

const octetsOf = (value: unknown) => toUtf8(JSON.stringify(value));

/** Every place below, as the names that lead to it. */
function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([name, inner]) => placesIn(inner, [...path, name]))];
}

function withAt(value: unknown, [name, ...rest]: readonly string[], put: unknown): unknown {
  if (name === undefined) return put;
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...value] as never)
    : { ...(value as object) };
  copy[name] = withAt(copy[name], rest, put);
  return copy;
}

/** Also names that every object has, with values that are none of theirs. */
const ODD = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom({ toString: 1, valueOf: 1 }, [{ toString: 1, valueOf: 1 }], { length: -1 }, [[[]]], '', -0),
);

function onlyOurs(read: () => unknown, code: RelyingPartyErrorCode): boolean {
  try {
    read();
    return true;
  } catch (error) {
    assert.ok(error instanceof RelyingPartyError, error instanceof Error ? (error.stack ?? '') : 'thrown');
    assert.equal(error.code, code);
    return false;
  }
}

test('answers of the signature API and of the verifier are taken, or rp/response is thrown, and nothing else', () => {
  for (const [name, { valid, read }] of Object.entries(ROWS)) {
    assert.ok(
      onlyOurs(() => read(octetsOf(valid)), 'rp/response'),
      name,
    );
    const places = placesIn(valid);
    const changed = fc
      .tuple(fc.constantFrom(...places), ODD)
      .map(([path, put]) => octetsOf(withAt(valid, path, put)));
    const cut = fc.nat({ max: octetsOf(valid).length }).map((end) => octetsOf(valid).subarray(0, end));
    const any = fc.oneof(changed, cut, fc.uint8Array({ maxLength: 200 }), fc.jsonValue().map(octetsOf));
    fc.assert(
      fc.property(any, (body) => void onlyOurs(() => read(body), 'rp/response')),
      { numRuns: 1000 },
    );
  }
});

test('a callback is a code of this login or a RelyingPartyError, whatever its query holds', () => {
  const issuer = 'https://idp.example/api/realms/main';
  const settings = settingsOf({
    ...{ issuer, clientId: 'RP00000001', redirectUri: 'https://rp.example/callback' },
    privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  });
  const session = { state: 's'.repeat(43), nonce: 'n', codeVerifier: 'v' };
  const names = ['code', 'state', 'iss', 'error', 'error_description', 'session_state', '__proto__', 'a'];
  const value = fc.oneof(fc.constantFrom(session.state, issuer, 'c', ''), fc.string({ maxLength: 20 }));
  const queries = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 8 });
  const good: [string, string][] = [
    ['code', 'c'],
    ['state', session.state],
    ['iss', issuer],
  ];
  let taken = 0;
  fc.assert(
    fc.property(queries, (pairs) => {
      const query = new URLSearchParams(pairs);
      try {
        readCallback(settings, query, session);
      } catch (error) {
        assert.ok(error instanceof RelyingPartyError, error instanceof Error ? (error.stack ?? '') : '');
        return;
      }
      taken += 1;
      assert.deepEqual([query.getAll('state'), query.getAll('iss').length <= 1], [[session.state], true]);
      assert.ok(query.get('iss') === null || query.get('iss') === issuer);
    }),
    { numRuns: 800, examples: [[good]] },
  );
  assert.ok(taken > 0, 'some are taken');
});
