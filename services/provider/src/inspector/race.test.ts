import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { openStore, type Store } from '@kazasu/server/store';
import { postgresMissing, startPostgres } from '@kazasu/server/store/conformance';
import { proofOf } from '../testing/card.ts';
import { eventsOf, flowsOf, INSPECTED } from '../testing/inspected.ts';
import { Signer } from '../testing/signer.ts';
import { begin, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

const PARALLEL = 24;
/** Proofs are what costs: so many of them go the whole way, the others stop before the card. */
const WHOLE = 6;

interface Visited {
  readonly id: string;
  readonly clientId: string;
  readonly whole: boolean;
}

async function visit(world: World, site: Signer, card: CardImage, index: number): Promise<Visited> {
  const { app } = world.provider;
  const { clientId } = site.rp;
  const whole = index < WHOLE;
  // All with one state: what a relying party does wrong must not mix what belongs apart.
  const browser = await begin(app, { client_id: clientId, scope: 'openid', state: 'the same for all' });
  const phone = await openPhone(app, await browser.linkCode());
  await browser.status();
  if (whole) await phone.proof(await proofOf(card, phone.transaction));
  await phone.decide(whole);
  const answer = await browser.answer(whole ? phone : undefined);
  if (whole) {
    const { status } = await site.redeem(answer);
    assert.equal(status, 200);
  }
  return { id: browser.id, clientId, whole };
}

async function checkFlows(world: World, visited: readonly Visited[]): Promise<void> {
  const flows = await flowsOf(world);
  for (const { id, clientId, whole } of visited) {
    const own = flows.filter(({ interactionId }) => interactionId === id);
    assert.equal(own.length, 1, 'one flow each');
    const [flow] = own;
    assert.equal(flow?.clientId, clientId);
    assert.equal(flow?.outcome, whole ? 'approved' : 'declined');
    const events = await eventsOf(world, flow?.id ?? '');
    const text = JSON.stringify(events);
    for (const other of visited) {
      if (other.id !== id) assert.ok(!text.includes(other.id), 'another transaction');
      if (other.clientId !== clientId) assert.ok(!text.includes(other.clientId), 'another client');
    }
    const steps = events.flatMap(({ event }) =>
      event.kind === 'exchange' ? [event.step ?? event.route] : [],
    );
    const wanted = whole
      ? ['authorize', 'waiting', 'open', 'status', 'proof', 'decision', 'return', 'token']
      : ['authorize', 'waiting', 'open', 'status', 'decision', 'continue'];
    assert.deepEqual(steps, wanted, 'each step once, in its order');
  }
}

const ENGINES = [
  {
    name: 'sqlite',
    skip: false as const,
    open: async (): Promise<[Store, () => Promise<void>]> => [
      await openStore({ file: ':memory:' }),
      async () => {},
    ],
  },
  {
    name: 'PostgreSQL',
    skip: postgresMissing(),
    open: async (): Promise<[Store, () => Promise<void>]> => {
      const postgres = await startPostgres();
      return [await openStore({ databaseUrl: postgres.url, connections: 20 }), () => postgres.stop()];
    },
  },
];

for (const engine of ENGINES) {
  describe(`flows on ${engine.name}`, { skip: engine.skip }, () => {
    test(`${PARALLEL} logins at once, of four relying parties, are never mixed`, async () => {
      const [store, stop] = await engine.open();
      const world = await createWorld({ ...INSPECTED, manyCards: true, store });
      try {
        const card = await world.personalise({});
        const ids = ['RPone', 'RPtwo', 'RPthree', 'RPfour'];
        const sites = await Promise.all(ids.map((id) => Signer.create(world, id)));
        const visits = Array.from({ length: PARALLEL }, (_, index) => {
          const site = sites[index % sites.length];
          assert.ok(site);
          return visit(world, site, card, index);
        });
        await checkFlows(world, await Promise.all(visits));
      } finally {
        await world.close();
        await store.close();
        await stop();
      }
    });
  });
}
