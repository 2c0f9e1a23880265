import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import * as jose from 'jose';
import { bearerReader } from '../sign/bearer.ts';
import { type Posted, Prover, RelyingParty, type TokenApp, tokenApp } from '../testing/index.ts';
import { REVOKED_TOKENS } from './index.ts';

let t: TokenApp;
/** The same provider, as another client that has registered there. */
let stranger: TokenApp;
beforeEach(async () => {
  t = await tokenApp();
  await t.register();
  stranger = await tokenApp({
    store: t.deps.store,
    keys: t.deps.keys,
    rp: await RelyingParty.create('RP00000002'),
  });
  await stranger.register();
});

const told = ({ status, body }: Posted) => [status, body.error];

async function ask(as: TokenApp, endpoint: 'revocation' | 'introspection', form: Record<string, string>) {
  const to = as.endpoints[endpoint] ?? assert.fail('no such endpoint');
  return as.post({ ...form, ...(await as.authentication()) }, { to });
}
const revoke = (as: TokenApp, token: string) => ask(as, 'revocation', { token });
const introspect = async (as: TokenApp, token: string) => (await ask(as, 'introspection', { token })).body;
const INACTIVE = { active: false };

async function login(as = t) {
  return (await as.redeem(await as.login({ clientId: as.rp.clientId }))).body;
}

describe('revocation (RFC 7009)', () => {
  test('either token ends the session, and with it every token, at every endpoint', async () => {
    for (const kind of ['refresh_token', 'access_token'] as const) {
      const first = await login();
      const { body } = await t.refresh(first.refresh_token);
      const answer = await revoke(t, body[kind]);
      assert.deepEqual([answer.status, answer.body], [200, {}]);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      for (const token of [first.access_token, body.access_token]) {
        const { status, body: refusal } = await t.userinfo(token);
        assert.deepEqual([status, refusal.error_description], [401, 'Session expired']);
        assert.deepEqual(await introspect(t, token), INACTIVE);
      }
      assert.deepEqual(told(await t.refresh(body.refresh_token)), [400, 'invalid_grant']);
      assert.deepEqual(await introspect(t, body.refresh_token), INACTIVE);
    }
  });

  test('a refresh token that was exchanged ends the session too', async () => {
    const first = await login();
    const { body } = await t.refresh(first.refresh_token);
    assert.equal((await revoke(t, first.refresh_token)).status, 200);
    assert.equal((await t.userinfo(body.access_token)).status, 401);
  });

  test('another session of the same person goes on', async () => {
    const [first, second] = [await login(), await login()];
    await revoke(t, first.refresh_token);
    assert.equal((await t.userinfo(second.access_token)).status, 200);
  });

  test('a token of another client is refused and goes on', async () => {
    const { access_token, refresh_token } = await login();
    for (const token of [access_token, refresh_token]) {
      assert.deepEqual(told(await revoke(stranger, token)), [400, 'invalid_grant']);
    }
    assert.equal((await t.userinfo(access_token)).status, 200);
    assert.equal((await t.refresh(refresh_token)).status, 200);
  });

  test('what is no token, or none any more, is no error', async () => {
    const { access_token, refresh_token, id_token } = await login();
    for (const token of ['x', 'A'.repeat(86), id_token, `${access_token.slice(0, -4)}AAAA`]) {
      assert.deepEqual(told(await revoke(t, token)), [200, undefined], token.slice(0, 10));
    }
    assert.equal((await t.userinfo(access_token)).status, 200);
    t.clock.advance(300_000);
    assert.equal((await revoke(t, access_token)).status, 200);
    assert.equal((await t.refresh(refresh_token)).status, 200, 'a token that has run out ends nothing');
    await revoke(t, refresh_token);
    assert.equal((await revoke(t, refresh_token)).status, 200);
  });

  test('a client’s own token is worth nothing once it was revoked, on any node, and others of it go on', async () => {
    const own = async () =>
      (await t.post({ grant_type: 'client_credentials', ...(await t.authentication()) })).body.access_token;
    const [token, second] = [await own(), await own()];
    const other = await tokenApp({ store: t.deps.store, keys: t.deps.keys, rp: t.rp });
    const asks = (node: TokenApp, text: string) =>
      bearerReader(node.deps)(
        new Request('http://localhost:4001/api/sign-transactions', {
          method: 'POST',
          headers: { authorization: `Bearer ${text}` },
        }),
      );
    assert.deepEqual(told(await revoke(stranger, token)), [400, 'invalid_grant']);
    assert.equal((await asks(other, token)).clientId, t.rp.clientId);
    for (const round of [1, 2]) assert.deepEqual(told(await revoke(t, token)), [200, undefined], `${round}`);
    const rows = await t.deps.store.run<Record<string, string>>('SELECT * FROM provider_revoked_token');
    assert.equal(rows.length, 1);
    assert.equal(JSON.stringify(rows).includes(String(jose.decodeJwt(token).jti)), false, 'only its hash');
    for (const node of [t, other]) {
      await assert.rejects(asks(node, token), { code: 'sign/token', message: 'Token is not active' });
      assert.deepEqual(await introspect(node, token), INACTIVE);
      assert.equal((await asks(node, second)).clientId, t.rp.clientId);
    }
  });

  test('it is remembered until no node would take it any more', async () => {
    const { body } = await t.post({ grant_type: 'client_credentials', ...(await t.authentication()) });
    await revoke(t, body.access_token);
    t.clock.advance(309_999);
    await REVOKED_TOKENS.sweep(t.deps.store, t.clock.now());
    const count = async () => (await t.deps.store.run('SELECT * FROM provider_revoked_token')).length;
    assert.equal(await count(), 1);
    t.clock.advance(1);
    await REVOKED_TOKENS.sweep(t.deps.store, t.clock.now());
    assert.equal(await count(), 0);
  });

  test('a session that ended on one node has ended on the other', async () => {
    const other = await tokenApp({ store: t.deps.store, keys: t.deps.keys, rp: t.rp });
    const { access_token, refresh_token } = await login();
    assert.equal((await other.userinfo(access_token)).status, 200);
    await revoke(t, refresh_token);
    assert.equal((await other.userinfo(access_token)).status, 401);
    assert.deepEqual(await introspect(other, access_token), INACTIVE);
  });
});

describe('introspection (RFC 7662)', () => {
  test('a client hears of its own access token what is in it, and nothing personal', async () => {
    const { access_token, session_state } = await login();
    const { sub, exp, iat } = jose.decodeJwt(access_token);
    assert.deepEqual(await introspect(t, access_token), {
      active: true,
      iss: t.issuer,
      client_id: t.rp.clientId,
      sub,
      aud: t.issuer,
      scope: 'openid name address birthdate gender',
      iat,
      exp,
      token_type: 'Bearer',
      sid: session_state,
      auth_time: 1_789_999_995,
      acr: 'aal3',
    });
  });

  test('of a bound token also the key', async () => {
    const prover = await Prover.create();
    const { body } = await prover.redeem(t, await t.login({ dpopJkt: prover.thumbprint }));
    for (const token of [body.access_token, body.refresh_token]) {
      const { cnf } = (await introspect(t, token)) as unknown as { cnf: unknown };
      assert.deepEqual(cnf, { jkt: prover.thumbprint });
    }
    assert.equal(
      ((await introspect(t, body.access_token)) as unknown as { token_type: string }).token_type,
      'DPoP',
    );
  });

  test('of its current refresh token and of its own token', async () => {
    const { refresh_token } = await login();
    const { active, exp } = (await introspect(t, refresh_token)) as unknown as {
      active: boolean;
      exp: number;
    };
    assert.deepEqual([active, exp], [true, 1_790_000_000 + 1800]);
    const next = (await t.refresh(refresh_token)).body.refresh_token;
    assert.deepEqual(await introspect(t, refresh_token), INACTIVE);
    assert.equal((await t.refresh(next)).status, 200, 'asking about a used one is no second use');
    const { body } = await t.post({ grant_type: 'client_credentials', ...(await t.authentication()) });
    const own = (await introspect(t, body.access_token)) as unknown as { active: boolean; sub: string };
    assert.deepEqual([own.active, own.sub], [true, t.rp.clientId]);
    assert.deepEqual(await introspect(stranger, body.access_token), INACTIVE);
  });

  test('everything else is not active: another’s, run out, ended, forged, no token at all', async () => {
    const { access_token, refresh_token, id_token } = await login();
    for (const token of [access_token, refresh_token]) {
      assert.deepEqual(await introspect(stranger, token), INACTIVE);
    }
    for (const token of [id_token, 'x', `${access_token.slice(0, -4)}AAAA`]) {
      assert.deepEqual(await introspect(t, token), INACTIVE);
    }
    t.clock.advance(300_000);
    assert.deepEqual(await introspect(t, access_token), INACTIVE);
    t.clock.advance(30 * 60_000);
    assert.deepEqual(await introspect(t, refresh_token), INACTIVE);
  });

  test('signed where it is asked for (RFC 9701): for this client, of a type of its own', async () => {
    const { access_token } = await login();
    const to = t.endpoints.introspection ?? '';
    const answer = async (accept: string) => {
      const form = { token: access_token, ...(await t.authentication()) };
      const headers = { 'content-type': 'application/x-www-form-urlencoded', accept };
      return t.app.request(to, { method: 'POST', headers, body: new URLSearchParams(form).toString() });
    };
    const signed = await answer('application/token-introspection+jwt');
    assert.equal(signed.headers.get('content-type'), 'application/token-introspection+jwt');
    assert.equal(signed.headers.get('cache-control'), 'no-store');
    const keys = (await t.read(await t.app.request(t.endpoints.jwks))).body.keys;
    const { payload } = await jose.jwtVerify(await signed.text(), jose.createLocalJWKSet({ keys } as never), {
      issuer: t.issuer,
      audience: t.rp.clientId,
      typ: 'token-introspection+jwt',
      currentDate: new Date(t.clock.now()),
    });
    assert.deepEqual(payload.token_introspection, await introspect(t, access_token));
    assert.equal(payload.sub, undefined);
    for (const accept of ['*/*', 'application/json', 'application/jwt']) {
      assert.match((await answer(accept)).headers.get('content-type') ?? '', /^application\/json/);
    }
  });
});

test('both want a client’s authentication, one token, and POST', async () => {
  const { access_token } = await login();
  for (const endpoint of ['revocation', 'introspection'] as const) {
    const to = t.endpoints[endpoint] ?? '';
    const bare = await t.post({ token: access_token }, { to });
    assert.deepEqual(told(bare), [400, 'invalid_client']);
    const assertion = await t.authentication();
    assert.equal((await t.post({ token: 'x', ...assertion }, { to })).status, 200);
    assert.deepEqual(
      told(await t.post({ token: 'x', ...assertion }, { to })),
      [400, 'invalid_client'],
      'once',
    );
    assert.deepEqual(told(await ask(t, endpoint, {})), [400, 'invalid_request']);
    const twice = [...Object.entries(await t.authentication()), ['token', 'a'], ['token', 'b']] as [
      string,
      string,
    ][];
    assert.deepEqual(told(await t.post(twice, { to })), [400, 'invalid_request']);
    const got = await t.app.request(to);
    assert.deepEqual([got.status, got.headers.get('allow')], [405, 'POST']);
  }
  assert.equal((await t.userinfo(access_token)).status, 200);
});
