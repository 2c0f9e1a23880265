import type { StatementRunner } from '@kazasu/server/store';
import { findWaitingWebhooks, type LeaseOrder, leaseOfWebhook, type WaitingWebhook } from './lease-store.ts';
import type { LeasedDelivery } from './webhook-data.ts';

/**
 * Takes what is due and nobody has. The next webhook is always one of the tenant that has the fewest attempts under way, so that a
 * tenant whose receivers are slow, however many they are and however much waits for them, does not take every place.
 */
export async function leaseDeliveries(
  store: StatementRunner,
  order: LeaseOrder,
): Promise<readonly LeasedDelivery[]> {
  const leased: LeasedDelivery[] = [];
  const waiting = await findWaitingWebhooks(store, order.now);
  const busy = busyByTenant(waiting);
  const left = new Set(waiting.filter((one) => one.dueAt !== undefined && one.busy < order.mostOfOne));
  while (leased.length < order.most) {
    const next = nextOf(left, busy);
    if (next === undefined) break;
    left.delete(next);
    const got = await leaseOfWebhook(store, next.webhookId, { ...order, most: order.most - leased.length });
    busy.set(next.tenantId, (busy.get(next.tenantId) ?? 0) + got.length);
    leased.push(...got);
  }
  return leased;
}

function busyByTenant(waiting: readonly WaitingWebhook[]): Map<string, number> {
  const busy = new Map<string, number>();
  for (const one of waiting) busy.set(one.tenantId, (busy.get(one.tenantId) ?? 0) + one.busy);
  return busy;
}

/** Of the tenants with the fewest under way the webhook that waits longest. */
function nextOf(
  left: ReadonlySet<WaitingWebhook>,
  busy: ReadonlyMap<string, number>,
): WaitingWebhook | undefined {
  let first: WaitingWebhook | undefined;
  const rank = ({ tenantId, dueAt = 0 }: WaitingWebhook) => [busy.get(tenantId) ?? 0, dueAt] as const;
  for (const one of left) {
    if (first === undefined) {
      first = one;
      continue;
    }
    const [[busyOne, dueOne], [busyFirst, dueFirst]] = [rank(one), rank(first)];
    if (busyOne < busyFirst || (busyOne === busyFirst && dueOne < dueFirst)) first = one;
  }
  return first;
}
