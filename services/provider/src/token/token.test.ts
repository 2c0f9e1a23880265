import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { before, test } from 'node:test';
import fc from 'fast-check';
import * as jose from 'jose';
import { accessTokenAlgorithmOf } from '../client/index.ts';
import type { AssertionCheck } from '../client-authentication/index.ts';
import { DIVERGENCES } from '../divergences.ts';
import type { Inspector } from '../inspector/index.ts';
import { type Posted, RelyingParty, type TokenApp, tokenApp } from '../testing/index.ts';
import type { Assertion } from '../testing/relying-party.ts';

let t: TokenApp;
/** What an inspector is told of the last assertion. */
let judged: AssertionCheck | 'passed' | undefined;
before(async () => {
  const inspector: Pick<Inspector, 'authenticated'> = {
    authenticated: (refusedBy) => {
      judged = refusedBy ?? 'passed';
    },
  };
  t = await tokenApp({ inspector: inspector as Inspector });
  await t.register();
  await t.register({ clientId: 'RP00000002', scopes: ['openid', 'name'] });
});

function refused(posted: Posted, error: string, description: string, status = 400): void {
  assert.deepEqual(posted.body, { error, error_description: description });
  assert.equal(posted.status, status);
  assert.equal(posted.headers.get('cache-control'), 'no-store');
  assert.equal(posted.headers.get('pragma'), 'no-cache');
}

const failed = 'Client authentication with signed JWT failed: ';
const credentials = { grant_type: 'client_credentials' };

test('a code gives tokens with the members of the service, never to be cached', async () => {
  const sessionId = '0a8ac2cf-3bbf-4e3f-9b3a-6a39d2a1a8a1';
  const { status, body, headers } = await t.redeem(await t.login({ sessionId }));
  assert.equal(status, 200);
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('pragma'), 'no-cache');
  const { access_token, refresh_token, id_token, ...rest } = body;
  assert.deepEqual(rest, {
    token_type: 'Bearer',
    expires_in: 300,
    refresh_expires_in: 1800,
    'not-before-policy': 0,
    session_state: sessionId,
    scope: 'openid name address birthdate gender',
  });
  assert.match(refresh_token, /^[A-Za-z0-9_-]{86}$/);
  const keySet = await t.read(await t.app.request(t.endpoints.jwks));
  const keys = jose.createLocalJWKSet(keySet.body as jose.JSONWebKeySet);
  const options = { issuer: t.issuer, currentDate: new Date(t.clock.now()) };
  const id = await jose.jwtVerify(id_token, keys, { ...options, audience: t.rp.clientId });
  assert.equal(id.protectedHeader.alg, 'ES256');
  assert.equal(id.payload.aud, t.rp.clientId);
  assert.equal(id.payload.nonce, 'n-0S6_WzA2Mj');
  assert.equal(id.payload.sub, '6ba7b810-9dad-41d1-80b4-00c04fd430c8');
  assert.equal(id.payload.sid, sessionId);
  assert.equal(id.payload.acr, 'aal3');
  assert.equal(id.payload.auth_time, t.clock.now() / 1000 - 5);
  const header = jose.decodeProtectedHeader(access_token);
  assert.deepEqual(header, { alg: 'HS256', typ: 'at+jwt', kid: header.kid });
  assert.ok(!(keySet.body.keys as { kid?: string }[]).some(({ kid }) => kid === header.kid));
  const payload = jose.decodeJwt(access_token);
  assert.equal(Object.keys(payload).join(' '), DIVERGENCES.accessTokenClaims.value);
  assert.deepEqual([payload.iss, payload.aud, payload.typ], [t.issuer, t.issuer, 'Bearer']);
  assert.equal(payload.azp, t.rp.clientId);
  assert.equal(JSON.stringify(payload).includes('山田'), false);
});

test('access tokens are signed for a client that says so, and for every strict one, by keys of their own that are published', async () => {
  const keySet = await t.read(await t.app.request(t.endpoints.jwks));
  const keys = jose.createLocalJWKSet(keySet.body as jose.JSONWebKeySet);
  const clients = [
    ['RP00000011', { accessTokenAlgorithm: 'ES256' }, 'ES256'],
    ['RP00000012', { accessTokenAlgorithm: 'RS256' }, 'RS256'],
  ] as const;
  for (const [clientId, changes, alg] of clients) {
    const client = await tokenApp({
      store: t.deps.store,
      keys: t.deps.keys,
      rp: await RelyingParty.create(clientId),
    });
    await client.register(changes);
    const { body } = await client.redeem(await client.login({ clientId }));
    const verified = await jose.jwtVerify(body.access_token, keys, {
      issuer: t.issuer,
      audience: t.issuer,
      currentDate: new Date(t.clock.now()),
    });
    assert.deepEqual(Object.keys(verified.protectedHeader), ['alg', 'typ', 'kid']);
    assert.equal(verified.protectedHeader.alg, alg);
    assert.equal(verified.protectedHeader.kid?.length, 43);
    assert.notEqual(verified.protectedHeader.kid, jose.decodeProtectedHeader(body.id_token).kid);
    assert.equal((await client.userinfo(body.access_token)).status, 200);
  }
  const { config } = t.deps;
  const algorithms = (['compatible', 'strict'] as const).map((profile) =>
    (['HS256', 'RS256'] as const).map((setting) => accessTokenAlgorithmOf({ profile }, setting)),
  );
  assert.deepEqual(algorithms, [
    ['HS256', 'RS256'],
    ['ES256', 'ES256'],
  ]);
  assert.equal(config.accessTokenAlgorithm, 'HS256');
});

test('a request without grant_type, or whose body is no form, is told that grant_type is missing', async () => {
  const missing = 'Missing form parameter: grant_type';
  refused(await t.post({}), 'invalid_request', missing);
  refused(await t.post({ grant_type: '' }), 'invalid_request', missing);
  for (const body of ['{"grant_type":"client_credentials"}', undefined]) {
    const headers = { 'content-type': 'application/json' };
    const init = body === undefined ? { method: 'POST' } : { method: 'POST', body, headers };
    refused(await t.read(await t.app.request(t.endpoints.token, init)), 'invalid_request', missing);
  }
  const inUrl = `${t.endpoints.token}?grant_type=client_credentials`;
  refused(await t.read(await t.app.request(inUrl, { method: 'POST' })), 'invalid_request', missing);
});

test('grant_type is looked at before the client', async () => {
  refused(await t.post({ grant_type: 'password' }), 'unsupported_grant_type', 'Unsupported grant_type');
  refused(await t.post({ grant_type: 'constructor' }), 'unsupported_grant_type', 'Unsupported grant_type');
});

test('a broken or endless body is refused', async () => {
  refused(await t.post('grant_type=%ff'), 'invalid_request', 'broken percent-encoding');
  assert.equal((await t.post(`grant_type=client_credentials&x=${'a'.repeat(20_000)}`)).status, 400);
});

test('another method than POST is refused', async () => {
  const response = await t.app.request(t.endpoints.token);
  assert.equal(response.status, 405);
  assert.equal(response.headers.get('allow'), 'POST');
  assert.equal(response.headers.get('cache-control'), 'no-store');
});

test('a client without an assertion is refused, and so is every other way of authentication', async () => {
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  refused(await t.post(credentials), 'invalid_client', 'Parameter client_assertion_type is missing');
  refused(
    await t.post({ ...credentials, client_id: t.rp.clientId, client_secret: 's' }),
    'invalid_client',
    'Parameter client_assertion_type is missing',
  );
  refused(
    await t.post({ ...credentials, client_assertion_type: 'x"<é' }),
    'invalid_client',
    `Parameter client_assertion_type has value 'x?<?' but expected is '${type}'`,
  );
  refused(
    await t.post({ ...credentials, client_assertion_type: type }),
    'invalid_client',
    'client_assertion parameter missing',
  );
});

const now = 1_790_000_000;
const ASSERTIONS: [string, object, string, AssertionCheck][] = [
  ['sub missing', { claims: { sub: undefined } }, `${failed}Token sub claim is required`, 'subject'],
  [
    'iss differs',
    { claims: { iss: 'x' } },
    `${failed}Issuer mismatch. The issuer should match the subject`,
    'issuer',
  ],
  [
    'foreign aud',
    { claims: { aud: 'https://other.example' } },
    `${failed}Invalid token audience`,
    'audience',
  ],
  [
    'a foreign aud beside ours',
    { claims: { aud: ['http://localhost:4001/api/realms/main', 'x'] } },
    `${failed}Invalid token audience`,
    'audience',
  ],
  ['exp missing', { claims: { exp: undefined } }, `${failed}Token exp claim is required`, 'times'],
  ['expired', { claims: { exp: now - 60 } }, `${failed}Token is not active`, 'times'],
  ['not yet valid', { claims: { nbf: now + 60 } }, `${failed}Token is not active`, 'times'],
  ['issued in the future', { claims: { iat: now + 60 } }, `${failed}Token was issued in the future`, 'times'],
  [
    'exp too far',
    { claims: { exp: now + 90_000 } },
    `${failed}Token expiration is too far in the future and iat claim not present in token`,
    'times',
  ],
  ['jti missing', { claims: { jti: undefined } }, `${failed}Token jti claim is required`, 'jti'],
  ['kid unknown', { header: { kid: 'other' } }, 'Unable to load public key', 'key'],
  ['jwk in the header', { header: { jwk: { kty: 'oct' } } }, `${failed}Invalid token`, 'form'],
];

for (const [name, assertion, description, check] of ASSERTIONS) {
  test(`an assertion is refused: ${name}`, async () => {
    refused(
      await t.post({ ...credentials, ...(await t.authentication(assertion)) }),
      'invalid_client',
      description,
    );
    assert.equal(judged, check);
  });
}

test('an assertion with another algorithm or by another key is refused', async () => {
  const pss = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = await jose.importPKCS8(
    String(pss.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    'PS256',
  );
  const form = await t.authentication({ header: { alg: 'PS256', kid: undefined }, key });
  refused(await t.post({ ...credentials, ...form }), 'invalid_client', 'invalid signature algorithm');
  assert.equal(judged, 'algorithm');
  const stranger = await RelyingParty.create();
  const forged = await t.authentication({ key: stranger.ec });
  refused(
    await t.post({ ...credentials, ...forged }),
    'invalid_client',
    `${failed}Signature on JWT token failed validation`,
  );
  assert.equal(judged, 'signature');
});

test('an assertion that is no token, of an unknown client, or beside another client_id is refused', async () => {
  const good = await t.authentication();
  const garbage = { ...good, client_assertion: 'x.y.z' };
  refused(await t.post({ ...credentials, ...garbage }), 'invalid_client', `${failed}Invalid token`);
  const other = { ...good, client_id: 'RP00000002' };
  refused(
    await t.post({ ...credentials, ...other }),
    'invalid_client',
    `${failed}client_id parameter not matching with client from JWT token`,
  );
  assert.equal(judged, 'client');
  const unknown = await t.authentication({ claims: { iss: 'RP9', sub: 'RP9' } });
  refused(
    await t.post({ ...credentials, ...unknown, client_id: 'RP9' }),
    'invalid_client',
    'Invalid client or Invalid client credentials',
  );
  assert.equal(judged, 'known');
  const strange = await t.authentication({ claims: { iss: "a\u0000'; --", sub: "a\u0000'; --" } });
  const { client_id: _, ...rest } = strange;
  refused(
    await t.post({ ...credentials, ...rest }),
    'invalid_client',
    'Invalid client or Invalid client credentials',
  );
});

test('an assertion works once, whatever it was used for, and a refused one is not remembered', async () => {
  const form = { ...credentials, ...(await t.authentication()) };
  assert.equal((await t.post(form)).status, 200);
  assert.equal(judged, 'passed');
  refused(await t.post(form), 'invalid_client', `${failed}Token reuse detected`);
  assert.equal(judged, 'jti');
  const early = await t.authentication({ claims: { jti: 'same', nbf: now + 60 } });
  assert.equal((await t.post({ ...credentials, ...early })).status, 400);
  const later = await t.authentication({ claims: { jti: 'same' } });
  assert.equal((await t.post({ ...credentials, ...later })).status, 200);
});

test('the same jti from two clients is not the same assertion, and any characters in it are fine', async () => {
  const jti = "\u0000é'\ud83d";
  const claims = { iss: 'RP00000002', sub: 'RP00000002', jti };
  assert.equal(
    (await t.post({ ...credentials, ...(await t.authentication({ claims: { jti } })) })).status,
    200,
  );
  const second = { ...(await t.authentication({ claims })), client_id: 'RP00000002' };
  assert.equal((await t.post({ ...credentials, ...second })).body.error, 'unauthorized_client');
});

test('a used assertion is remembered until it could no longer be accepted', async () => {
  const short = await tokenApp();
  await short.register();
  const form = { ...credentials, ...(await short.authentication({ claims: { exp: now + 5 } })) };
  assert.equal((await short.post(form)).status, 200);
  const [row] = await short.deps.store.run<{ expires_at: number }>(
    'SELECT expires_at FROM provider_assertion',
  );
  assert.ok((row?.expires_at ?? 0) > (now + 5 + 10) * 1000);
});

test('repeated parameters are refused after the client is known', async () => {
  const twice: [string, string][] = [
    ...Object.entries({ ...credentials, ...(await t.authentication()) }),
    ['scope', 'sign'],
    ['scope', 'sign'],
  ];
  refused(await t.post(twice), 'invalid_request', 'duplicated parameter');
  const unauthenticated: [string, string][] = [
    ['grant_type', 'client_credentials'],
    ['scope', 'a'],
    ['scope', 'b'],
  ];
  assert.equal((await t.post(unauthenticated)).body.error, 'invalid_client');
});

test('client_credentials is for clients that may sign, and grants that scope alone', async () => {
  const { status, body } = await t.post({
    ...credentials,
    ...(await t.authentication()),
    scope: 'openid sign',
  });
  assert.equal(status, 200);
  const { access_token, ...rest } = body;
  assert.deepEqual(rest, {
    token_type: 'Bearer',
    expires_in: 300,
    refresh_expires_in: 0,
    'not-before-policy': 0,
    scope: 'sign',
  });
  assert.equal(jose.decodeJwt(access_token).sid, undefined);
  const other = await t.authentication({ claims: { iss: 'RP00000002', sub: 'RP00000002' } });
  refused(
    await t.post({ ...credentials, ...other, client_id: 'RP00000002' }),
    'unauthorized_client',
    'Client not enabled to retrieve service account',
    401,
  );
  refused(
    await t.post({ ...credentials, ...(await t.authentication()), scope: 'name' }),
    'invalid_scope',
    'Invalid scopes: name',
  );
});

test('the leniences that clients use are counted', async () => {
  const claims = { exp: String(now + 86_400), iat: undefined, aud: t.endpoints.token };
  const form = await t.authentication({ claims, header: { alg: 'RS256', kid: undefined }, key: t.rp.rsa });
  assert.equal((await t.post({ ...credentials, ...form })).status, 200);
  const text = await t.deps.metrics.text();
  for (const lenience of [
    'expiry-as-string',
    'issued-at-absent',
    'kid-absent',
    'audience-endpoint',
    'long-lived',
  ]) {
    assert.match(text, new RegExp(`assertion_leniences_total\\{lenience="${lenience}"\\} [1-9]`));
  }
});

test('a strict client’s assertion is judged by the strict rules, a compatible one’s by the others', async () => {
  const ps256 = { ...t.rp.jwks.keys[1], alg: 'PS256', kid: 'pss' };
  await t.register({ clientId: 'RP00000003', profile: 'strict', jwks: { keys: [...t.rp.jwks.keys, ps256] } });
  const asking = async (clientId: string, { claims, ...rest }: Assertion = {}) => {
    const form = await t.authentication({ claims: { iss: clientId, sub: clientId, ...claims }, ...rest });
    return (await t.post({ ...credentials, ...form, client_id: clientId })).body;
  };
  const strict = (assertion?: Assertion) => asking('RP00000003', assertion);
  // Whose assertion was good is asked for a DPoP proof.
  assert.equal((await strict()).error, 'invalid_dpop_proof');
  const pss = { header: { alg: 'PS256', kid: 'pss' }, key: t.rp.pss };
  assert.equal((await strict(pss)).error, 'invalid_dpop_proof');
  for (const [assertion, description] of [
    [{ header: { alg: 'RS256', kid: 'rsa' }, key: t.rp.rsa }, 'invalid signature algorithm'],
    [{ claims: { aud: [t.issuer] } }, `${failed}Invalid token audience`],
    [{ claims: { aud: t.endpoints.token } }, `${failed}Invalid token audience`],
    [{ claims: { exp: String(now + 60) } }, `${failed}Invalid token`],
    [{ claims: { jti: undefined } }, `${failed}Token jti claim is required`],
    [{ claims: { nbf: now + 60 } }, `${failed}Token is not active`],
    [
      { claims: { exp: now + 600 } },
      `${failed}Token expiration is too far in the future and iat claim not present in token`,
    ],
  ] as const) {
    assert.deepEqual(await strict(assertion), { error: 'invalid_client', error_description: description });
  }
  const taken = await asking(t.rp.clientId, { claims: { aud: [t.endpoints.token], exp: String(now + 900) } });
  assert.equal(taken.token_type, 'Bearer');
});

test('no form whatever is answered with anything but a refusal', async () => {
  const names = [
    'grant_type',
    'client_id',
    'client_assertion',
    'client_assertion_type',
    'code',
    'refresh_token',
    'scope',
  ];
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('authorization_code', 'refresh_token', '', '\0'),
  );
  const pairs = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(pairs, fc.boolean(), async (extra, authenticated) => {
      const well = extra.map(([name, text]): [string, string] => [name, text.toWellFormed()]);
      const good = Object.entries({ ...credentials, ...(await t.authentication()) });
      const answer = await t.post(authenticated ? [...good, ...well, ['scope', 'x']] : well);
      assert.ok(answer.status === 400 || answer.status === 401, JSON.stringify(well));
      assert.equal(typeof answer.body.error, 'string');
    }),
    { numRuns: 100 },
  );
});

test('a failing store is answered without a reason', async () => {
  const broken = await tokenApp();
  await broken.register();
  const form = { ...credentials, ...(await broken.authentication()) };
  await broken.deps.store.run('DROP TABLE provider_assertion');
  assert.deepEqual((await broken.post(form)).body, { error: 'server_error' });
  await broken.deps.store.close();
  const { status, body } = await broken.post(form);
  assert.deepEqual({ status, body }, { status: 503, body: { error: 'temporarily_unavailable' } });
});
