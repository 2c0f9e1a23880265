/** What is done with the database and the keys at hand, where no two administrators are there yet, or none any more. */

import { type OnMachine, onMachine } from '@kazasu/server/administration';
import { type Clock, systemClock } from '@kazasu/server/clock';
import type { KeyFolder } from '@kazasu/server/keys';
import { type Log, silentLog } from '@kazasu/server/log';
import type { Store } from '@kazasu/server/store';
import { VerifierRole } from '../api/index.ts';
import { openAudit } from '../audit/index.ts';
import { verifierConfig } from '../config.ts';
import { MIGRATIONS } from '../store.ts';
import { openAdministration, VERIFIER } from './administration.ts';

export const ADMINISTRATOR_ROLES: readonly string[] = VerifierRole.options;

/** Whether the verifier of these settings is one for which two must agree. Throws a ConfigError. */
export function twoMustAgree(settings: unknown): boolean {
  return verifierConfig(settings).fourEyes;
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
  await store.migrate(VERIFIER, MIGRATIONS);
  const settings = openAdministration(await keys.loadOrCreate('administration', 'secret-256'));
  const audit = openAudit({ store, clock, log });
  return onMachine({ service: VERIFIER, store, clock, settings, audit, actor });
}
