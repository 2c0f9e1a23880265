import { randomId } from '@kazasu/server/random';
import type { StatementRunner } from '@kazasu/server/store';
import type { DeliveryPlace } from '../delivery-store.ts';

const ROWS_AT_ONCE = 200;

/** Puts so many deliveries, due since then, straight into the table. Their events are not there: they can be leased, not sent. */
export async function fillDeliveries(
  store: StatementRunner,
  { tenantId, webhookId }: DeliveryPlace,
  { count, dueAt }: { readonly count: number; readonly dueAt: number },
): Promise<void> {
  for (let done = 0; done < count; done += ROWS_AT_ONCE) {
    const ids = Array.from({ length: Math.min(ROWS_AT_ONCE, count - done) }, () => randomId());
    const rows = ids.map((_, i) => `($${i + 4}, $1, $2, $${i + 4}, 'waiting', 0, $3, '', 0, $3)`);
    await store.run(
      `INSERT INTO verifier_delivery
         (delivery_id, tenant_id, webhook_id, event_id, state, attempts, due_at, lease, leased_until, created_at)
       VALUES ${rows.join(', ')}`,
      [tenantId, webhookId, dueAt, ...ids],
    );
  }
}
