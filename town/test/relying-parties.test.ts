import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { after, before } from 'node:test';
import { exportJWK, generateKeyPair } from 'jose';
import * as client from 'openid-client';
import { PEOPLE } from '../src/people/index.ts';
import type { Town } from '../src/town.ts';
import { approve, freshTown, HandMadeParty, type TestTown } from './support/index.ts';

let world: TestTown;
let town: Town;
before(async () => {
  world = await freshTown();
  town = world.town;
});
after(() => world.end());

const HANAKO = PEOPLE[0];
const REDIRECT = 'http://localhost:3999/callback';

/** As somebody would who only read the documents: no discovery, the endpoints written down. */
function writtenMetadata(): client.ServerMetadata {
  const protocol = `${town.urls.issuer}/protocol/openid-connect`;
  return {
    issuer: town.urls.issuer,
    authorization_endpoint: `${protocol}/auth`,
    token_endpoint: `${protocol}/token`,
    userinfo_endpoint: `${protocol}/userinfo`,
    jwks_uri: `${protocol}/certs`,
  };
}

async function configuration(clientId: string, key: client.CryptoKey, way: 'discovered' | 'hand-made') {
  const authentication = client.PrivateKeyJwt(key);
  const metadata = { id_token_signed_response_alg: 'ES256' };
  if (way === 'discovered') {
    const options = { execute: [client.allowInsecureRequests] };
    return client.discovery(new URL(town.urls.issuer), clientId, metadata, authentication, options);
  }
  const written = new client.Configuration(writtenMetadata(), clientId, metadata, authentication);
  client.allowInsecureRequests(written);
  return written;
}

let registered = 0;
async function register(alg: 'ES256' | 'RS256') {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  registered += 1;
  const clientId = `OPENIDCLIENT${registered}`;
  const jwk = { ...(await exportJWK(publicKey)), alg, use: 'sig' };
  await town.addClient({
    clientId,
    kind: 'private',
    name: 'A bank',
    redirectUris: [REDIRECT],
    jwks: { keys: [jwk] },
  });
  return { clientId, privateKey };
}

for (const alg of ['ES256', 'RS256'] as const) {
  for (const way of ['discovered', 'hand-made'] as const) {
    test(`openid-client, unmodified, logs hanako in with ${alg} assertions and ${way} metadata`, async () => {
      const { clientId, privateKey } = await register(alg);
      const config = await configuration(clientId, privateKey, way);
      const verifier = client.randomPKCECodeVerifier();
      const state = client.randomState();
      const nonce = client.randomNonce();
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: REDIRECT,
        scope: 'openid name address birthdate gender',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        acr_values: 'aal3 crl',
        state,
        nonce,
      });
      const callback = await approve(town, url, 'hanako');
      const tokens = await client.authorizationCodeGrant(config, callback, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const subject = tokens.claims()?.sub ?? assert.fail('no sub');
      const items = await client.fetchUserInfo(config, tokens.access_token, subject);
      assert.deepEqual(items, {
        sub: subject,
        name: HANAKO?.name,
        address: HANAKO?.address,
        birthdate: HANAKO?.birth,
        gender: HANAKO?.gender,
      });
      const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
      assert.equal(refreshed.claims()?.sub, subject);
      const machine = await client.clientCredentialsGrant(config);
      assert.equal(machine.token_type, 'bearer');
      assert.equal(machine.id_token, undefined);
    });
  }
}

/** Seconds since 1970. */
const now = () => Math.floor(Date.now() / 1000);

/** The shapes that relying parties in the wild send, apart from openid-client's (wire facts 3.2, 10). */
const SHAPES: {
  [name: string]: { alg: 'ES256' | 'RS256'; claims: (party: HandMadeParty) => Record<string, unknown> };
} = {
  'a lifetime of a day as a numeric string, a jti of 13 hexadecimal digits, neither iat nor kid, aud the token endpoint':
    {
      alg: 'RS256',
      claims: ({ tokenEndpoint }) => ({
        aud: tokenEndpoint,
        jti: randomUUID().replaceAll('-', '').slice(0, 13),
        exp: String(now() + 86_400),
      }),
    },
  'five minutes, a jti of client id and time, aud the token endpoint': {
    alg: 'RS256',
    claims: ({ tokenEndpoint, clientId }) => ({
      aud: tokenEndpoint,
      jti: `${clientId}_${process.hrtime.bigint()}`,
      iat: now(),
      exp: now() + 300,
    }),
  },
  'five seconds, aud an array with the token endpoint alone': {
    alg: 'ES256',
    claims: ({ tokenEndpoint }) => ({ aud: [tokenEndpoint], jti: randomUUID(), iat: now(), exp: now() + 5 }),
  },
  'five minutes, aud an array with the token endpoint alone': {
    alg: 'RS256',
    claims: ({ tokenEndpoint }) => ({
      aud: [tokenEndpoint],
      jti: randomUUID(),
      iat: now(),
      exp: now() + 300,
    }),
  },
  'aud an array of issuer and token endpoint': {
    alg: 'ES256',
    claims: ({ tokenEndpoint }) => ({
      aud: [town.urls.issuer, tokenEndpoint],
      jti: randomUUID(),
      iat: now(),
      exp: now() + 60,
    }),
  },
};

async function codeFor(party: HandMadeParty) {
  const { url, verifier } = party.begin();
  const callback = await approve(town, url, 'hanako');
  return { code: callback.searchParams.get('code') ?? '', verifier };
}

for (const [name, shape] of Object.entries(SHAPES)) {
  test(`a client assertion is taken with ${name} (${shape.alg})`, async () => {
    const party = await HandMadeParty.register(town, shape.alg);
    const { code, verifier } = await codeFor(party);
    const claims = { iss: party.clientId, sub: party.clientId, ...shape.claims(party) };
    const answer = await party.redeem(code, verifier, await party.assertion({ claims }));
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    assert.equal(answer.body.scope, 'openid name address birthdate gender');
    const items = await party.userinfo(String(answer.body.access_token));
    assert.equal(items.body.name, HANAKO?.name);
  });
}

test('an assertion whose audience holds a stranger beside us is refused, and so is one used twice', async () => {
  const party = await HandMadeParty.register(town, 'ES256');
  const claims = { iss: party.clientId, sub: party.clientId, jti: randomUUID(), exp: now() + 60 };
  const stranger = await party.assertion({
    claims: { ...claims, aud: [town.urls.issuer, 'https://other.example/token'] },
  });
  const refused = await party.token({ grant_type: 'client_credentials' }, stranger);
  assert.equal(refused.status, 400);
  assert.match(String(refused.body.error), /^(invalid|unauthorized)_client$/);
  const once = await party.assertion({ claims: { ...claims, aud: town.urls.issuer } });
  assert.equal((await party.token({ grant_type: 'client_credentials' }, once)).status, 200);
  const twice = await party.token({ grant_type: 'client_credentials' }, once);
  assert.equal(twice.status, 400);
  assert.match(String(twice.body.error_description), /Token reuse detected/);
});

test('what the one published relying party of the real service asks for is all there', async () => {
  const party = await HandMadeParty.register(town, 'RS256');
  // It writes the space in acr_values as it is, and scope with plus signs.
  const { url, verifier, state, nonce } = party.begin({ state: '%a & b+c#d"e<f\\', acr_values: undefined });
  const callback = await approve(town, new URL(`${url}&acr_values=aal3 crl`), 'hanako');
  assert.deepEqual([...callback.searchParams.keys()].sort(), [
    'code',
    'iss',
    'session_state',
    'state',
    'tenant',
  ]);
  assert.equal(callback.searchParams.get('state'), '%a & b+c#d"e<f\\');
  assert.notEqual(state, nonce);
  const answer = await party.redeem(callback.searchParams.get('code') ?? '', verifier);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const [head = '', body = ''] = String(answer.body.id_token).split('.');
  const header = JSON.parse(Buffer.from(head, 'base64url').toString());
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  assert.equal(header.alg, 'ES256');
  assert.equal(claims.iss, town.urls.issuer);
  assert.equal(claims.aud, party.clientId);
  assert.equal(claims.nonce, nonce);
  assert.equal(typeof claims.exp, 'number');
  assert.equal(typeof claims.at_hash, 'string');
  assert.match(claims.sub, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const certs = await (await fetch(`${town.urls.issuer}/protocol/openid-connect/certs`)).json();
  assert.ok((certs as { keys: { kid: string }[] }).keys.some((key) => key.kid === header.kid));
});
