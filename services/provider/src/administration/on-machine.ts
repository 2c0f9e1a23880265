/** What is done with the database and the keys at hand, where no two administrators are there yet, or none any more. */

import { type OnMachine, onMachine } from '@kazasu/server/administration';
import { type Clock, systemClock } from '@kazasu/server/clock';
import type { KeyFolder, TokenKeys } from '@kazasu/server/keys';
import { type Log, silentLog } from '@kazasu/server/log';
import type { Store } from '@kazasu/server/store';
import { AdministratorRole } from '../api/index.ts';
import { openAudit } from '../audit/index.ts';
import { providerConfig } from '../config.ts';
import { vaultOf } from '../key/index.ts';
import { KeyRing } from '../key/key-ring.ts';
import { MIGRATIONS } from '../store.ts';
import { openAdministration } from './administration.ts';
import { PROVIDER } from './tables.ts';

export const ADMINISTRATOR_ROLES: readonly string[] = AdministratorRole.options;

/** Whether the provider of these settings is one for which two must agree. Throws a ConfigError. */
export function twoMustAgree(settings: unknown): boolean {
  return providerConfig(settings).fourEyes;
}

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
  await store.migrate(PROVIDER, MIGRATIONS);
  const vault = vaultOf({ keys, tokenKeys, clock });
  const settings = openAdministration(await KeyRing.open({ store, vault, clock, log }));
  const audit = openAudit({ store, clock, log });
  return onMachine({ service: PROVIDER, store, clock, settings, audit, actor });
}
