/** Two nodes on one database change their keys under load: nobody's login fails, and nobody has to fetch a key set early. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type SettableClock, settableClock } from '@kazasu/server/clock';
import { memoryKeys } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import type { Store } from '@kazasu/server/store';
import * as jose from 'jose';
import { openAudit } from '../audit/index.ts';
import { MIGRATIONS } from '../store.ts';
import { raceEngines } from '../testing/engines.ts';
import { type TokenApp, tokenApp } from '../testing/token-app.ts';
import { type RunningKeys, startKeys } from './background.ts';
import { rotateKey } from './key-change.ts';
import { SIGNING_PURPOSES } from './key-data.ts';
import { folderVault } from './key-vault.ts';

const START = 1_790_000_000_000;
const MINUTE = 60_000;
/** What relying parties keep a key set for, and the time by which it is published ahead. */
const CACHE_MS = 10 * MINUTE;
const AHEAD_MS = 15 * MINUTE + 2_000;
const ROUNDS = 20;
const LOGINS = 10;

interface Node {
  readonly t: TokenApp;
  readonly keys: RunningKeys;
  readonly clock: SettableClock;
}

/** Fetches the key set when its own has run out, and at no other time: stricter than any library. */
class CachingParty {
  #kept: { readonly at: number; readonly set: jose.JSONWebKeySet } | undefined;

  async verify(idToken: string, from: TokenApp, now: number): Promise<string> {
    if (this.#kept === undefined || now - this.#kept.at >= CACHE_MS) {
      const { body } = await from.read(await from.app.request(from.endpoints.jwks));
      this.#kept = { at: now, set: body as unknown as jose.JSONWebKeySet };
    }
    const verified = await jose.jwtVerify(idToken, jose.createLocalJWKSet(this.#kept.set), {
      issuer: from.issuer,
      currentDate: new Date(now),
    });
    return verified.protectedHeader.kid ?? '';
  }
}

for (const engine of raceEngines(20)) {
  describe(engine.name, { skip: engine.skip }, () => {
    let store: Store;
    let nodes: [Node, Node];
    const folder = memoryKeys();

    before(async () => {
      store = await engine.open();
      await store.migrate('provider', MIGRATIONS);
      // The second node's clock is eight seconds ahead.
      nodes = [await startNode(0), await startNode(8_000)];
      await nodes[0].t.register();
    });
    after(() => engine.close());

    function changeBy(clock: SettableClock) {
      const audit = openAudit({ store, clock, log: silentLog });
      return { store, vault: folderVault(folder), clock, audit, actor: 'admin:test' };
    }

    async function startNode(aheadMs: number): Promise<Node> {
      const clock = settableClock(START + aheadMs);
      const deps = { ...changeBy(clock), log: silentLog };
      const keys = await startKeys(deps, undefined);
      await keys.close();
      return { t: await tokenApp({ store, clock, keys: keys.ring }), keys, clock };
    }

    const pairOf = (index: number) => (index % 2 === 0 ? nodes : ([nodes[1], nodes[0]] as const));

    /** Code at one node, its tokens verified by a party of the other. */
    async function begin(index: number, party: CachingParty) {
      const [node, other] = pairOf(index);
      const { status, body } = await node.t.redeem(await node.t.login());
      assert.equal(status, 200, JSON.stringify(body));
      return { tokens: body, kid: await party.verify(body.id_token, other.t, node.clock.now()) };
    }

    /** Userinfo and the next tokens at the other node. */
    async function goOn(
      index: number,
      party: CachingParty,
      { tokens, kid }: Awaited<ReturnType<typeof begin>>,
    ) {
      const [node, other] = pairOf(index);
      assert.equal((await other.t.userinfo(tokens.access_token)).status, 200);
      const next = await other.t.refresh(tokens.refresh_token);
      assert.equal(next.status, 200, JSON.stringify(next.body));
      return [kid, await party.verify(next.body.id_token, node.t, other.clock.now())];
    }

    test('200 logins while each key changes five times', async () => {
      const parties = Array.from({ length: LOGINS }, () => new CachingParty());
      const kids = new Set<string>();
      for (let round = 0; round < ROUNDS; round++) {
        if (round % 4 === 0) {
          const deps = changeBy(nodes[0].clock);
          for (const purpose of SIGNING_PURPOSES) await rotateKey(deps, purpose, AHEAD_MS);
        }
        // Half of the time one node has not read yet what the other knows.
        await nodes[0].keys.refresh();
        if (round % 2 === 0) await nodes[1].keys.refresh();
        const begun = parties.map((party, index) => begin(index, party));
        await Promise.all(begun.slice(0, LOGINS / 2));
        // In every fourth round the turn comes at one node while logins are under way; at the other it has come before.
        for (const { clock } of nodes) clock.advance(5_000);
        const met = await Promise.all(
          parties.map(async (party, index) => goOn(index, party, await (begun[index] ?? assert.fail()))),
        );
        for (const kid of met.flat()) kids.add(kid);
        await nodes[1].keys.refresh();
        for (const { clock } of nodes) clock.advance(5 * MINUTE - 5_000);
      }
      assert.equal(kids.size, 1 + ROUNDS / 4);
    });
  });
}
