import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import * as jose from 'jose';
import { createSignedAuthorizationResponse, parseAuthorizationResponse } from '../authorization/index.ts';
import { OidcError } from '../error.ts';
import { createIdToken, verifyIdToken } from '../id-token/index.ts';
import type { VerificationKey } from '../jws/index.ts';
import { parseSignedResponse, responseModeOf } from './index.ts';

const issuer = 'http://localhost:4001/api/realms/main';
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keys: VerificationKey[] = [{ algorithm: 'ES256', key: ec.publicKey, kid: 'e' }];
const now = 1_790_000_000;
const context = { issuer, clientId: 'RP1', keys, time: now * 1000 };
const signer = { algorithm: 'ES256', key: ec.privateKey, kid: 'e' } as const;
const to = { audience: 'RP1', time: now * 1000, key: signer };
const success = { state: 's &=', sessionState: 'session', issuer, code: 'c0de' };

function responseIn(location: string): string {
  return new URL(location).searchParams.get('response') ?? '';
}

const made = responseIn(createSignedAuthorizationResponse('https://rp.example/cb?fixed=1%202', success, to));

async function foreign(
  claims: object,
  { key = ec.privateKey, typ }: { readonly key?: KeyObject; readonly typ?: string } = {},
): Promise<string> {
  const all = { iss: issuer, aud: 'RP1', exp: now + 60, state: 's', code: 'c', ...claims };
  const text = new TextEncoder().encode(JSON.stringify(all));
  return new jose.CompactSign(text)
    .setProtectedHeader({ alg: 'ES256', ...(typ !== undefined && { typ }) })
    .sign(key);
}

test('a signed answer is one parameter beside what was registered, and jose reads it', async () => {
  const location = createSignedAuthorizationResponse('https://rp.example/cb?fixed=1%202', success, to);
  assert.match(location, /^https:\/\/rp\.example\/cb\?fixed=1%202&response=[^&]+$/);
  const options = { issuer, audience: 'RP1', currentDate: new Date(now * 1000) };
  const { payload } = await jose.jwtVerify(made, ec.publicKey, options);
  const { state, sessionState, code } = success;
  assert.deepEqual(payload, {
    iss: issuer,
    aud: 'RP1',
    exp: now + 60,
    state,
    session_state: sessionState,
    code,
  });
});

test('the times of a signed answer count where they are there', async () => {
  for (const claims of [
    { nbf: now + 10, iat: now + 10 },
    { nbf: 0, iat: 0 },
  ])
    assert.equal(parseSignedResponse(await foreign(claims), context).get('code'), 'c');
  for (const claims of [{ nbf: now + 11 }, { iat: now + 11 }])
    await assert.rejects(async () => parseSignedResponse(await foreign(claims), context), OidcError);
});

test('what was signed is read as if it had come in the query', () => {
  const read = parseAuthorizationResponse(parseSignedResponse(made, context));
  assert.deepEqual(
    [read.state, read.code, read.issuer, read.error, read.sessionState],
    [success.state, 'c0de', issuer, undefined, 'session'],
  );
  const error = { error: 'access_denied', errorDescription: 'no', state: undefined, issuer } as const;
  const state = { ...error, state: 'kept' };
  const stated = responseIn(createSignedAuthorizationResponse('https://rp.example/cb', state, to));
  const said = parseAuthorizationResponse(parseSignedResponse(stated, context));
  assert.deepEqual([said.state, said.issuer, said.sessionState], ['kept', issuer, undefined]);
  const refusal = responseIn(createSignedAuthorizationResponse('https://rp.example/cb', error, to));
  assert.equal(parseAuthorizationResponse(parseSignedResponse(refusal, context)).error, 'access_denied');
});

test('an answer of another issuer, for another client, too late or by another key is refused', async () => {
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const refused: [string, Promise<string>][] = [
    ['oidc/issuer', foreign({ iss: 'https://attacker.example' })],
    ['oidc/issuer', foreign({ iss: undefined })],
    ['oidc/audience', foreign({ aud: 'RP2' })],
    ['oidc/audience', foreign({ aud: ['RP1', 'RP2'] })],
    ['oidc/audience', foreign({ aud: undefined })],
    ['oidc/expired', foreign({ exp: now - 10 })],
    ['oidc/expiry-missing', foreign({ exp: undefined })],
    ['oidc/claims', foreign({ code: ['a', 'b'] })],
    ['oidc/jws-signature', foreign({}, { key: stranger.privateKey })],
  ];
  for (const [code, token] of refused) {
    const response = await token;
    assert.throws(() => parseSignedResponse(response, context), { code });
  }
  const [header, payload] = made.split('.');
  assert.throws(() => parseSignedResponse(`${header}.${payload}.`, context), OidcError);
});

test('an ID token, which the same key signs, is no answer, nor is anything that says it is another kind', async () => {
  const idToken = createIdToken(
    {
      ...{ issuer, subject: 's', audience: 'RP1', expiresAt: now + 300, issuedAt: now, nonce: 'n' },
      ...{ accessTokenHash: 'h', authTime: now, sessionId: 'x', acr: 'aal3', jti: 'j' },
    },
    signer,
  );
  assert.throws(() => parseSignedResponse(idToken, context), { code: 'oidc/claims' });
  for (const claims of [{ sub: 's' }, { nonce: 'n' }, { at_hash: 'h' }, { token_introspection: {} }]) {
    const token = await foreign(claims);
    assert.throws(() => parseSignedResponse(token, context), { code: 'oidc/claims' }, Object.keys(claims)[0]);
  }
  for (const typ of ['token-introspection+jwt', 'at+jwt', 'oauth-authz-req+jwt', '']) {
    const token = await foreign({}, { typ });
    assert.throws(() => parseSignedResponse(token, context), { code: 'oidc/jws-header' }, typ);
  }
  for (const typ of ['JWT', 'jwt']) parseSignedResponse(await foreign({}, { typ }), context);
});

test('a signed answer is no ID token, whatever its parameters are', () => {
  const bound = { keys, issuer, clientId: 'RP1', nonce: 'n', accessToken: 'a', time: now * 1000 };
  assert.throws(() => verifyIdToken(made, bound), { code: 'oidc/nonce' });
});

test('the modes are query, and jwt by either of its names', () => {
  assert.equal(responseModeOf(undefined), 'query');
  assert.equal(responseModeOf('query'), 'query');
  assert.equal(responseModeOf('jwt'), 'query.jwt');
  assert.equal(responseModeOf('query.jwt'), 'query.jwt');
  for (const mode of ['', 'form_post', 'form_post.jwt', 'fragment.jwt', 'fragment', 'JWT']) {
    assert.equal(responseModeOf(mode), undefined, mode);
  }
});

test('arbitrary claims and text throw nothing but an OidcError', async () => {
  const value = fc.oneof(fc.anything(), fc.constant(issuer), fc.integer());
  const claims = fc.record(
    { iss: value, aud: value, exp: value, code: value, state: value },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(claims, fc.string(), async (extra, text) => {
      const plain = JSON.stringify(extra, (_key, one: unknown) =>
        typeof one === 'bigint' ? String(one) : one,
      );
      for (const token of [await foreign(JSON.parse(plain) as object), text]) {
        try {
          parseSignedResponse(token, context);
        } catch (error) {
          assert.ok(error instanceof OidcError, String(error));
        }
      }
    }),
  );
});
