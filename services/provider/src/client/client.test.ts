import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as jose from 'jose';
import * as v from 'valibot';
import { ClientRegistration } from '../api/admin.ts';
import { RelyingParty } from '../testing/index.ts';
import { clientOf } from './client-data.ts';
import { ClientError, createClient } from './index.ts';
import { redirectUriFault } from './redirect-uri.ts';

const rp = await RelyingParty.create();
const context = { local: false, time: 5 };

function registration(changes: object = {}) {
  return v.parse(ClientRegistration, {
    clientId: 'RP00000001',
    kind: 'private',
    name: '架空予約サイト',
    redirectUris: ['https://client.sample/uri'],
    jwks: rp.jwks,
    ...changes,
  });
}

function refused(code: string, changes: object, local = false): void {
  assert.throws(
    () => createClient(registration(changes), { ...context, local }),
    (error) => error instanceof ClientError && error.code === code,
    JSON.stringify(changes).slice(0, 100),
  );
}

test('a registration becomes a client with all scopes unless told otherwise', () => {
  const client = createClient(registration(), context);
  assert.deepEqual(client.scopes, ['openid', 'name', 'address', 'birthdate', 'gender', 'sign']);
  assert.equal(client.createdAt, 5);
  assert.equal(client.profile, 'compatible');
});

const GOOD = [
  'https://client.sample/uri',
  'https://client.sample',
  'https://client.sample:8443/a/b.c/~x?tenant=1&x=%2f',
  'http://localhost:4010/callback',
  'http://127.0.0.1/callback',
  'http://[::1]:3000/callback',
];

for (const uri of GOOD) {
  test(`a redirect URI is accepted: ${uri}`, () => assert.equal(redirectUriFault(uri), undefined));
}

const BAD = [
  'http://client.sample/uri',
  'http://localhost.evil.test/callback',
  'http://127.0.0.1.evil.test/callback',
  'http://localhost@evil.test/',
  'https://user@client.sample/',
  'https://:@client.sample/',
  'https://@client.sample/',
  'https://client.sample/uri#',
  'https://client.sample/uri#fragment',
  'https://client.sample/uri?code=x',
  'https://client.sample/uri?a=1&state=x',
  'https://client.sample/uri?%63ode=x',
  'https://client.sample/uri?iss=x',
  'https://client.sample/uri?error=x',
  'https://client.sample/uri?session_state',
  'https://client.sample/uri?iss[]=1',
  'https://client.sample/uri?iss%5B%5D=1',
  'https://client.sample/uri?a=1;code=2',
  'https://client.sample/uri?Code=x',
  'https://client.sample/uri?session.state=x',
  'https://client.sample/uri?a=%0d%0aSet-Cookie:x',
  'https://client.sample/a%0D%0Ab',
  'https://client.sample/a%00',
  'https://client.sample/a%7fb',
  'https://client.sample/%2f%2fevil.test',
  'https://client.sample/a%5Cb',
  'https://client.sample/a/../b',
  'https://client.sample/a/..;/b',
  'https://client.sample/a/%2e%2e/b',
  'https://client.sample/a/./b',
  'https://client.sample\\@evil.test/',
  'https:\\\\client.sample/',
  'https:client.sample/uri',
  'https:///client.sample/uri',
  'https://client.sample/*',
  'https://client.sample/ü',
  'https://client.sample/a b',
  'https://client.sample/a\n',
  ' https://client.sample/',
  'javascript:alert(1)',
  'data:text/html,x',
  'myapp://callback',
  '//client.sample/uri',
  '/uri',
  '',
  `https://client.sample/${'a'.repeat(255)}`,
];

for (const uri of BAD) {
  test(`a redirect URI is refused: ${JSON.stringify(uri).slice(0, 60)}`, () => {
    assert.notEqual(redirectUriFault(uri), undefined);
  });
}

test('whatever is accepted leads browsers to https or this machine, to the host that is written there', () => {
  const piece = fc.constantFrom(
    ...[
      'https:',
      'http:',
      '//',
      '/',
      '\\\\',
      '@',
      '?',
      '#',
      ':',
      'localhost',
      'client.sample',
      '127.0.0.1',
      '%2e',
      '..',
      ';',
    ],
    ...['code=x', '&', 'a', '%', ' ', '\t', 'é', '[::1]', '8080', '.'],
  );
  const uri = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const anything = fc.oneof(
    uri,
    uri.map((rest) => `https://client.sample${rest}`),
    fc.webUrl(),
  );
  fc.assert(
    fc.property(anything, (text) => {
      if (redirectUriFault(text) !== undefined) return;
      const url = new URL(text);
      const written = /^(https?):\/\/([^/?]+)/.exec(text);
      assert.equal(url.protocol, `${written?.[1]}:`);
      assert.equal(url.host, written?.[2]?.replace(/^(.*):(?:443|80)$/, '$1').replace(/:$/, ''));
      assert.ok(url.protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname));
    }),
    { numRuns: 1000 },
  );
});

test('a bad redirect URI beside a good one, or the same one twice, is refused', () => {
  const good = 'https://client.sample/uri';
  refused('client/redirect-uri', { redirectUris: [good, 'http://client.sample/uri'] });
  refused('client/redirect-uri', { redirectUris: [good, good] });
});

test('exactly one source of keys is demanded', () => {
  refused('client/keys', { jwks: undefined });
  refused('client/keys', { jwksUri: 'https://client.sample/jwks' });
});

test('private, symmetric and unusable keys are refused when they are registered', () => {
  refused('client/keys', { jwks: { keys: [{ ...rp.jwks.keys[0], d: 'AA' }] } });
  refused('client/keys', { jwks: { keys: [{ kty: 'oct', k: 'AA' }] } });
  refused('client/keys', { jwks: { keys: [rp.jwks.keys[0], { kty: 'OKP', crv: 'Ed25519', x: 'AA' }] } });
});

test('a client is compatible or strict, with keys that its profile takes', async () => {
  const { kid: _kid, ...rsa } = rp.jwks.keys[1] ?? {};
  const [ec, ed] = [rp.jwks.keys[0], await jose.exportJWK((await jose.generateKeyPair('EdDSA')).publicKey)];
  const keys = (...all: unknown[]) => ({ jwks: { keys: all } });
  for (const key of [ec, rsa, ed, { ...rsa, alg: 'PS256' }]) {
    assert.equal(createClient(registration({ profile: 'strict', ...keys(key) }), context).profile, 'strict');
  }
  refused('client/keys', { profile: 'strict', ...keys(ec, { ...rsa, alg: 'RS256' }) });
  refused('client/keys', keys({ ...rsa, alg: 'PS256' }));
  refused('client/keys', keys(ed));
  assert.throws(() => registration({ profile: 'none' }));
});

test('signed messages are for strict clients, whose redirect URIs leave room for the signed answer', () => {
  const redirectUris = ['https://client.sample/uri?Response=1'];
  assert.ok(createClient(registration({ redirectUris }), context));
  refused('client/redirect-uri', { profile: 'strict', redirectUris });
  assert.equal(
    createClient(registration({ profile: 'strict', messageSigning: true }), context).messageSigning,
    true,
  );
  refused('client/message-signing', { messageSigning: true });
  for (const accessTokenAlgorithm of ['HS256', 'RS256'] as const) {
    assert.ok(createClient(registration({ accessTokenAlgorithm }), context));
    refused('client/access-token', { profile: 'strict', accessTokenAlgorithm });
  }
});

test('key addresses are https, or http to this machine for a provider on this machine', () => {
  const at = (jwksUri: string) => ({ jwks: undefined, jwksUri });
  assert.ok(createClient(registration(at('https://client.sample/jwks')), context));
  refused('client/keys', at('http://client.sample/jwks'));
  refused('client/keys', at('http://localhost:9/jwks'));
  refused('client/keys', at('http://client.sample/jwks'), true);
  refused('client/keys', at('https://u:p@client.sample/jwks'));
  refused('client/keys', at('file:///etc/passwd'));
  assert.ok(createClient(registration(at('http://localhost:9/jwks')), { ...context, local: true }));
});

test('a name reads as it is written: nothing invisible, no second line', () => {
  const hostile = ['a\u0000', 'a\tb', 'a\u007f', 'a\u0085b', 'a\u202eb', 'a\u200bb', 'a\ufeff', 'a\u2066b'];
  for (const name of [...hostile, 'a\u2028b', 'a\u2029b', 'a\ud800', '\u3164', ' ', `a${'\u0e49'.repeat(9)}`])
    refused('client/name', { name });
  for (const name of ['髙橋　屋 & Söhne', '葛\u{e0100}城商店']) {
    assert.equal(createClient(registration({ name }), context).name, name);
  }
});

for (const member of ['termsUrl', 'privacyUrl']) {
  test(`${member} is https, or http to this machine for a provider on this machine`, () => {
    const at = (url: string) => ({ [member]: url });
    for (const url of [
      'javascript:alert(1)//https://x',
      'JavaScript:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      'file:///etc/passwd',
      'http://client.sample/terms',
      'https://user@client.sample/terms',
      'https:\\\\client.sample/terms',
    ]) {
      for (const local of [false, true]) refused('client/url', at(url), local);
    }
    refused('client/url', at('http://localhost:4010/terms'));
    assert.ok(createClient(registration(at('http://localhost:4010/terms')), { ...context, local: true }));
    assert.ok(createClient(registration(at('https://client.sample/terms#part-2')), context));
  });
}

test('openid is among the scopes, each of them once', () => {
  refused('client/scope', { scopes: ['name'] });
  assert.deepEqual(createClient(registration({ scopes: ['openid', 'openid'] }), context).scopes, ['openid']);
});

test('what was read once is read anew as soon as the row says otherwise, and nobody can change it for others', () => {
  const { clientId, createdAt, ...document } = createClient(registration({}), context);
  const row = { client_id: clientId, document: JSON.stringify(document), created_at: createdAt };
  const first = clientOf({ ...row });
  assert.equal(clientOf({ ...row }), first);
  assert.throws(() => (first.redirectUris as string[]).push('https://evil.example/'), TypeError);
  assert.throws(() => Object.assign(first.jwks?.keys[0] ?? {}, { kid: 'other' }), TypeError);
  const changed = clientOf({ ...row, document: JSON.stringify({ ...document, name: '別の名前' }) });
  assert.equal(changed.name, '別の名前');
  assert.equal(clientOf({ ...row, created_at: createdAt + 1 }).createdAt, createdAt + 1);
  assert.deepEqual(clientOf({ ...row }), first);
});
