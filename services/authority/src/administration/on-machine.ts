/** What is done with the database and the keys at hand, where no two administrators are there yet, or none any more. */

import { type OnMachine, onMachine } from '@kazasu/server/administration';
import { type Clock, systemClock } from '@kazasu/server/clock';
import type { KeyFolder } from '@kazasu/server/keys';
import { type Log, silentLog } from '@kazasu/server/log';
import type { Store } from '@kazasu/server/store';
import { AuthorityRole } from '../api.ts';
import { openAdministrationAudit } from '../audit/index.ts';
import { authorityConfig } from '../config.ts';
import { type AuthorityProcessSettings, apart } from '../service.ts';
import { MIGRATIONS } from '../store.ts';
import { AUTHORITY, openAdministration } from './administration.ts';

export const ADMINISTRATOR_ROLES: readonly string[] = AuthorityRole.options;

/** Whether the authority of these settings, which were checked, is one for which two must agree. Throws a ConfigError. */
export function twoMustAgree(settings: unknown): boolean {
  return authorityConfig(apart(settings as AuthorityProcessSettings).own).fourEyes;
}

export async function openOnMachine(given: {
  readonly store: Store;
  readonly keys: KeyFolder;
  /** As the audit log has it: `admin:<name>`. */
  readonly actor: string;
  readonly clock?: Clock;
  readonly log?: Log;
}): Promise<OnMachine> {
  const { store, keys, actor, clock = systemClock, log = silentLog } = given;
  await store.migrate(AUTHORITY, MIGRATIONS);
  const settings = openAdministration(await keys.loadOrCreate('administration', 'secret-256'));
  const audit = openAdministrationAudit({ store, clock, log });
  return onMachine({ service: AUTHORITY, store, clock, settings, audit, actor });
}
