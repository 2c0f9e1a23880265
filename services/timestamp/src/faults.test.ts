/** The time-stamp service, while its database is at fault. */
import { createHash } from 'node:crypto';
import { createTimestampRequest } from '@kazasu/pki';
import { describeFaults } from '@kazasu/server/store/conformance';
import { PATHS } from './api.ts';
import { type TestService, testService } from './testing/service.ts';

const digest = createHash('sha256').update('a document').digest();
const request = createTimestampRequest({ digest, hash: 'sha256' });

describeFaults<TestService>({
  prefix: 'timestamp',
  open: async ({ patient, hasty }) => {
    const first = await testService({ store: patient });
    const { keys, clock } = first;
    // What is made once a day is there.
    await first.crl();
    const second = await testService({ store: hasty, keys, clock });
    return {
      patient: first,
      hasty: second,
      acts: [
        {
          name: 'a token',
          prepare: async () => {
            clock.advance(1_000);
            return (node) => node.post(request);
          },
          done: 200,
        },
        {
          name: 'the list',
          prepare: async () => async (node) => node.app.request(PATHS.crl),
          done: 200,
          withstands: ['only to be read, as a standby'],
        },
      ],
      close: async () => {
        await second.close();
        await first.close();
      },
    };
  },
});
