import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { OidcError } from '../error.ts';
import {
  createAuthorizationRequest,
  createAuthorizationResponse,
  fitsParameter,
  parseAuthorizationResponse,
} from './index.ts';

const issuer = 'https://idp.example/api/realms/main';
const printable = fc
  .array(fc.integer({ min: 0x20, max: 0x7e }), { minLength: 1, maxLength: 60 })
  .map((codes) => String.fromCharCode(...codes));
const request = {
  clientId: 'RP00000001',
  redirectUri: 'https://client.sample/uri?x=%2f',
  scope: ['openid', 'name'],
  state: 's',
  nonce: 'n',
  codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
};

test('a request carries the parameters of the service’s table and nothing else', () => {
  const id = '65a04b4e-af8b-45a2-8713-5ec2631bab64';
  const url = createAuthorizationRequest('https://idp.example/auth', {
    ...request,
    acrValues: ['aal3', 'crl'],
    signTransactionId: id,
    dpopJkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
  });
  assert.deepEqual(Object.fromEntries(new URL(url).searchParams), {
    response_type: 'code',
    client_id: 'RP00000001',
    redirect_uri: 'https://client.sample/uri?x=%2f',
    scope: 'openid name',
    state: 's',
    nonce: 'n',
    code_challenge: request.codeChallenge,
    code_challenge_method: 'S256',
    dpop_jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
    acr_values: 'aal3 crl',
    sign_transaction_id: id,
  });
});

test('values outside the table are refused before they are sent', () => {
  for (const wrong of [
    { clientId: 'RP-1' },
    { state: '' },
    { state: 'é' },
    { nonce: 'n'.repeat(256) },
    { codeChallenge: 'a+b' },
    { signTransactionId: 'x' },
    { scope: [] },
  ]) {
    assert.throws(() => createAuthorizationRequest('https://idp.example/auth', { ...request, ...wrong }), {
      code: 'oidc/parameter',
    });
  }
  assert.equal(fitsParameter('state', '\n'), false);
  assert.equal(fitsParameter('state', 'a\n'), false);
});

test('a success carries state, session_state, iss and code in this order, after an untouched redirect URI', () => {
  const response = { state: 'a b', sessionState: 'x', issuer, code: 'c' };
  const iss = encodeURIComponent(issuer);
  const query = `state=a%20b&session_state=x&iss=${iss}&code=c`;
  for (const [uri, joint] of [
    ['https://client.sample/uri', '?'],
    ['https://client.sample', '?'],
    ['https://client.sample/%7euri?', ''],
    ['https://client.sample/uri?x&', ''],
    ['HTTPS://client.sample/uri?x=%2f', '&'],
  ]) {
    assert.equal(createAuthorizationResponse(String(uri), response), uri + String(joint) + query);
  }
});

test('any state of printable ASCII comes back to the relying party as it was sent', () => {
  fc.assert(
    fc.property(printable, (state) => {
      const url = createAuthorizationResponse('https://c.example/?a=1', {
        state,
        sessionState: 'x',
        issuer,
        code: 'c',
      });
      const received = parseAuthorizationResponse(new URL(url).searchParams);
      assert.equal(received.state, state);
      assert.equal(received.code, 'c');
    }),
  );
});

test('an error carries error, error_description, state and iss', () => {
  const url = createAuthorizationResponse('https://c.example/cb', {
    error: 'access_denied',
    errorDescription: 'User stopped & left',
    state: 's',
    issuer,
  });
  assert.deepEqual(parseAuthorizationResponse(new URL(url).searchParams), {
    state: 's',
    issuer,
    code: undefined,
    error: 'access_denied',
    errorDescription: 'User stopped & left',
    sessionState: undefined,
  });
});

test('a callback with a repeated parameter, a long one, neither or both of code and error is refused', () => {
  const refused = (query: string, code: string) =>
    assert.throws(() => parseAuthorizationResponse(new URLSearchParams(query)), { code }, query);
  refused('code=a&code=a&state=s', 'oidc/repeated-parameter');
  refused('code=a&state=s&state=t', 'oidc/repeated-parameter');
  refused(`code=${'a'.repeat(2049)}`, 'oidc/size');
  refused('state=s', 'oidc/response');
  refused('state=s&code=a&error=b', 'oidc/response');
});

test('arbitrary queries throw nothing but an OidcError', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (query) => {
      try {
        parseAuthorizationResponse(new URLSearchParams(query));
      } catch (error) {
        assert.ok(error instanceof OidcError);
      }
    }),
  );
});
