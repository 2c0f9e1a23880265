import { codeOf, type Log } from '../log/index.ts';
import type { Metrics } from '../metrics/index.ts';
import type { AuditLog } from './audit-log.ts';
import { AuditDamaged } from './damaged.ts';
import type { HeadExport } from './head-export.ts';

/** Whatever is wrong with the chain is told to the log and stays in the metrics until it is mended; `run` never rejects. */
export function watchedHeads(
  exported: HeadExport,
  {
    audit,
    log,
    metrics,
  }: { readonly audit: Pick<AuditLog, 'head'>; readonly log: Log; readonly metrics: Metrics },
): HeadExport {
  let intact: boolean | undefined;
  let entries: number | undefined;
  metrics.gauge(
    'audit_intact',
    'Whether the audit log holds the heads that were signed, and every entry fits that was followed',
    {},
    () => (intact === undefined ? undefined : Number(intact)),
  );
  metrics.gauge('audit_entries', 'Entries of the audit log', {}, () => entries);
  return {
    signed: exported.signed,
    run: async () => {
      try {
        await exported.run();
        entries = (await audit.head()).number;
        intact = true;
      } catch (error) {
        const code = codeOf(error);
        log.error(error instanceof AuditDamaged ? 'audit.damaged' : 'audit.export.failed', { code });
        if (error instanceof AuditDamaged) intact = false;
      }
    },
  };
}
