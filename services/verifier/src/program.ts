import { keyIdentities } from '@kazasu/server/keys';
import type { StoredProgram } from '@kazasu/server/serve';
import { type VerifierSettings, verifierConfig } from './config.ts';
import { createVerifier } from './main.ts';
import { MIGRATIONS } from './store.ts';

/** What service.ts loads when the verifier is really run. */
export const program: StoredProgram<VerifierSettings> = {
  migrations: MIGRATIONS,
  identity: async ({ keys }, settings) => {
    const { evidenceOrigin, operatorId, phoneCertificates } = verifierConfig(settings);
    return {
      log: evidenceOrigin,
      operator: operatorId,
      profile: JSON.stringify([phoneCertificates]),
      // The keys for encryption are of generations that the database knows.
      ...keyIdentities({
        master: await keys.loadOrCreate('master', 'secret-256'),
        log: await keys.loadOrCreate('log', 'ed25519'),
        person: await keys.loadOrCreate('person', 'secret-256'),
        administration: await keys.loadOrCreate('administration', 'secret-256'),
        audit: await keys.loadOrCreate('audit', 'ec-p256'),
      }),
    };
  },
  open: async ({ store, keys, clock, log }, settings) => {
    const verifier = await createVerifier({ ...settings, store, keys, clock, log });
    return verifier;
  },
};
