import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { OidcError } from '../error.ts';
import { createMetadata, parseMetadata } from '../metadata/index.ts';
import { parseUserinfo } from '../userinfo/index.ts';
import { createTokenRequest, createTokenResponse, parseErrorResponse, parseTokenResponse } from './index.ts';

const json = (value: unknown) => toUtf8(JSON.stringify(value));
const client = { clientId: 'RP1', clientAssertion: 'a.b.c' };
const authentication = {
  client_id: 'RP1',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: 'a.b.c',
};

test('the three token requests have the form parameters of the service', () => {
  const code = { grantType: 'authorization_code', code: 'c', redirectUri: 'u', codeVerifier: 'v' } as const;
  assert.deepEqual(Object.fromEntries(createTokenRequest({ ...client, ...code })), {
    ...authentication,
    grant_type: 'authorization_code',
    code: 'c',
    redirect_uri: 'u',
    code_verifier: 'v',
  });
  const refresh = createTokenRequest({ ...client, grantType: 'refresh_token', refreshToken: 'r' });
  assert.deepEqual(Object.fromEntries(refresh), {
    ...authentication,
    grant_type: 'refresh_token',
    refresh_token: 'r',
  });
  const own = createTokenRequest({ ...client, grantType: 'client_credentials', scope: ['sign'] });
  assert.deepEqual(Object.fromEntries(own), {
    ...authentication,
    grant_type: 'client_credentials',
    scope: 'sign',
  });
});

test('a token response has the members of the service, and a client_credentials one no session', () => {
  const full = createTokenResponse({
    accessToken: 'a',
    expiresIn: 300,
    scope: ['openid', 'name'],
    refreshToken: { token: 'r', expiresIn: 1800 },
    idToken: 'i',
    sessionState: 's',
  });
  assert.deepEqual(full, {
    access_token: 'a',
    expires_in: 300,
    refresh_expires_in: 1800,
    refresh_token: 'r',
    token_type: 'Bearer',
    id_token: 'i',
    'not-before-policy': 0,
    session_state: 's',
    scope: 'openid name',
  });
  assert.deepEqual(createTokenResponse({ accessToken: 'a', expiresIn: 300, scope: ['sign'] }), {
    access_token: 'a',
    expires_in: 300,
    refresh_expires_in: 0,
    token_type: 'Bearer',
    'not-before-policy': 0,
    scope: 'sign',
  });
  assert.deepEqual(parseTokenResponse(json(full)), {
    accessToken: 'a',
    isBound: false,
    expiresIn: 300,
    refreshToken: 'r',
    idToken: 'i',
    scope: ['openid', 'name'],
  });
});

test('bodies that lack or mistype a member are refused', () => {
  const bad = [
    {},
    { access_token: 'a' },
    { access_token: 1, token_type: 'Bearer' },
    { access_token: 'a', token_type: 'mac' },
  ];
  for (const body of bad) assert.throws(() => parseTokenResponse(json(body)), { code: 'oidc/response' });
  assert.throws(() => parseErrorResponse(json({ error: 'a"b' })), { code: 'oidc/response' });
  assert.throws(() => parseUserinfo(json({ name: 'x' })), { code: 'oidc/response' });
  assert.throws(() => parseUserinfo(json({ sub: 's', address: { formatted: 'x' } })), {
    code: 'oidc/response',
  });
  assert.throws(() => parseTokenResponse(toUtf8('<html>')), { code: 'oidc/json' });
});

test('an error body is read with and without a description', () => {
  assert.deepEqual(
    parseErrorResponse(json({ error: 'invalid_grant', error_description: 'Code not valid' })),
    {
      error: 'invalid_grant',
      errorDescription: 'Code not valid',
    },
  );
  assert.equal(parseErrorResponse(json({ error: 'x' })).errorDescription, undefined);
});

test('userinfo hands the four items on as they are', () => {
  const items = { name: '山田　花子', address: '架空県', birthdate: '19900401', gender: '2' };
  assert.deepEqual(parseUserinfo(json({ sub: 's', ...items, more: 1 })), { subject: 's', ...items });
});

test('discovery speaks for the issuer that was asked, or is refused', () => {
  const issuer = 'https://idp.example/api/realms/main';
  const document = createMetadata(issuer, ['aal3', 'crl']);
  assert.equal(document.jwks_uri, `${issuer}/protocol/openid-connect/certs`);
  const read = parseMetadata(json(document), issuer);
  assert.equal(read.endpoints.token, `${issuer}/protocol/openid-connect/token`);
  assert.equal(read.namesIssuer, true);
  assert.throws(() => parseMetadata(json(document), `${issuer}/`), { code: 'oidc/issuer' });
  assert.throws(() => parseMetadata(json({ issuer }), issuer), { code: 'oidc/response' });
});

test('arbitrary bodies throw nothing but an OidcError', () => {
  const body = fc.oneof(fc.json().map(toUtf8), fc.uint8Array());
  fc.assert(
    fc.property(body, (bytes) => {
      for (const parse of [parseTokenResponse, parseErrorResponse, parseUserinfo]) {
        try {
          parse(bytes);
        } catch (error) {
          assert.ok(error instanceof OidcError);
        }
      }
    }),
  );
});
