import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as jose from 'jose';
import * as client from 'openid-client';
import { tokenApp } from '../testing/index.ts';

const t = await tokenApp();

test('discovery names endpoints that answer, and promises only what is done', async () => {
  const { status, body } = await t.read(await t.app.request(`${t.issuer}/.well-known/openid-configuration`));
  assert.equal(status, 200);
  assert.deepEqual(body, {
    issuer: 'http://localhost:4001/api/realms/main',
    authorization_endpoint: 'http://localhost:4001/api/realms/main/protocol/openid-connect/auth',
    token_endpoint: 'http://localhost:4001/api/realms/main/protocol/openid-connect/token',
    userinfo_endpoint: 'http://localhost:4001/api/realms/main/protocol/openid-connect/userinfo',
    jwks_uri: 'http://localhost:4001/api/realms/main/protocol/openid-connect/certs',
    revocation_endpoint: 'http://localhost:4001/api/realms/main/protocol/openid-connect/revoke',
    revocation_endpoint_auth_methods_supported: ['private_key_jwt'],
    revocation_endpoint_auth_signing_alg_values_supported: ['ES256', 'PS256', 'EdDSA', 'RS256'],
    introspection_endpoint: 'http://localhost:4001/api/realms/main/protocol/openid-connect/token/introspect',
    introspection_endpoint_auth_methods_supported: ['private_key_jwt'],
    introspection_endpoint_auth_signing_alg_values_supported: ['ES256', 'PS256', 'EdDSA', 'RS256'],
    introspection_signing_alg_values_supported: ['ES256'],
    end_session_endpoint: 'http://localhost:4001/api/realms/main/protocol/openid-connect/logout',
    dpop_signing_alg_values_supported: ['ES256', 'PS256', 'EdDSA'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'query.jwt', 'jwt'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['ES256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['ES256', 'PS256', 'EdDSA', 'RS256'],
    scopes_supported: ['openid', 'name', 'address', 'birthdate', 'gender', 'sign'],
    claims_supported: 'sub iss aud exp iat auth_time nonce at_hash acr name address birthdate gender'.split(
      ' ',
    ),
    claims_parameter_supported: false,
    authorization_signing_alg_values_supported: ['ES256'],
    pushed_authorization_request_endpoint:
      'http://localhost:4001/api/realms/main/protocol/openid-connect/ext/par/request',
    require_pushed_authorization_requests: false,
    request_parameter_supported: true,
    request_object_signing_alg_values_supported: ['ES256', 'PS256', 'EdDSA'],
    require_signed_request_object: false,
    request_uri_parameter_supported: false,
    acr_values_supported: ['aal3', 'crl', 'ocsp'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  });
});

test('the same is told where OAuth looks for it, between host and path', async () => {
  const { origin, pathname } = new URL(t.issuer);
  const read = async (url: string) => t.read(await t.app.request(url));
  const found = await read(`${origin}/.well-known/oauth-authorization-server${pathname}`);
  assert.equal(found.status, 200);
  assert.deepEqual(found.body, (await read(`${t.issuer}/.well-known/openid-configuration`)).body);
  for (const elsewhere of ['', '/', `${pathname}/`, '/api/realms/other']) {
    const { status } = await t.app.request(`${origin}/.well-known/oauth-authorization-server${elsewhere}`);
    assert.equal(status, 404, elsewhere);
  }
});

test('openid-client, unmodified, finds it there for an issuer with a path (RFC 8414 section 3.1)', async () => {
  const config = await client.discovery(new URL(t.issuer), 'RP1', undefined, client.None(), {
    algorithm: 'oauth2',
    execute: [client.allowInsecureRequests],
    [client.customFetch]: async (url) => t.app.request(url),
  });
  assert.equal(config.serverMetadata().token_endpoint, t.endpoints.token);
});

test('the key set holds public keys of both algorithms, named by their thumbprints', async () => {
  const { body } = await t.read(await t.app.request(t.endpoints.jwks));
  const keys = body.keys as unknown as (jose.JWK & { kid: string })[];
  assert.deepEqual(
    keys.map(({ alg, use }) => [alg, use]),
    [
      ['ES256', 'sig'],
      ['ES256', 'sig'],
      ['RS256', 'sig'],
    ],
  );
  for (const key of keys) {
    assert.equal(key.kid, await jose.calculateJwkThumbprint(key));
    for (const secret of ['d', 'p', 'q', 'k']) assert.equal(secret in key, false);
  }
});
