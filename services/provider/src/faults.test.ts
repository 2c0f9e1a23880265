/** Every door of the provider, while its database is at fault. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { memoryKeys } from '@kazasu/server/keys';
import { randomId } from '@kazasu/server/random';
import { type Act, describeFaults } from '@kazasu/server/store/conformance';
import { APP_PATHS } from './api/index.ts';
import type { Provider } from './main.ts';
import { type Approve, approverIn } from './testing/approve.ts';
import { proofOf } from './testing/card.ts';
import { addClient, authPath, REQUEST, VERIFIER } from './testing/clients.ts';
import { digestOf, REDIRECT, Signer } from './testing/signer.ts';
import { TEST_SETTINGS } from './testing/test-deps.ts';
import { begin, callRaw, openPhone } from './testing/visit.ts';
import { createWorld, type World } from './testing/world.ts';

const PROTOCOL = '/api/realms/main/protocol/openid-connect';
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const ITEMS = { name: '見本　花子', address: '架空県', birthdate: '19880517', gender: '2' } as const;
const WHO = { personId: 'hanako', subject: 'subject', items: ITEMS };

/** What the first phone does to a transaction. */
const OPENED = { provider_transaction: '+0 -0 asked_from opened_by phone_hash state' };

type Sent = (node: Provider) => Promise<Response>;

/** What stands before a request is brought about on the patient node, which is the world's; the request goes to whichever node. */
class Doors {
  readonly #world: World;
  readonly #town: Signer;
  /** A client of the strict profile. */
  readonly #bank: Signer;
  readonly #image: CardImage;
  readonly #approve: Approve;

  private constructor(world: World, clients: readonly [Signer, Signer], image: CardImage, approve: Approve) {
    this.#world = world;
    [this.#town, this.#bank] = clients;
    this.#image = image;
    this.#approve = approve;
  }

  static async of(world: World, approve: Approve): Promise<Doors> {
    const town = await Signer.create(world, 'town', { kind: 'government' });
    const bank = await Signer.create(world, 'bank', { profile: 'strict' });
    const doors = new Doors(world, [town, bank], await world.personalise({}), approve);
    // Whoever comes for the first time is known afterwards, whatever becomes of the login.
    await doors.toDecide();
    return doors;
  }

  /** With client authentication; each sending has an assertion of its own, because one is good once. */
  form(path: string, body: Readonly<Record<string, string>>, { rp } = this.#town): Sent {
    return async ({ app }) => {
      const issuer = `${TEST_SETTINGS.baseUrl}/realms/main`;
      const client_assertion = await rp.assertion(issuer, this.#world.clock.now());
      const client = { client_id: rp.clientId, client_assertion_type: ASSERTION, client_assertion };
      return app.request(PROTOCOL + path, {
        method: 'POST',
        body: new URLSearchParams({ ...body, ...client }),
      });
    };
  }

  pushed(): Sent {
    return this.form('/ext/par/request', REQUEST, this.#bank);
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Sent {
    return async ({ app }) => app.request(path, { headers });
  }

  async toRemove(): Promise<Sent> {
    const id = `RP${randomId().replace(/\W/g, '')}`;
    await addClient(this.#world, ['openid'], id);
    const headers = { authorization: `Bearer ${TEST_SETTINGS.adminToken}` };
    return async ({ app }) => app.request(`/api/admin/clients/${id}`, { method: 'DELETE', headers });
  }

  visit() {
    return begin(this.#world.provider.app, { client_id: 'town' });
  }

  phoneAt = async () => openPhone(this.#world.provider.app, await (await this.visit()).linkCode());

  async toOpen(): Promise<Sent> {
    const code = await (await this.visit()).linkCode();
    return ({ app }) => callRaw(app, APP_PATHS.open, { code });
  }

  async toProve(): Promise<Sent> {
    const { transaction, token } = await this.phoneAt();
    const proof = await proofOf(this.#image, transaction);
    return ({ app }) => callRaw(app, APP_PATHS.proof, proof, token);
  }

  async toDecide(): Promise<Sent> {
    const phone = await this.phoneAt();
    await phone.proof(await proofOf(this.#image, phone.transaction));
    return ({ app }) => callRaw(app, APP_PATHS.decision, { agree: true }, phone.token);
  }

  /** A visit to which somebody has agreed. */
  async approved(): Promise<Sent> {
    const { id, cookie } = await this.visit();
    const who = { ...WHO, authTime: this.#world.clock.now() };
    assert.ok(await this.#approve(this.#world.store, id, who));
    return this.get(`/api/interactions/${id}/continue`, { cookie });
  }

  async code(): Promise<string> {
    const answer = await (await this.approved())(this.#world.provider);
    return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  }

  redemption(code: string): Sent {
    const grant = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: VERIFIER };
    return this.form('/token', grant);
  }

  async tokens(): Promise<{ readonly access_token: string; readonly refresh_token: string }> {
    const answer = await this.redemption(await this.code())(this.#world.provider);
    assert.equal(answer.status, 200);
    return answer.json();
  }

  async toCreate(): Promise<Sent> {
    const authorization = `Bearer ${await this.#town.ownToken()}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const body = JSON.stringify({ digest: digestOf('a document') });
    return async ({ app }) => app.request('/api/sign-transactions', { method: 'POST', headers, body });
  }
}

function actsAt(doors: Doors): Act<Provider>[] {
  const bearer = async () => ({ authorization: `Bearer ${(await doors.tokens()).access_token}` });
  return [
    {
      name: 'authorization request',
      prepare: async () => doors.get(authPath({ client_id: 'town' })),
      done: 303,
    },
    { name: 'pushed request', prepare: async () => doors.pushed(), done: 201 },
    {
      name: 'opening by a phone',
      prepare: () => doors.toOpen(),
      done: 200,
      again: 404,
      // The code is used up before the transaction is looked at. The page shows another one; codes of what is opened open nothing.
      between: [
        { change: { provider_open_code: '+0 -1 ' }, again: 404 },
        { change: { ...OPENED, provider_open_code: '+0 -1 ' }, again: 404 },
      ],
    },
    {
      name: 'proof by a card',
      prepare: () => doors.toProve(),
      done: 200,
      again: 409,
      // A try is counted before it is judged.
      between: [{ change: { provider_transaction: '+0 -0 attempts' }, again: 200 }],
    },
    { name: 'decision', prepare: () => doors.toDecide(), done: 200, again: 409 },
    { name: 'the answer to the site', prepare: () => doors.approved(), done: 303, again: 410 },
    { name: 'code', prepare: async () => doors.redemption(await doors.code()), done: 200, again: 400 },
    {
      name: 'refresh token',
      prepare: async () => {
        const { refresh_token } = await doors.tokens();
        return doors.form('/token', { grant_type: 'refresh_token', refresh_token });
      },
      done: 200,
      again: 400,
    },
    {
      name: 'userinfo',
      prepare: async () => doors.get(`${PROTOCOL}/userinfo`, await bearer()),
      done: 200,
      withstands: ['only to be read, as a standby'],
    },
    {
      name: 'revocation',
      prepare: async () => doors.form('/revoke', { token: (await doors.tokens()).refresh_token }),
      done: 200,
    },
    { name: 'digests to sign', prepare: () => doors.toCreate(), done: 201 },
    { name: 'removal of a client', prepare: () => doors.toRemove(), done: 204, again: 404 },
  ];
}

let doors: Doors;

describeFaults<Provider>({
  prefix: 'provider',
  // Used up before what they are for is tried: whoever is refused comes with a new one.
  aside: ['provider_assertion'],
  open: async ({ patient, hasty }) => {
    const keys = memoryKeys();
    const world = await createWorld({ store: patient, keys, manyCards: true });
    doors = await Doors.of(world, await approverIn(keys));
    const node = await world.another(hasty);
    return {
      patient: world.provider,
      hasty: node,
      acts: actsAt(doors),
      close: async () => {
        await node.close();
        await world.close();
      },
    };
  },
  more: (running) => {
    test('cut again and again under load: no code is used twice, and none is lost but by an answer that was', async () => {
      const { town, database } = running();
      let [cuts, going] = [0, true];
      const cutting = (async () => {
        while (going) await database.cut();
      })();
      for (let round = 0; round < 20 && cuts < 10; round += 1) {
        const codes = await Promise.all(Array.from({ length: 20 }, () => doors.code()));
        const answers = await Promise.all(
          codes.map((code) => Promise.all([1, 2, 3].map(() => doors.redemption(code)(town.hasty)))),
        );
        for (const [i, some] of answers.entries()) {
          // Whoever is never cut has the last word.
          const last = await doors.redemption(codes[i] ?? '')(town.patient);
          const tried = [...some, last].map(({ status }) => status);
          const lost = tried.filter((status) => status === 503).length;
          const redeemed = tried.filter((status) => status === 200).length;
          assert.ok(redeemed === 1 || (redeemed === 0 && lost > 0), `${tried}`);
          cuts += lost;
        }
      }
      going = false;
      await cutting;
      assert.ok(cuts > 0, 'nobody was cut');
    });

    test('a disk so full that the server falls: what was acknowledged stands when it has risen again', async () => {
      const { town, database } = running();
      const codes = await Promise.all(Array.from({ length: 12 }, () => doors.code()));
      const redeem = async (code: string) => (await doors.redemption(code)(town.hasty)).status;
      const before = await Promise.all(codes.slice(0, 4).map(redeem));
      assert.deepEqual(before, [200, 200, 200, 200]);
      let during: number[] = [];
      await database.fall(async () => {
        during = await Promise.all(codes.slice(4).map(redeem));
      });
      const again = [];
      for (const code of codes) again.push((await doors.redemption(code)(town.patient)).status);
      assert.deepEqual(again.slice(0, 4), [400, 400, 400, 400]);
      for (const [i, status] of during.entries()) {
        assert.ok(status === 200 || status === 503, `${status}`);
        if (status === 200) assert.equal(again[4 + i], 400, 'acknowledged, and forgotten');
      }
    });
  },
});
