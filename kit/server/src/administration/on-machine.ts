import * as v from 'valibot';
import type { AuditLog } from '../audit/index.ts';
import type { Clock } from '../clock/index.ts';
import type { Store } from '../store/index.ts';
import type { AdministrationAction } from './administration.ts';
import { type AdministratorChange, changeList } from './administrator-change.ts';
import { AdministratorError, FEWEST_KEY_ADMINS } from './administrator-error.ts';
import { type Administrator, administratorsOf, administratorsWithin, withRole } from './administrators.ts';
import type { Settings } from './settings.ts';
import { type AnyRegistration, administratorRegistrationOf } from './wire.ts';

/** What is done with the database and the keys at hand, where no two administrators are there yet, or none any more. */
export interface OnMachine {
  list(): Promise<readonly Administrator[]>;
  /** Throws an AdministratorError: `administrator/two-are-there` where two key administrators could agree to it, unless `alone`. */
  add(registration: AnyRegistration, alone: boolean): Promise<Administrator>;
  /** For when a key was stolen and nobody is left to agree; throws as {@link OnMachine.add}. */
  remove(administratorId: string, alone: boolean): Promise<void>;
}

export interface MachineDeps {
  readonly service: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly audit: Pick<AuditLog<AdministrationAction>, 'append'>;
  /** As the audit log has it: `admin:<name>`. */
  readonly actor: string;
}

/** What was typed as the contract has it, with roles of these; undefined where it is something else. */
export function registrationIn(value: unknown, roles: readonly string[]): AnyRegistration | undefined {
  const checked = v.safeParse(administratorRegistrationOf(v.picklist(roles)), value);
  return checked.success ? checked.output : undefined;
}

/** Whoever can call this has the database and its keys: it is told in the audit log, and cannot be refused. */
export function onMachine(deps: MachineDeps): OnMachine {
  const { store, settings } = deps;
  return {
    list: async () => (await administratorsOf(settings, store)).administrators,
    add: (administrator, alone) => change(deps, { kind: 'administrator.add', administrator }, alone),
    remove: async (administratorId, alone) => {
      await change(deps, { kind: 'administrator.remove', administratorId }, alone);
    },
  };
}

function change(deps: MachineDeps, what: AdministratorChange, alone: boolean): Promise<Administrator> {
  const { store, settings, audit, actor } = deps;
  return store.transaction(async (within) => {
    const { administrators } = await administratorsWithin(settings, within);
    if (!alone && withRole(administrators, 'key-admin').length >= FEWEST_KEY_ADMINS) {
      throw new AdministratorError(
        'administrator/two-are-there',
        'two key administrators are there, who must agree to it',
      );
    }
    const { administrator, told } = await changeList(deps, within, what, { fewest: 0 });
    const detail = { ...told.detail, ...(alone && { reason: 'alone' }) };
    await audit.append(within, { ...told, actor, detail });
    return administrator;
  });
}
