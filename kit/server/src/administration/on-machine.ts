import * as v from 'valibot';
import type { AuditLog } from '../audit/index.ts';
import type { Clock } from '../clock/index.ts';
import type { Store } from '../store/index.ts';
import type { AdministrationAction } from './administration.ts';
import { AdministratorError, FEWEST_KEY_ADMINS } from './administrator-error.ts';
import {
  type Administrator,
  type AdministratorList,
  addAdministrator,
  administratorsOf,
  administratorsWithin,
  removeAdministrator,
  replaceAdministrators,
  withRole,
} from './administrators.ts';
import { endProposals } from './proposal-store.ts';
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
    add: async (registration, alone) => {
      const { administratorId: id } = registration;
      const about = { action: 'administrator.added', id, alone } as const;
      const { administrators } = await change(deps, about, (list, now) =>
        addAdministrator(list, registration, now),
      );
      return administrators.find(({ administratorId }) => administratorId === id) as Administrator;
    },
    remove: async (id, alone) => {
      const about = { action: 'administrator.removed', id, alone } as const;
      await change(deps, about, (list) => removeAdministrator(list, id, { fewest: 0 }));
    },
  };
}

function change(
  { service, store, clock, settings, audit, actor }: MachineDeps,
  {
    action,
    id,
    alone,
  }: { action: 'administrator.added' | 'administrator.removed'; id: string; alone: boolean },
  work: (list: AdministratorList, now: number) => AdministratorList,
): Promise<AdministratorList> {
  return store.transaction(async (within) => {
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
    await endProposals(within, service, { proposer: id, now });
    const all = [...changed.administrators, ...list.administrators];
    const own = all.find(({ administratorId }) => administratorId === id);
    const detail = { keyId: own?.thumbprint, reason: alone ? 'alone' : own?.roles.join('+') };
    await audit.append(within, { actor, action, subject: `administrator:${id}`, detail });
    return changed;
  });
}
