import { keyIdentity } from '@kazasu/server/keys';
import type { StoredProgram } from '@kazasu/server/serve';
import { type TimestampSettings, timestampConfig } from './config.ts';
import { KEY_KIND } from './deps.ts';
import { createTimestampService } from './main.ts';
import { ROOT_KEY } from './root/index.ts';
import { MIGRATIONS } from './store.ts';

/** What service.ts loads when the service is really run. */
export const program: StoredProgram<TimestampSettings> = {
  migrations: MIGRATIONS,
  identity: async ({ keys }, settings) => {
    const { organisation, policy } = timestampConfig(settings);
    // The units' keys are of numbers that the database knows.
    return {
      organisation,
      policy,
      'keys.root': keyIdentity(await keys.loadOrCreate(ROOT_KEY, KEY_KIND)),
    };
  },
  open: ({ store, keys, clock, log }, settings) =>
    createTimestampService({ ...settings, store, keys, clock, log }),
};
