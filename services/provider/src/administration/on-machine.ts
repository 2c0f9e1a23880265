/** What is done with the database and the keys at hand, where no two administrators are there yet, or none any more. */

import { endProposals } from '@kazasu/server/administration';
import { type Clock, systemClock } from '@kazasu/server/clock';
import type { KeyFolder, TokenKeys } from '@kazasu/server/keys';
import { type Log, silentLog } from '@kazasu/server/log';
import type { Store } from '@kazasu/server/store';
import * as v from 'valibot';
import { AdministratorRegistration, AdministratorRole } from '../api/index.ts';
import { openAudit, type ProviderAction } from '../audit/index.ts';
import { providerConfig } from '../config.ts';
import { folderVault, tokenVault } from '../key/index.ts';
import { KeyRing } from '../key/key-ring.ts';
import { MIGRATIONS } from '../store.ts';
import { AdministratorError, FEWEST_KEY_ADMINS } from './administrator-error.ts';
import {
  type Administrator,
  type AdministratorList,
  addAdministrator,
  administratorsOf,
  administratorsWithin,
  openAdministration,
  removeAdministrator,
  replaceAdministrators,
  withRole,
} from './administrators.ts';
import { PROVIDER } from './tables.ts';

export const ADMINISTRATOR_ROLES: readonly string[] = AdministratorRole.options;

/** What was typed as the contract has it; undefined where it is something else. */
export function registrationIn(value: unknown): AdministratorRegistration | undefined {
  const checked = v.safeParse(AdministratorRegistration, value);
  return checked.success ? checked.output : undefined;
}

/** Whether the provider of these settings is one for which two must agree. Throws a ConfigError. */
export function twoMustAgree(settings: unknown): boolean {
  return providerConfig(settings).fourEyes;
}

export { AdministratorError, type AdministratorErrorCode } from './administrator-error.ts';
export type { Administrator } from './administrators.ts';

export interface OnMachine {
  list(): Promise<readonly Administrator[]>;
  /** Throws an AdministratorError: `administrator/two-are-there` where two key administrators could agree to it, unless `alone`. */
  add(registration: AdministratorRegistration, alone: boolean): Promise<Administrator>;
  /** For when a key was stolen and nobody is left to agree; throws as {@link OnMachine.add}. */
  remove(administratorId: string, alone: boolean): Promise<void>;
}

/** Whoever can call this has the database and its keys: it is told in the audit log, and cannot be refused. */
export async function openOnMachine(given: {
  readonly store: Store;
  readonly keys: KeyFolder;
  readonly tokenKeys?: TokenKeys | undefined;
  /** As the audit log has it: `admin:<name>`. */
  readonly actor: string;
  readonly clock?: Clock;
  readonly log?: Log;
}): Promise<OnMachine> {
  const { store, keys, tokenKeys, actor, clock = systemClock, log = silentLog } = given;
  await store.migrate('provider', MIGRATIONS);
  const vault = tokenKeys === undefined ? folderVault(keys) : tokenVault(keys, tokenKeys, clock);
  const settings = openAdministration(await KeyRing.open({ store, vault, clock, log }));
  const audit = openAudit({ store, clock, log });
  const change = async (
    { action, id, alone }: { action: ProviderAction; id: string; alone: boolean },
    work: (list: AdministratorList, now: number) => AdministratorList,
  ): Promise<AdministratorList> =>
    store.transaction(async (within) => {
      const now = clock.now();
      const list = await administratorsWithin(settings, within);
      if (!alone && withRole(list.administrators, 'key-admin').length >= FEWEST_KEY_ADMINS) {
        throw new AdministratorError(
          'administrator/two-are-there',
          'two key administrators are there, who must agree to it',
        );
      }
      const changed = work(list, now);
      await replaceAdministrators(settings, within, changed, now);
      await endProposals(within, PROVIDER, { proposer: id, now });
      const all = [...changed.administrators, ...list.administrators];
      const own = all.find(({ administratorId }) => administratorId === id);
      const detail = { keyId: own?.thumbprint, reason: alone ? 'alone' : own?.roles.join('+') };
      await audit.append(within, { actor, action, subject: `administrator:${id}`, detail });
      return changed;
    });
  return {
    list: async () => (await administratorsOf(settings, store)).administrators,
    add: async (registration, alone) => {
      const { administratorId: id } = registration;
      const about = { action: 'administrator.added', id, alone } as const;
      const { administrators } = await change(about, (list, now) =>
        addAdministrator(list, registration, now),
      );
      return administrators.find(({ administratorId }) => administratorId === id) as Administrator;
    },
    remove: async (id, alone) => {
      const about = { action: 'administrator.removed', id, alone } as const;
      await change(about, (list) => removeAdministrator(list, id, { fewest: 0 }));
    },
  };
}
