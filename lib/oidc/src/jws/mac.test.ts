import assert from 'node:assert/strict';
import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import * as jose from 'jose';
import { OidcError } from '../error.ts';
import { createMacJws, macKey, macKeys, signJws, verifyJws, verifyMacJws } from './index.ts';

const octets = new Uint8Array(32).map((_, i) => i + 1);
const key = macKey(createSecretKey(octets), { kid: 'one', typ: 'at+jwt' });
const other = macKey(createSecretKey(octets.map((octet) => octet ^ 255)), { kid: 'two', typ: 'at+jwt' });
const keys = macKeys([key, other]);
const claims = { sub: '山田　花子', exp: 1 };
const HEADER = { alg: 'HS256', typ: 'at+jwt', kid: 'one' };

function tokenBy(header: object, secret: Uint8Array): Promise<string> {
  return new jose.CompactSign(toUtf8(JSON.stringify(claims)))
    .setProtectedHeader(header as jose.CompactJWSHeaderParameters)
    .sign(secret);
}

test('a token is verified by jose, and one of jose with the same header here', async () => {
  const { payload, protectedHeader } = await jose.compactVerify(createMacJws(claims, key), octets);
  assert.deepEqual(protectedHeader, HEADER);
  assert.deepEqual(JSON.parse(fromUtf8(payload)), claims);
  assert.deepEqual(verifyMacJws(await tokenBy(HEADER, octets), keys), claims);
});

test('each token is its own key’s: after a rotation the old one’s still hold, and none under another name', async () => {
  for (const mine of [key, other]) assert.deepEqual(verifyMacJws(createMacJws(claims, mine), keys), claims);
  assert.equal(verifyMacJws(createMacJws(claims, key), macKeys([other])), undefined);
  assert.equal(verifyMacJws(await tokenBy({ ...HEADER, kid: 'two' }, octets), keys), undefined);
});

test('the header is the key’s, octet for octet: no algorithm, type, order or extension of the token’s own', async () => {
  for (const header of [
    { alg: 'HS256', kid: 'one', typ: 'at+jwt' },
    { ...HEADER, typ: 'JWT' },
    { alg: 'HS256', kid: 'one' },
    { ...HEADER, jku: 'https://a.example' },
  ]) {
    assert.equal(verifyMacJws(await tokenBy(header, octets), keys), undefined, JSON.stringify(header));
  }
  const [, payload] = createMacJws(claims, key).split('.');
  for (const alg of ['none', 'HS256', 'ES256']) {
    const header = Buffer.from(JSON.stringify({ ...HEADER, alg })).toString('base64url');
    assert.equal(verifyMacJws(`${header}.${payload}.`, keys), undefined);
  }
});

test('neither kind of key takes the other’s tokens: a public key is no secret, and a MAC no signature', async () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signed = signJws(claims, { algorithm: 'ES256', key: ec.privateKey, kid: 'one' }, 'at+jwt');
  assert.equal(verifyMacJws(signed, keys), undefined);
  const verification = [{ algorithm: 'ES256', key: ec.publicKey, kid: 'one' } as const];
  const spki = ec.publicKey.export({ type: 'spki', format: 'der' });
  for (const secret of [spki, toUtf8(ec.publicKey.export({ type: 'spki', format: 'pem' }).toString())]) {
    const token = await tokenBy(HEADER, secret);
    assert.equal(verifyMacJws(token, keys), undefined);
    assert.throws(() => verifyJws(token, verification), { code: 'oidc/jws-algorithm' });
  }
  for (const wrong of [ec.publicKey, ec.privateKey, createSecretKey(octets.subarray(1))]) {
    assert.throws(() => macKey(wrong, { kid: 'x', typ: 'at+jwt' }), OidcError);
  }
});

test('a token with any character changed, left out or added is none', () => {
  const token = createMacJws(claims, key);
  for (let i = 0; i < token.length; i++) {
    const changed = token[i] === 'A' ? 'B' : 'A';
    for (const instead of [changed, '', `${token[i]}A`]) {
      assert.equal(verifyMacJws(token.slice(0, i) + instead + token.slice(i + 1), keys), undefined);
    }
  }
  for (const around of [`${token}=`, ` ${token}`, `${token}.`, `${token}.x`, key.header, `${key.header}.`]) {
    assert.equal(verifyMacJws(around, keys), undefined);
  }
});

test('arbitrary text, also behind the header, is none and throws nothing', () => {
  const none = (text: string) => assert.equal(verifyMacJws(text, keys), undefined);
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), none), { numRuns: 300 });
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => none(`${key.header}.${text}`)),
    { numRuns: 300 },
  );
  none(`${key.header}.${'A'.repeat(20_000)}.${'A'.repeat(43)}`);
});
