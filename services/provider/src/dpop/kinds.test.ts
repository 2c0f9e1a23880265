/**
 * One kind of token where another is wanted (RFC 8725 section 2.8): everything that a strict client and its provider sign for each other, brought
 * to every place that takes something. Each place takes its own kind, and nothing else.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createSignedAuthorizationResponse, endpointsOf } from '@kazasu/oidc';
import * as jose from 'jose';
import { type Posted, Prover, type TokenApp, tokenApp } from '../testing/index.ts';

let t: TokenApp;
let prover: Prover;

before(async () => {
  t = await tokenApp();
  prover = await Prover.create();
  await t.register({ profile: 'strict' });
});

const KINDS = [
  ...['access token', 'own token', 'ID token', 'refresh token', 'code', 'signed answer'],
  ...['introspection answer', 'client assertion', 'request object', 'proof'],
] as const;
type Kind = (typeof KINDS)[number];

/** All of one client, one session, one time: nothing tells them apart but their kind. */
async function oneOfEach(): Promise<Record<Kind, string>> {
  const code = await t.login();
  const { body } = await prover.redeem(t, code);
  const own = await prover.post(t, { grant_type: 'client_credentials' });
  const now = t.clock.now() / 1000;
  const { issuer } = t;
  const answer = createSignedAuthorizationResponse(
    'https://client.sample/callback',
    { state: 's', sessionState: body.session_state, issuer, code },
    { audience: t.rp.clientId, time: t.clock.now(), key: t.deps.keys.signing.idToken },
  );
  const asked = await t.app.request(t.endpoints.introspection ?? '', {
    method: 'POST',
    headers: { accept: 'application/token-introspection+jwt' },
    body: new URLSearchParams({ token: body.access_token, ...(await t.authentication()) }),
  });
  const request = new jose.SignJWT({
    ...{ client_id: t.rp.clientId, response_type: 'code', scope: 'openid' },
    ...{ iss: t.rp.clientId, aud: issuer, iat: now, nbf: now, exp: now + 60, jti: 'j' },
  });
  return {
    'access token': body.access_token,
    'own token': own.body.access_token,
    'ID token': body.id_token,
    'refresh token': body.refresh_token,
    code: await t.login(),
    'signed answer': new URL(answer).searchParams.get('response') ?? '',
    'introspection answer': await asked.text(),
    'client assertion': (await t.authentication()).client_assertion,
    'request object': await request.setProtectedHeader({ alg: 'ES256', kid: 'ec' }).sign(t.rp.ec),
    proof: await prover.proof(`POST ${t.endpoints.token}`, t.clock.now()),
  };
}

const isOk = ({ status }: Posted) => status === 200;

/** Where something is taken, as what; whether it was. */
const PLACES: readonly (readonly [
  place: string,
  takes: readonly Kind[],
  (text: string) => Promise<boolean>,
])[] = [
  ['userinfo, bound', ['access token'], async (text) => isOk(await prover.userinfo(t, text))],
  ['userinfo, bearer', [], async (text) => isOk(await t.userinfo(text))],
  [
    'introspection',
    ['access token', 'own token', 'refresh token'],
    async (token) => {
      const form = { token, ...(await t.authentication()) };
      const { body } = await t.post(form, { to: t.endpoints.introspection ?? '' });
      return (body as unknown as { active: boolean }).active;
    },
  ],
  [
    'a client’s authentication',
    ['client assertion'],
    async (client_assertion) => {
      const form = { token: 'x', ...(await t.authentication()), client_assertion };
      return isOk(await t.post(form, { to: t.endpoints.introspection ?? '' }));
    },
  ],
  ['a code', ['code'], async (code) => isOk(await prover.post(t, t.redemption(code)))],
  [
    'a refresh token',
    ['refresh token'],
    async (refresh_token) => isOk(await prover.post(t, { grant_type: 'refresh_token', refresh_token })),
  ],
  [
    'a proof',
    ['proof'],
    async (dpop) => {
      const form = { grant_type: 'client_credentials', ...(await t.authentication()) };
      return isOk(await t.post(form, { more: { dpop } }));
    },
  ],
  [
    'a hint of logout',
    ['ID token'],
    async (id_token_hint) => {
      const query = new URLSearchParams({ id_token_hint, client_id: t.rp.clientId });
      await t.app.request(`${endpointsOf(t.issuer).endSession}?${query}`);
      const live = await t.deps.store.run('SELECT id FROM provider_session WHERE refresh_hash IS NOT NULL');
      return live.length === 0;
    },
  ],
];

for (const [place, takes, isTaken] of PLACES) {
  test(`${place}: taken is ${takes.join(', ') || 'nothing'}, and nothing else of what is signed`, async () => {
    for (const kind of KINDS) {
      await t.deps.store.run('DELETE FROM provider_session');
      const all = await oneOfEach();
      assert.equal(await isTaken(all[kind]), takes.includes(kind), kind);
    }
  });
}
