import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import * as jose from 'jose';
import { OidcError } from '../error.ts';
import type { VerificationKey } from '../jws/index.ts';
import { createLogoutRequest, createLogoutResponse, verifyIdTokenHint } from './index.ts';

const issuer = 'http://localhost:4001/api/realms/main';
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keys: VerificationKey[] = [{ algorithm: 'ES256', key: ec.publicKey }];
const RIGHT = { iss: issuer, typ: 'ID', aud: 'RP1', sub: 's', sid: 'session', exp: 1 };

async function judge(claims: object, key = ec.privateKey): Promise<unknown> {
  const token = await new jose.SignJWT({ ...RIGHT, ...claims })
    .setProtectedHeader({ alg: 'ES256' })
    .sign(key);
  try {
    return verifyIdTokenHint(token, { keys, issuer });
  } catch (error) {
    return error instanceof OidcError ? error.code : error;
  }
}

test('a hint is an ID token of this issuer, however old, for one client, with person and session', async () => {
  assert.deepEqual(await judge({}), { clientId: 'RP1', subject: 's', sessionId: 'session' });
  const cases: readonly [string, object][] = [
    ['oidc/issuer', { iss: `${issuer}2` }],
    ['oidc/issuer', { iss: undefined }],
    ['oidc/claims', { typ: 'Bearer' }],
    ['oidc/claims', { typ: undefined }],
    ['oidc/audience', { aud: ['RP1'] }],
    ['oidc/audience', { aud: '' }],
    ['oidc/audience', { aud: undefined }],
    ['oidc/subject', { sub: undefined }],
    ['oidc/claims', { sid: undefined }],
  ];
  for (const [code, claims] of cases) assert.equal(await judge(claims), code, JSON.stringify(claims));
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  assert.equal(await judge({}, other.privateKey), 'oidc/jws-signature');
});

test('the request has the names of RP-Initiated Logout section 2, and leaves out what there is none of', () => {
  const whole = createLogoutRequest('https://provider.example/logout', {
    idTokenHint: 'a.b.c',
    clientId: 'RP1',
    postLogoutRedirectUri: 'https://rp.example/bye?x=1',
    state: '状態 &=',
  });
  assert.deepEqual(
    [...new URL(whole).searchParams],
    [
      ['id_token_hint', 'a.b.c'],
      ['client_id', 'RP1'],
      ['post_logout_redirect_uri', 'https://rp.example/bye?x=1'],
      ['state', '状態 &='],
    ],
  );
  const least = createLogoutRequest('https://provider.example/logout', { idTokenHint: 'a', clientId: 'RP1' });
  assert.equal(least, 'https://provider.example/logout?id_token_hint=a&client_id=RP1');
});

test('the way back is the registered address as it stands, with the state at its end', () => {
  assert.equal(createLogoutResponse('https://rp.example/bye', undefined), 'https://rp.example/bye');
  assert.equal(createLogoutResponse('https://rp.example/bye', 's'), 'https://rp.example/bye?state=s');
  assert.equal(createLogoutResponse('https://rp.example/bye?x=1', 's'), 'https://rp.example/bye?x=1&state=s');
});
