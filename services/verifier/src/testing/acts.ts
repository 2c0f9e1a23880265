import assert from 'node:assert/strict';
import { ADMIN } from '@kazasu/authority/testing';
import { randomId } from '@kazasu/server/random';
import type { Verifier } from '../main.ts';
import type { Receiver } from '../webhook/testing/receiver.ts';
import { asking, consented, met, type Place, rowsOf, tablesOfPersons } from './asking.ts';
import { ADMIN_TOKEN, must, PURPOSE } from './world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PINS = { authentication: '1234', signature: 'ABC123', text: '5678' };

export interface Town extends Place {
  readonly receiver: Receiver;
}

/** One thing that is asked for, of one process and then of others. */
export interface Act {
  /** Undefined where the process answered that it could not. */
  ask(process: Verifier): Promise<unknown>;
  /** How much there is by now of what it makes. */
  made(): Promise<number>;
  /** What there is more when it is done. */
  readonly whole: number;
  /** What a repeat adds: nothing where it is the same request, and all of it where each is one of its own. */
  readonly repeat: 'same' | 'another';
  /** What is alike in all answers; everything unless told otherwise. */
  alike?(answer: unknown): unknown;
  /** Between the death and the repeat. */
  wait?(): void;
  /** What else must hold once it was repeated. */
  also?(told: { readonly before: number; readonly first: unknown; readonly again: unknown }): Promise<void>;
}

export interface Row {
  readonly title: string;
  /** Fewer would be no life. */
  readonly steps: number;
  /** What all lives of the row have in common; then the act of each. */
  readonly open: (town: Town) => Promise<(life: number) => Promise<Act>>;
}

export const ROWS: readonly Row[] = [
  {
    title: 'a status check',
    steps: 8,
    open: async (town) => {
      const { personId } = await met(town);
      return async (life) => ({
        ask: asking(town, {
          method: 'POST',
          path: '/v1/status-checks',
          body: { purpose: 'status', personId },
          key: `single-${life}`,
        }),
        ...records(town, 'status-check', 1),
      });
    },
  },
  {
    title: 'status checks of many',
    steps: 10,
    open: async (town) => {
      const [one, other] = [await met(town), await met(town)];
      const items = [one, { id: '', personId: randomId() }, other].map(({ personId }) => ({ personId }));
      const body = { purpose: 'status', items };
      return async (life) => {
        const asked = asking(town, {
          method: 'POST',
          path: '/v1/status-checks/bulk',
          body,
          key: `bulk-${life}`,
        });
        return {
          // Where the authority cannot be asked, each says so for itself.
          ask: async (process) => {
            const answer = await asked(process);
            return JSON.stringify(answer).includes('revocation-unavailable') ? undefined : answer;
          },
          ...records(town, 'status-check', 2),
        };
      };
    },
  },
  ...(['items', 'signature'] as const).map((given) => ({
    title: `the ${given} of a verification, given again`,
    steps: 3,
    open: async (town: Town) => {
      const { id } = await met(town);
      return async () => ({
        ask: asking(town, {
          method: 'POST',
          path: `/v1/verifications/${id}/${given}`,
          body: { purpose: PURPOSE },
        }),
        made: () => rowsOf(town, 'verifier_item_request WHERE record_id = $1', id),
        ...{ whole: 1, repeat: 'another' as const },
      });
    },
  })),
  {
    title: 'the latest items',
    steps: 8,
    open: async (town) => {
      const card = await town.world.card();
      const personId = await consented(town, card);
      return async () => {
        await town.world.authority.renew(card.residentId, { pins: PINS });
        town.world.authority.clock.advance(HOUR);
        return {
          ask: asking(town, {
            method: 'POST',
            path: `/v1/persons/${personId}/latest-items`,
            body: { purpose: PURPOSE },
          }),
          ...records(town, 'latest-items', 1),
          repeat: 'another',
          alike: (answer) => (answer as { items: object }).items,
          also: async ({ before, first, again }) => {
            const [told, repeated] = [first, again] as { certificate: string }[];
            if (told !== undefined) assert.equal(told.certificate, 'new');
            if (before === 0)
              assert.equal(repeated?.certificate, 'new', 'what nobody was told of is still news');
          },
        };
      };
    },
  },
  {
    title: 'watches',
    steps: 3,
    open: async (town) => {
      const { personId } = await met(town);
      return async () => {
        await town.world.store.run('DELETE FROM verifier_watch WHERE person_id = $1', [personId]);
        return {
          ask: asking(town, {
            method: 'POST',
            path: '/v1/watches',
            body: { purpose: 'status', personIds: [personId] },
          }),
          made: () => rowsOf(town, 'verifier_watch WHERE person_id = $1', personId),
          ...{ whole: 1, repeat: 'same' },
        };
      };
    },
  },
  {
    title: 'the erasure of a person',
    steps: 10,
    open: async (town) => {
      const tables = await tablesOfPersons(town.world.store);
      assert.ok(tables.length >= 6, tables.join());
      const { card } = await met(town);
      return async () => {
        const { id, personId } = await met(town, card);
        await town.world.store.run('UPDATE verifier_record SET retain_until = 0 WHERE id = $1', [id]);
        await must(200, await town.city.post('/v1/watches', { purpose: 'status', personIds: [personId] }));
        return {
          ask: asking(town, { method: 'DELETE', path: `/v1/persons/${personId}` }),
          made: async () => {
            const left = tables.map((table) => rowsOf(town, `${table} WHERE person_id = $1`, personId));
            return (await Promise.all(left)).every((count) => count === 0) ? 1 : 0;
          },
          ...{ whole: 1, repeat: 'same' },
          // Whoever comes back to somebody who is gone is told that nobody is there.
          alike: () => undefined,
          also: async ({ before, again }) => {
            assert.equal((again as { code?: string }).code, before === 1 ? 'person-unknown' : undefined);
          },
        };
      };
    },
  },
  {
    title: 'a change that is watched for, its event and its delivery',
    steps: 25,
    open: async (town) => {
      const { city, receiver, world } = town;
      const { personId, card } = await met(town);
      await must(200, await city.post('/v1/watches', { purpose: 'status', personIds: [personId] }));
      const eventTypes = ['certificate.on_hold', 'certificate.released'];
      await must(201, await city.post('/v1/webhooks', { url: receiver.url, eventTypes, description: '' }));
      return async (life) => {
        const name = life % 2 === 0 ? 'loss' : 'recovery';
        await must(
          200,
          await world.authority.post(ADMIN, `/admin/residents/${card.residentId}/events/${name}`, {}),
        );
        world.authority.clock.advance(HOUR);
        const of = `WHERE tenant_id = '${city.tenantId}'`;
        return {
          ask: async (process) => {
            await process.sweep();
            return {};
          },
          made: () => rowsOf(town, `verifier_event ${of}`),
          ...{ whole: 1, repeat: 'same' },
          // The watch is due again, and no lease of the dead holds a delivery up.
          wait: () => world.authority.clock.advance(HOUR),
          also: async () => {
            const events = await world.store.run<{ event_id: string }>(
              `SELECT event_id FROM verifier_event ${of}`,
            );
            const ids = events.map(({ event_id }) => event_id).sort();
            const got = new Set(receiver.received.map(({ headers }) => headers['kazasu-event-id']));
            assert.deepEqual([...got].sort(), ids, 'each came, and nothing else');
            assert.equal(await rowsOf(town, `verifier_delivery ${of} AND state = 'delivered'`), ids.length);
            assert.equal(await rowsOf(town, `verifier_delivery ${of}`), ids.length);
            assert.equal(await recordsOf(town, 'status-check'), ids.length, 'one record of each');
          },
        };
      };
    },
  },
  {
    title: 'how long a record is kept',
    steps: 5,
    open: async (town) => {
      const { id } = await met(town);
      const from = town.world.authority.clock.now() + 20 * 366 * DAY;
      return async (life) => {
        const until = from + life * DAY;
        return {
          ask: asking(town, { method: 'PUT', path: `/v1/verifications/${id}/retention`, body: { until } }),
          made: () => rowsOf(town, `verifier_record WHERE id = $1 AND retain_until = ${until}`, id),
          ...{ whole: 1, repeat: 'same' },
        };
      };
    },
  },
  {
    title: 'the agreement with a tenant on how long',
    steps: 3,
    open: async (town) => async (life) => {
      const { tenantId } = town.city;
      const agreed = { from: life % 2 === 0 ? 'record' : 'contract-end', erasesDue: false };
      return {
        ask: asking(town, {
          method: 'PUT',
          path: `/admin/tenants/${tenantId}/retention`,
          body: agreed,
          token: ADMIN_TOKEN,
        }),
        made: () =>
          rowsOf(
            town,
            `verifier_retention WHERE tenant_id = $1 AND counted_from = '${agreed.from}'`,
            tenantId,
          ),
        ...{ whole: 1, repeat: 'same' },
      };
    },
  },
];

/** Records of this kind: as they are counted for the tenant, and as they are. */
function records(town: Town, kind: string, whole: number): Pick<Act, 'made' | 'whole' | 'repeat'> {
  return { made: () => recordsOf(town, kind), whole, repeat: 'same' };
}

async function recordsOf(town: Town, kind: string): Promise<number> {
  const { usage } = (await must(200, await town.city.ask('/v1/usage'))) as {
    usage: { kind: string; count: number }[];
  };
  const used = usage.filter((line) => line.kind === kind).reduce((sum, { count }) => sum + count, 0);
  const where = 'verifier_record WHERE tenant_id = $1 AND kind = $2';
  assert.equal(
    await rowsOf(town, where, town.city.tenantId, kind),
    used,
    'what is on record is what was used',
  );
  return used;
}
