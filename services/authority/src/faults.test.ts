/** The authority, while its database is at fault: issuance, revocation, the events between them, and what verifiers ask. */
import assert from 'node:assert/strict';
import { describeFaults } from '@kazasu/server/store/conformance';
import {
  ADMIN,
  OPTIONS,
  somebody,
  type TestAuthority,
  testAuthority,
  VERIFIER,
} from './testing/authority.ts';
import { BODIES, holder, post } from './testing/life.ts';
import { phoneKeys, phoneRequest } from './testing/signing.ts';

type Act = Awaited<ReturnType<Parameters<typeof describeFaults<TestAuthority>>[0]['open']>>['acts'][number];

function actsAt(well: TestAuthority): Act[] {
  const holding = async () => (await holder(well)).resident.residentId;
  const certificateOf = async (residentId: string) => {
    const [first] = await well.certificates(residentId);
    assert.ok(first);
    return `/admin/certificates/${first.id.issuerKeyId}/${first.id.serial}`;
  };
  return [
    {
      name: 'a card',
      prepare: async () => {
        const resident = somebody();
        return (node) => node.post(ADMIN, '/admin/cards', { resident, options: OPTIONS });
      },
      done: 201,
      again: 409,
    },
    {
      name: 'revocation of a certificate',
      prepare: async () => {
        const path = `${await certificateOf(await holding())}/revocation`;
        return (node) => node.post(ADMIN, path, { reason: 'keyCompromise' });
      },
      done: 204,
    },
    ...(['loss', 'renewal'] as const).map(
      (event): Act => ({
        name: `the event ${event}`,
        prepare: async () => {
          const residentId = await holding();
          return (node) => post(node, residentId, event, BODIES[event]);
        },
        done: 200,
        ...(event !== 'renewal' && { again: 409 }),
      }),
    ),
    {
      name: 'certificates of a phone',
      prepare: async () => {
        const { image } = await holder(well);
        const request = phoneRequest(image, await phoneKeys(), well.clock.now());
        return (node) => node.post(undefined, '/phone/certificates', request);
      },
      done: 201,
      again: 409,
    },
    {
      name: 'a verifier',
      prepare: async () => {
        const verifierId = `verifier-${somebody().residentId}`;
        const purposes = ['authentication'];
        const contract = {
          verifierId,
          name: 'Verifier',
          purposes,
          defaultPurpose: 'authentication',
          quotas: {},
        };
        return (node) => node.post(ADMIN, '/admin/verifiers', contract);
      },
      done: 201,
      again: 409,
    },
    {
      name: 'the latest list',
      prepare: async () => {
        const [ca] = await well.store.run<{ key_id: string }>(
          'SELECT key_id FROM authority_ca ORDER BY not_after DESC, key_id LIMIT 1',
        );
        const path = `/crl/${ca?.key_id}/whole`;
        await well.ask(VERIFIER, path);
        return (node) => node.ask(VERIFIER, path);
      },
      done: 200,
      withstands: ['only to be read, as a standby'],
    },
  ];
}

describeFaults<TestAuthority>({
  prefix: 'authority',
  // Numbers are taken before they are used, and never given again: one that was refused leaves a gap.
  aside: ['authority_serial'],
  open: async ({ patient, hasty }) => {
    const first = await testAuthority({ store: patient });
    const { clock } = first;
    // What comes with the first card of a municipality is there.
    await holder(first);
    const second = await testAuthority({ store: hasty, clock });
    return {
      patient: first,
      hasty: second,
      acts: actsAt(first),
      close: async () => {
        await second.close();
        await first.close();
      },
    };
  },
});
