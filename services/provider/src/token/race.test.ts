import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { endpointsOf } from '@kazasu/oidc';
import { type RunningServer, serve } from '@kazasu/server/http';
import { openStore, type Store } from '@kazasu/server/store';
import { postgresMissing, startPostgres, type TestPostgres } from '@kazasu/server/store/conformance';
import { Prover, type TokenApp, tokenApp } from '../testing/index.ts';

/** Two servers over one database, as two nodes of a real installation. */
const NODES = 2;
const RIVALS = 50;

interface Node {
  readonly token: TokenApp;
  readonly server: RunningServer;
}

interface Engine {
  readonly name: string;
  readonly skip: string | false;
  open(): Promise<() => Promise<Store>>;
  close(): Promise<void>;
}

function sqlite(): Engine {
  let stores = 0;
  return {
    name: 'sqlite',
    skip: false,
    // One process has one store; the file's own locks against other processes are the store's suite's to test.
    open: async () => {
      const store = await openStore({ file: ':memory:' });
      return async () => {
        stores += 1;
        return store;
      };
    },
    close: async () => assert.ok(stores > 0),
  };
}

function postgres(): Engine {
  let running: TestPostgres | undefined;
  return {
    name: 'PostgreSQL',
    skip: postgresMissing(),
    open: async () => {
      running = await startPostgres();
      const databaseUrl = await running.createDatabase();
      return () => openStore({ databaseUrl, connections: 20 });
    },
    close: async () => running?.stop(),
  };
}

/** All requests are written before the first answer is read. */
async function race(nodes: readonly Node[], forms: readonly Record<string, string>[]) {
  const answers = await Promise.all(
    forms.map(async (form, index) => {
      const node = nodes[index % nodes.length] as Node;
      const { pathname } = new URL(endpointsOf(node.token.issuer).token);
      const body = new URLSearchParams(form);
      const response = await fetch(`${node.server.url}${pathname}`, { method: 'POST', body });
      return { status: response.status, body: (await response.json()) as Record<string, string> };
    }),
  );
  const won = answers.filter(({ status }) => status === 200);
  const lost = answers.filter(({ status }) => status !== 200);
  return {
    won: won.map(({ body }) => body),
    lost: lost.map(({ body }) => `${body.error}: ${body.error_description}`),
  };
}

for (const engine of [sqlite(), postgres()]) {
  describe(`single use under ${RIVALS} parallel requests to ${NODES} nodes on ${engine.name}`, {
    skip: engine.skip,
  }, () => {
    const nodes: Node[] = [];
    const stores = new Set<Store>();
    before(async () => {
      const open = await engine.open();
      for (let i = 0; i < NODES; i++) {
        const store = await open();
        stores.add(store);
        const token = await tokenApp({ store, ...(nodes[0] && { rp: nodes[0].token.rp }) });
        nodes.push({ token, server: await serve(token.app, { hostname: '127.0.0.1', port: 0 }) });
      }
      await nodes[0]?.token.register();
    });
    after(async () => {
      for (const { server } of nodes) await server.close();
      for (const store of stores) await store.close();
      await engine.close();
    });

    const rivals = (makeForm: (t: TokenApp) => Promise<Record<string, string>>) =>
      Promise.all(Array.from({ length: RIVALS }, () => makeForm((nodes[0] as Node).token)));

    test('one code is redeemed once', async () => {
      const { token } = nodes[0] as Node;
      for (let round = 0; round < 3; round++) {
        const code = await token.login();
        const forms = await rivals(async (t) => ({ ...t.redemption(code), ...(await t.authentication()) }));
        const { won, lost } = await race(nodes, forms);
        assert.equal(won.length, 1);
        assert.deepEqual(new Set(lost), new Set(['invalid_grant: Code not valid']));
      }
    });

    test('one assertion is accepted once', async () => {
      const { token } = nodes[0] as Node;
      const form = { grant_type: 'client_credentials', ...(await token.authentication()) };
      const { won, lost } = await race(nodes, Array(RIVALS).fill(form));
      assert.equal(won.length, 1);
      const reason = 'invalid_client: Client authentication with signed JWT failed: Token reuse detected';
      assert.deepEqual(new Set(lost), new Set([reason]));
    });

    test('one assertion is accepted once by all endpoints together', async () => {
      const { token } = nodes[0] as Node;
      const form = { token: 'x', ...(await token.authentication()) };
      const paths = [token.endpoints.introspection, token.endpoints.revocation, token.endpoints.token];
      const answers = await Promise.all(
        Array.from({ length: RIVALS }, async (_, index) => {
          const { server } = nodes[index % nodes.length] as Node;
          const { pathname } = new URL(paths[index % paths.length] ?? '');
          const grant = { grant_type: 'client_credentials' };
          const body = new URLSearchParams(pathname.endsWith('/token') ? { ...grant, ...form } : form);
          return (await fetch(server.url + pathname, { method: 'POST', body })).status;
        }),
      );
      assert.equal(answers.filter((status) => status === 200).length, 1);
    });

    test('one bound refresh token is exchanged once, whatever proof comes with it', async () => {
      const { token } = nodes[0] as Node;
      const prover = await Prover.create();
      const code = await token.login({ dpopJkt: prover.thumbprint });
      const first = (await prover.redeem(token, code)).body;
      const grant = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
      const { pathname } = new URL(token.endpoints.token);
      const answers = await Promise.all(
        Array.from({ length: RIVALS }, async (_, index) => {
          const body = new URLSearchParams({ ...grant, ...(await token.authentication()) });
          const dpop = await prover.proof(`POST ${token.endpoints.token}`, token.clock.now());
          const { server } = nodes[index % nodes.length] as Node;
          const response = await fetch(server.url + pathname, { method: 'POST', headers: { dpop }, body });
          return { status: response.status, body: (await response.json()) as Record<string, string> };
        }),
      );
      const won = answers.filter(({ status }) => status === 200);
      assert.equal(won.length, 1);
      for (const { status, body } of answers)
        if (status !== 200) assert.equal(body.error, 'invalid_grant', JSON.stringify(body));
      assert.equal(
        (await prover.userinfo(token, String(won[0]?.body.access_token))).status,
        401,
        'it has ended',
      );
    });

    test('one DPoP proof is accepted once', async () => {
      const { token } = nodes[0] as Node;
      const prover = await Prover.create();
      const { body } = await prover.redeem(token, await token.login());
      const { userinfo } = token.endpoints;
      const dpop = await prover.proof(`GET ${userinfo}`, token.clock.now(), body.access_token);
      const headers = { authorization: `DPoP ${body.access_token}`, dpop };
      const answers = await Promise.all(
        Array.from({ length: RIVALS }, async (_, index) => {
          const { server } = nodes[index % nodes.length] as Node;
          const response = await fetch(server.url + new URL(userinfo).pathname, { headers });
          return { status: response.status, body: (await response.json()) as Record<string, string> };
        }),
      );
      const lost = answers.filter(({ status }) => status !== 200);
      assert.equal(lost.length, RIVALS - 1);
      const told = lost.map(({ status, body: told }) => `${status} ${told.error}: ${told.error_description}`);
      assert.deepEqual(new Set(told), new Set(['401 invalid_dpop_proof: The DPoP proof was used before']));
    });

    test('one refresh token is exchanged once, and the session has ended afterwards', async () => {
      const { token } = nodes[0] as Node;
      const first = (await token.redeem(await token.login())).body;
      const grant = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
      const forms = await rivals(async (t) => ({ ...grant, ...(await t.authentication()) }));
      const { won, lost } = await race(nodes, forms);
      assert.equal(won.length, 1);
      assert.equal(lost.length, RIVALS - 1);
      assert.ok(
        lost.every((reason) => reason.startsWith('invalid_grant: ')),
        String(lost),
      );
      assert.equal((await token.refresh(String(won[0]?.refresh_token))).body.error, 'invalid_grant');
      assert.equal((await token.userinfo(String(won[0]?.access_token))).status, 401);
    });

    test('fifty people who log in at once get each their own items', async () => {
      const { token } = nodes[0] as Node;
      const people = Array.from({ length: RIVALS }, (_, i) => `架空　${i}番`);
      const names = await Promise.all(
        people.map(async (name) => {
          const { body } = await token.redeem(await token.login({ shown: { name } }));
          return (await token.userinfo(body.access_token)).body;
        }),
      );
      assert.deepEqual(
        names.map((claims) => (claims as unknown as { name: string }).name),
        people,
      );
    });
  });
}
