import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { fromUtf8, toBase64url, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import * as jose from 'jose';
import { OidcError } from '../error.ts';
import { importJwk } from '../jwk/index.ts';
import { candidateKeys, parseJws, signJws, type VerificationKey, verifyJws } from './index.ts';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed = generateKeyPairSync('ed25519');
const ecKey: VerificationKey = { algorithm: 'ES256', key: ec.publicKey, kid: 'e' };
const rsaKey: VerificationKey = { algorithm: 'RS256', key: rsa.publicKey, kid: 'r' };
const pssKey: VerificationKey = { algorithm: 'PS256', key: rsa.publicKey, kid: 'p' };
const edKey: VerificationKey = { algorithm: 'EdDSA', key: ed.publicKey, kid: 'd' };
const keys = [ecKey, rsaKey];
const PAIRS = [
  ['ES256', ec, 'e'],
  ['RS256', rsa, 'r'],
  ['PS256', rsa, 'p'],
  ['EdDSA', ed, 'd'],
] as const;

function refused(code: string, work: () => unknown): void {
  assert.throws(work, (error) => error instanceof OidcError && error.code === code);
}

function encode(value: unknown): string {
  return toBase64url(toUtf8(typeof value === 'string' ? value : JSON.stringify(value)));
}

/** A correctly signed ES256 token with any header text. */
async function signedWithHeader(header: object): Promise<string> {
  const signer = new jose.FlattenedSign(toUtf8('{"a":1}')).setProtectedHeader(
    header as jose.JWSHeaderParameters,
  );
  const jws = await signer.sign(ec.privateKey, { crit: { ext: true } });
  return `${jws.protected}.${jws.payload}.${jws.signature}`;
}

test('a token signed here is verified by jose, with every algorithm', async () => {
  for (const [algorithm, pair] of PAIRS) {
    const token = signJws({ name: '山田　花子' }, { algorithm, key: pair.privateKey, kid: 'k' });
    const { payload, protectedHeader } = await jose.compactVerify(token, pair.publicKey);
    assert.deepEqual(protectedHeader, { alg: algorithm, typ: 'JWT', kid: 'k' });
    assert.deepEqual(JSON.parse(fromUtf8(payload)), { name: '山田　花子' });
  }
});

test('a token signed by jose is verified here, with and without kid', async () => {
  const all = [...keys, pssKey, edKey];
  for (const [alg, pair, kid] of PAIRS) {
    const named = await new jose.SignJWT({ a: 1 }).setProtectedHeader({ alg, kid }).sign(pair.privateKey);
    assert.deepEqual(verifyJws(named, all).claims, { a: 1 });
    const unnamed = await new jose.SignJWT({ a: 1 }).setProtectedHeader({ alg }).sign(pair.privateKey);
    assert.deepEqual(verifyJws(unnamed, all).header, { alg });
  }
  const renamed = await new jose.SignJWT({ a: 1 }).setProtectedHeader({ alg: 'Ed25519' }).sign(ed.privateKey);
  assert.deepEqual(verifyJws(renamed, all).claims, { a: 1 });
});

test('an RSA key that is registered for one padding takes no signature with the other', async () => {
  for (const [alg, key, other] of [
    ['RS256', pssKey, 'PS256'],
    ['PS256', rsaKey, 'RS256'],
  ] as const) {
    const token = await new jose.SignJWT({}).setProtectedHeader({ alg }).sign(rsa.privateKey);
    refused('oidc/jws-algorithm', () => verifyJws(token, [key]));
    const [, payload, signature] = token.split('.');
    refused('oidc/jws-signature', () =>
      verifyJws(`${encode({ alg: other })}.${payload}.${signature}`, [key]),
    );
  }
});

test('RFC 7515 appendix A.3, the ES256 example, verifies', () => {
  const key = importJwk({
    kty: 'EC',
    crv: 'P-256',
    x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
    y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  });
  const token =
    'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q';
  assert.equal(verifyJws(token, [key]).claims.iss, 'joe');
});

test('a changed byte anywhere in a token makes it fail with an OidcError', () => {
  const token = signJws({ sub: 'x' }, { algorithm: 'ES256', key: ec.privateKey });
  for (let i = 0; i < token.length; i++) {
    const other = token[i] === 'A' ? 'B' : 'A';
    const changed = token.slice(0, i) + other + token.slice(i + 1);
    assert.throws(() => verifyJws(changed, keys), OidcError);
  }
});

test('the algorithm is the registered key’s: none, HMAC and the other key’s are refused', () => {
  const payload = encode({ a: 1 });
  for (const alg of ['none', 'None', 'HS256', 'PS256', 'ES384', 'es256']) {
    refused('oidc/jws-algorithm', () => verifyJws(`${encode({ alg })}.${payload}.`, keys));
  }
  const token = signJws({ a: 1 }, { algorithm: 'ES256', key: ec.privateKey });
  refused('oidc/jws-algorithm', () => verifyJws(token, [rsaKey]));
  refused('oidc/jws-signature', () => verifyJws(token, [{ algorithm: 'ES256', key: rsa.publicKey }, rsaKey]));
});

test('a kid that no registered key has is refused, and one that a key has selects that key alone', () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const token = signJws({ a: 1 }, { algorithm: 'ES256', key: ec.privateKey, kid: 'unknown' });
  refused('oidc/jws-key', () => verifyJws(token, keys));
  const misnamed = signJws({ a: 1 }, { algorithm: 'ES256', key: ec.privateKey, kid: 'o' });
  const set = [...keys, { algorithm: 'ES256', key: other.publicKey, kid: 'o' } as const];
  refused('oidc/jws-signature', () => verifyJws(misnamed, set));
});

test('a header that brings or points to a key, or demands an extension, is refused although correctly signed', async () => {
  const jwk = await jose.exportJWK(ec.publicKey);
  const x5c = ['MA=='];
  for (const extra of [{ jwk }, { jku: 'https://a.example' }, { x5u: 'https://a.example' }, { x5c }]) {
    const token = await signedWithHeader({ alg: 'ES256', ...extra });
    refused('oidc/jws-header', () => verifyJws(token, keys));
  }
  const critical = await signedWithHeader({ alg: 'ES256', crit: ['ext'], ext: 1 });
  refused('oidc/jws-header', () => verifyJws(critical, keys));
});

test('header members of the wrong type are refused', () => {
  for (const header of [{}, { alg: 1 }, { alg: 'ES256', kid: 1 }, { alg: 'ES256', typ: ['JWT'] }]) {
    refused('oidc/jws-header', () => parseJws(`${encode(header)}.${encode({})}.`));
  }
});

test('only strict base64url in three parts is a token', () => {
  const token = signJws({ a: 1 }, { algorithm: 'RS256', key: rsa.privateKey });
  for (const bad of [
    `${token}=`,
    `${token}.`,
    ` ${token}`,
    token.replace('.', '..'),
    '',
    '.',
    '..',
    'a.b.c',
  ]) {
    assert.throws(() => parseJws(bad), OidcError);
  }
  refused('oidc/jws-form', () => parseJws(`${token}=`));
});

test('a member given twice is refused, at any depth and in any spelling', () => {
  const header = encode('{"alg":"ES256"}');
  for (const claims of ['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '{"b":[{"a":{"c":1,"c":1}}]}']) {
    refused('oidc/json', () => parseJws(`${header}.${encode(claims)}.`));
  }
  const same = '{"a":{"a":[{"a":"\\"a\\":{"},{"a":1}]},"b":"a"}';
  assert.deepEqual(parseJws(`${header}.${encode(same)}.`).claims, JSON.parse(same));
  refused('oidc/json', () => parseJws(`${encode('{"alg":"none","alg":"ES256"}')}.${encode({})}.`));
});

test('payloads that are no JSON object, no UTF-8, too deep or too long are refused', () => {
  const header = encode({ alg: 'ES256' });
  for (const payload of [
    '1',
    'null',
    '[]',
    '"a"',
    '',
    '{',
    '{"a":1}x',
    `{"a":${'['.repeat(20)}${']'.repeat(20)}}`,
  ]) {
    refused('oidc/json', () => parseJws(`${header}.${encode(payload)}.`));
  }
  refused('oidc/json', () => parseJws(`${header}.${toBase64url(new Uint8Array([0x7b, 0xff, 0x7d]))}.`));
  refused('oidc/size', () => parseJws(`${header}.${'A'.repeat(8192)}.`));
});

test('a key that does not fit its algorithm signs nothing', () => {
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  for (const key of [rsa.privateKey, p384.privateKey, ec.publicKey]) {
    refused('oidc/jws-key', () => signJws({}, { algorithm: 'ES256', key }));
  }
  refused('oidc/jws-key', () => signJws({}, { algorithm: 'RS256', key: short.privateKey }));
});

test('no more than ten keys are tried for one token', () => {
  const many = Array.from({ length: 30 }, () => ecKey);
  const token = parseJws(signJws({}, { algorithm: 'ES256', key: ec.privateKey }));
  assert.equal(candidateKeys(token, many).length, 10);
});

test('arbitrary strings and arbitrary parts throw nothing but an OidcError', () => {
  const verifyOnly = (token: string) => {
    try {
      verifyJws(token, keys);
    } catch (error) {
      assert.ok(error instanceof OidcError, String(error));
    }
  };
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), verifyOnly), { numRuns: 500 });
  const header = fc.oneof(
    fc.json(),
    fc.record({ alg: fc.constantFrom('ES256', 'RS256', 'none'), kid: fc.anything() }),
  );
  const part = fc.oneof(header.map(encode), fc.json().map(encode), fc.uint8Array().map(toBase64url));
  fc.assert(
    fc.property(part, part, part, (a, b, c) => verifyOnly(`${a}.${b}.${c}`)),
    { numRuns: 1000 },
  );
  const good = encode({ alg: 'RS256' });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) =>
      verifyOnly(`${good}.e30.${toBase64url(bytes)}`),
    ),
  );
});

test('nothing is signed or verified with a key that does not fit', async () => {
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
  for (const key of [p384.privateKey, short.privateKey, rsa.privateKey, ec.publicKey])
    refused('oidc/jws-key', () => signJws({}, { algorithm: 'ES256', key }));
  refused('oidc/jws-key', () => signJws({}, { algorithm: 'RS256', key: short.privateKey }));
  const token = signJws({}, { algorithm: 'ES256', key: ec.privateKey });
  assert.deepEqual(parseJws(token).header, { alg: 'ES256', typ: 'JWT' });
  refused('oidc/jws-signature', () => verifyJws(token, [{ algorithm: 'ES256', key: ec.privateKey }]));
  refused('oidc/jws-signature', () => verifyJws(token, [{ algorithm: 'ES256', key: rsa.publicKey }]));
  refused('oidc/jws-signature', () => verifyJws(token, [{ algorithm: 'ES256', key: p384.publicKey }]));
  const kept = signJws({}, { algorithm: 'ES256', key: { signForJws: () => Uint8Array.of(1, 2, 3) } });
  assert.equal(kept.split('.')[2], 'AQID');
});

test('among several keys of one name the one that signed is found', () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const token = signJws({ a: 1 }, { algorithm: 'ES256', key: ec.privateKey });
  const several: VerificationKey[] = [{ algorithm: 'ES256', key: other.publicKey }, ecKey];
  assert.deepEqual(verifyJws(token, several).claims, { a: 1 });
});

test('a token has three parts and at most 8,192 characters', () => {
  for (const text of ['', 'e30', 'e30.e30', 'e30.e30.e30.e30'])
    refused('oidc/jws-form', () => parseJws(text));
  const header = encode({ alg: 'ES256' });
  const filled = (length: number) => {
    const start = `${header}.e30.`;
    return start + 'A'.repeat(length - start.length);
  };
  const length = 8192 - ((8192 - header.length - 5) % 4 === 1 ? 1 : 0);
  assert.equal(parseJws(filled(length)).header.alg, 'ES256');
  refused('oidc/size', () => parseJws(filled(8193)));
});
