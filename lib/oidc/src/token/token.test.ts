import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { parsePushedResponse } from '../authorization/index.ts';
import { OidcError } from '../error.ts';
import { createMetadata, parseMetadata, signTransactionsOf } from '../metadata/index.ts';
import { parseUserinfo } from '../userinfo/index.ts';
import { isGrantType, isScope } from '../vocabulary/index.ts';
import {
  createRevocationRequest,
  createTokenRequest,
  createTokenResponse,
  parseErrorResponse,
  parseTokenResponse,
} from './index.ts';

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

test('a token is bound where the response says DPoP, in any case; the words of its scope are told apart', () => {
  const read = (members: object) => parseTokenResponse(json({ access_token: 'a', ...members }));
  for (const token_type of ['DPoP', 'dpop', 'DPOP']) assert.equal(read({ token_type }).isBound, true);
  for (const token_type of ['Bearer', 'bearer']) assert.equal(read({ token_type }).isBound, false);
  assert.throws(() => read({ token_type: 'mac' }), { code: 'oidc/response' });
  const scope = (text: string) => read({ token_type: 'Bearer', scope: text }).scope;
  assert.deepEqual(scope('openid  name '), ['openid', 'name']);
  assert.deepEqual(scope(''), []);
  const bound = { accessToken: 'a', expiresIn: 1, scope: ['openid', 'sign'], isBound: true } as const;
  assert.equal(createTokenResponse(bound).token_type, 'DPoP');
  const unbound = createTokenResponse({ ...bound, isBound: false });
  assert.deepEqual([unbound.token_type, unbound.scope], ['Bearer', 'openid sign']);
});

test('a token request asks for several words of scope, or for none', () => {
  const ask = (scope?: readonly ('openid' | 'sign')[]) =>
    createTokenRequest({ ...client, grantType: 'client_credentials', ...(scope ? { scope } : {}) });
  assert.equal(ask(['openid', 'sign']).get('scope'), 'openid sign');
  assert.equal(ask().has('scope'), false);
});

test('a revocation request has the members of RFC 7009 section 2.1', () => {
  const bare = createRevocationRequest({ ...client, token: 't' });
  assert.deepEqual(Object.fromEntries(bare), { ...authentication, token: 't' });
  const hinted = createRevocationRequest({ ...client, token: 't', hint: 'refresh_token' });
  assert.equal(hinted.get('token_type_hint'), 'refresh_token');
});

test('the answer to a pushed request has an address and a time, within bounds', () => {
  const right = { request_uri: 'urn:ietf:params:oauth:request_uri:1', expires_in: 60 };
  assert.deepEqual(parsePushedResponse(json({ ...right, more: 1 })), {
    requestUri: right.request_uri,
    expiresIn: 60,
  });
  for (const wrong of [
    { request_uri: undefined },
    { request_uri: '' },
    { request_uri: 'u'.repeat(513) },
    { expires_in: 0 },
    { expires_in: '60' },
  ])
    assert.throws(() => parsePushedResponse(json({ ...right, ...wrong })), { code: 'oidc/response' });
});

test('only words of the service are scopes and grants', () => {
  assert.ok(isScope('openid') && isGrantType('refresh_token'));
  assert.equal(isScope('email') || isScope('') || isGrantType('password') || isGrantType(''), false);
});

test('the signature API stands beside the realm', () => {
  assert.equal(
    signTransactionsOf('https://idp.example/api/realms/main'),
    'https://idp.example/api/sign-transactions',
  );
  for (const other of ['https://idp.example/api/realms/', 'https://idp.example/api/realms/a/b', '/realms/a'])
    assert.equal(signTransactionsOf(other), undefined, other);
});

test('userinfo hands the four items on as they are', () => {
  const items = { name: '山田　花子', address: '架空県', birthdate: '19900401', gender: '2' };
  assert.deepEqual(parseUserinfo(json({ sub: 's', ...items, more: 1 })), { subject: 's', ...items });
});

const ANY = ['ES256', 'PS256', 'EdDSA', 'RS256'];
const STRICT = ['ES256', 'PS256', 'EdDSA'];
/** What the provider says of itself to every client: a change of it is a change of the contract. */
const ABILITIES = {
  revocation_endpoint_auth_methods_supported: ['private_key_jwt'],
  revocation_endpoint_auth_signing_alg_values_supported: ANY,
  introspection_endpoint_auth_methods_supported: ['private_key_jwt'],
  introspection_endpoint_auth_signing_alg_values_supported: ANY,
  introspection_signing_alg_values_supported: ['ES256'],
  dpop_signing_alg_values_supported: STRICT,
  grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
  response_types_supported: ['code'],
  response_modes_supported: ['query', 'query.jwt', 'jwt'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['ES256'],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ANY,
  scopes_supported: ['openid', 'name', 'address', 'birthdate', 'gender', 'sign'],
  claims_supported: 'sub iss aud exp iat auth_time nonce at_hash acr name address birthdate gender'.split(
    ' ',
  ),
  claims_parameter_supported: false,
  authorization_signing_alg_values_supported: ['ES256'],
  require_pushed_authorization_requests: false,
  request_parameter_supported: true,
  request_object_signing_alg_values_supported: STRICT,
  require_signed_request_object: false,
  request_uri_parameter_supported: false,
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
};

test('discovery speaks for the issuer that was asked, or is refused', () => {
  const issuer = 'https://idp.example/api/realms/main';
  const document = createMetadata(issuer, ['aal3', 'crl']);
  assert.equal(document.jwks_uri, `${issuer}/protocol/openid-connect/certs`);
  assert.deepEqual(document, {
    issuer,
    authorization_endpoint: `${issuer}/protocol/openid-connect/auth`,
    token_endpoint: `${issuer}/protocol/openid-connect/token`,
    userinfo_endpoint: `${issuer}/protocol/openid-connect/userinfo`,
    jwks_uri: `${issuer}/protocol/openid-connect/certs`,
    revocation_endpoint: `${issuer}/protocol/openid-connect/revoke`,
    introspection_endpoint: `${issuer}/protocol/openid-connect/token/introspect`,
    end_session_endpoint: `${issuer}/protocol/openid-connect/logout`,
    pushed_authorization_request_endpoint: `${issuer}/protocol/openid-connect/ext/par/request`,
    ...ABILITIES,
    acr_values_supported: ['aal3', 'crl'],
  });
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
