import type { AuditDetail } from '../audit/index.ts';
import type { StatementRunner } from '../store/index.ts';
import type { Administration } from './administration.ts';
import {
  type Administrator,
  addAdministrator,
  administratorsWithin,
  removeAdministrator,
  replaceAdministrators,
} from './administrators.ts';
import { endProposals } from './proposal-store.ts';
import type { AnyRegistration } from './wire.ts';

export type AdministratorChange =
  | { readonly kind: 'administrator.add'; readonly administrator: AnyRegistration }
  | { readonly kind: 'administrator.remove'; readonly administratorId: string };

export interface ChangedAdministrators {
  readonly administrator: Administrator;
  /** What the audit log tells of it. */
  readonly told: {
    readonly action: 'administrator.added' | 'administrator.removed';
    readonly subject: string;
    readonly detail: AuditDetail;
  };
}

/**
 * The list with one more or one less, in a transaction of the caller's; what the removed one had proposed ends. Throws an AdministratorError;
 * `fewest`: how many key administrators must be left.
 */
export async function changeList(
  { service, clock, settings }: Pick<Administration, 'service' | 'clock' | 'settings'>,
  within: StatementRunner,
  change: AdministratorChange,
  fewest?: { readonly fewest: number },
): Promise<ChangedAdministrators> {
  const now = clock.now();
  const list = await administratorsWithin(settings, within);
  const isAdding = change.kind === 'administrator.add';
  const id = isAdding ? change.administrator.administratorId : change.administratorId;
  const changed = isAdding
    ? addAdministrator(list, change.administrator, now)
    : removeAdministrator(list, id, fewest);
  await replaceAdministrators(settings, within, changed, now);
  if (!isAdding) await endProposals(within, service, { proposer: id, now });
  const { administrators } = isAdding ? changed : list;
  const administrator = administrators.find((one) => one.administratorId === id) as Administrator;
  return {
    administrator,
    told: {
      action: isAdding ? 'administrator.added' : 'administrator.removed',
      subject: `administrator:${id}`,
      detail: { keyId: administrator.thumbprint, reason: administrator.roles.join('+') },
    },
  };
}
