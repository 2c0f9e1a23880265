import type { AdministrationAction } from '@kazasu/server/administration';
import { type AuditEvent, type AuditLog, bodyOf, type SparingAudit, sparing } from '@kazasu/server/audit';
import type { Clock } from '@kazasu/server/clock';
import type { Log } from '@kazasu/server/log';
import type { Store } from '@kazasu/server/store';
import { appendAudit } from './audit-store.ts';

export type AuthorityAction = AdministrationAction | 'contract';

export interface AdministrationAudit extends Pick<AuditLog<AuthorityAction>, 'append' | 'record'> {
  /** For what anybody can bring about as often as they like. */
  readonly sparing: SparingAudit<AuthorityAction>;
}

/** What the administration tells, as entries of the one chain: what it says beside its action stands in `subject` and `detail`. */
export function openAdministrationAudit({
  store,
  clock,
  log,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}): AdministrationAudit {
  const append: AdministrationAudit['append'] = async (within, told) => {
    await appendAudit(within, entryOf(told, clock.now()));
  };
  const record: AdministrationAudit['record'] = (told) =>
    store.transaction((within) => append(within, told), { inTurn: true });
  return { append, record, sparing: sparing({ record }, { clock, log }) };
}

function entryOf(told: AuditEvent<AuthorityAction>, now: number) {
  const { at, actor, action, subject, outcome, detail } = bodyOf(told, now);
  const { reason = null, ...more } = detail;
  return {
    at,
    event: action,
    actor,
    residentId: null,
    certificates: [],
    reason: reason === null ? null : String(reason),
    outcome,
    ...(subject !== null && { subject }),
    ...(Object.keys(more).length > 0 && { detail: more }),
  };
}
