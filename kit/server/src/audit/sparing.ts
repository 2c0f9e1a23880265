import type { Clock } from '../clock/index.ts';
import { codeOf, type Log } from '../log/index.ts';
import type { AuditLog } from './audit-log.ts';
import type { AuditEvent } from './event.ts';

/**
 * Entries about what anybody from outside can bring about, such as a refusal: the first of a kind at once, those that follow within a minute
 * as one entry with their number. Whoever knocks without end fills neither the table nor the chain's one row.
 */
export interface SparingAudit<Action extends string> {
  /** `event` is of as few kinds as the program has places that call this: nothing in it comes from the request. Never rejects. */
  tell(event: AuditEvent<Action>): void;
  /** Writes what was counted and has had its minute; with `all`, everything, and resolves when nothing is under way. */
  flush(all?: boolean): Promise<void>;
}

const EVERY_MS = 60_000;

interface Counted<Action extends string> {
  readonly event: AuditEvent<Action>;
  since: number;
  count: number;
}

export function sparing<Action extends string>(
  audit: Pick<AuditLog<Action>, 'record'>,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): SparingAudit<Action> {
  const kinds = new Map<string, Counted<Action>>();
  const underWay = new Set<Promise<void>>();
  const write = (event: AuditEvent<Action>) => {
    const writing = audit
      .record(event)
      .catch((error: unknown) => log.error('audit.failed', { code: codeOf(error) }))
      .finally(() => underWay.delete(writing));
    underWay.add(writing);
  };
  return {
    tell: (event) => {
      const kind = JSON.stringify([event.actor, event.action, event.subject, event.outcome]);
      const known = kinds.get(kind);
      if (known) known.count += 1;
      else {
        kinds.set(kind, { event, since: clock.now(), count: 0 });
        write(event);
      }
    },
    flush: async (all = false) => {
      for (const [kind, { event, since, count }] of kinds) {
        if (!all && clock.now() - since < EVERY_MS) continue;
        kinds.delete(kind);
        if (count > 0) write({ ...event, detail: { ...event.detail, count } });
      }
      await Promise.all(underWay);
    },
  };
}
