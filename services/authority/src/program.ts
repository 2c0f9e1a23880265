import { keyIdentities } from '@kazasu/server/keys';
import type { StoredGround, StoredProgram } from '@kazasu/server/serve';
import { openIssuerKeys } from './card/index.ts';
import { type Custody, openCustody } from './ceremony/index.ts';
import { authorityConfig } from './config.ts';
import { createAuthority } from './main.ts';
import { type AuthorityProcessSettings, apart } from './service.ts';
import { MIGRATIONS } from './store.ts';

/** What service.ts loads when the authority is really run. */
export const program: StoredProgram<AuthorityProcessSettings> = {
  migrations: MIGRATIONS,
  identity: async ({ keys }, settings) => {
    const { organisation, cardGeneration } = authorityConfig(apart(settings).own);
    // The roots' keys are compared with their certificates, which stand in the database.
    return {
      organisation,
      generation: cardGeneration,
      ...keyIdentities({
        register: await keys.loadOrCreate('register', 'secret-256'),
        counter: await keys.loadOrCreate('counter', 'secret-256'),
        administration: await keys.loadOrCreate('administration', 'secret-256'),
        ...(await openIssuerKeys(keys)),
      }),
    };
  },
  open: async ({ store, keys, clock, log, custody: place }, settings) => {
    const { own, custody: named } = apart(settings);
    const custody = await openCustody(place.folder, environmentOf(place, named));
    const { signing, roots } = custody;
    const authority = await createAuthority({
      ...own,
      ...(signing && { signing }),
      ...(roots && { roots }),
      ...{ store, keys, clock, log },
    }).catch((error: unknown) => {
      custody.close();
      throw error;
    });
    return { ...authority, close: () => closeBoth(authority, custody) };
  },
};

async function closeBoth(authority: { close(): Promise<void> }, custody: Custody): Promise<void> {
  await authority.close();
  custody.close();
}

/** Custody takes its files by the names that they have in an environment. */
function environmentOf(
  place: StoredGround['custody'],
  named: ReturnType<typeof apart>['custody'],
): Parameters<typeof openCustody>[1] {
  return {
    KAZASU_KEY_PASSPHRASE_FILE: place.passphraseFile,
    KAZASU_TOKEN_MODULE: named.tokenModule,
    KAZASU_TOKEN: named.token,
    KAZASU_TOKEN_PIN_FILE: named.tokenPinFile,
    KAZASU_ROOTS_FILE: named.rootsFile,
  };
}
