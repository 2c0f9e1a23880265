/** The verifier, while its database is at fault: no answer before the evidence is durable, and none that is lost. */
import { randomId } from '@kazasu/server/random';
import { type Act, describeFaults } from '@kazasu/server/store/conformance';
import type { Verifier } from './main.ts';
import { met } from './testing/asking.ts';
import {
  ADMIN_TOKEN,
  createWorld,
  type Member,
  PURPOSE,
  signDocuments,
  type World,
} from './testing/world.ts';

/** One request of a tenant or, without one, of the operator. */
function sent(member: Member | undefined, method: string, path: string, body?: object) {
  const headers = {
    authorization: `Bearer ${member?.token ?? ADMIN_TOKEN}`,
    'content-type': 'application/json',
    'idempotency-key': randomId(),
  };
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  return async ({ app }: Verifier) => app.request(path, init);
}

async function actsAt(world: World): Promise<Act<Verifier>[]> {
  const city = await world.tenant();
  const card = await world.card();
  const { id, personId } = await met({ world, city }, card);
  const signed = { purpose: PURPOSE, ...signDocuments(card, ['application']) };
  return [
    {
      name: 'a verification',
      prepare: async () => sent(city, 'POST', '/v1/verifications', signed),
      done: 201,
    },
    {
      name: 'a status check',
      prepare: async () => sent(city, 'POST', '/v1/status-checks', { purpose: 'status', personId }),
      done: 200,
    },
    {
      name: 'items of a record',
      prepare: async () => sent(city, 'POST', `/v1/verifications/${id}/items`, { purpose: PURPOSE }),
      done: 200,
    },
    {
      name: 'a record',
      prepare: async () => sent(city, 'GET', `/v1/verifications/${id}`),
      done: 200,
      withstands: ['only to be read, as a standby'],
    },
    {
      name: 'a tenant',
      prepare: async () => {
        const tenantId = `tenant-${randomId().slice(0, 8).toLowerCase().replace(/\W/g, 'x')}`;
        const body = { tenantId, name: '架空市', purposes: [PURPOSE], clientIds: [], retentionDays: 0 };
        return sent(undefined, 'POST', '/admin/tenants', body);
      },
      done: 201,
      again: 409,
    },
  ];
}

describeFaults<Verifier>({
  prefix: 'verifier',
  open: async ({ patient, hasty }) => {
    const world = await createWorld({ store: patient });
    const node = await world.another(hasty);
    return {
      patient: world.verifier,
      hasty: node,
      acts: await actsAt(world),
      close: async () => {
        await node.close();
        await world.close();
      },
    };
  },
});
