import type { Store } from '@kazasu/server/store';
import { endOf, eraseRecord } from './erase.ts';
import { listCandidates, listErasing } from './retention-store.ts';

const PAGE = 500;
const DAY = 86_400_000;

/** Erases what is due of the tenants that wish so, one record a transaction. How many were erased. */
export async function eraseDue(store: Store, now: number): Promise<number> {
  let erased = 0;
  for (const { tenantId, policy } of await listErasing(store)) {
    // No record goes earlier than so many days after it was made.
    const cutoff = now - policy.days * DAY;
    for (let after = { at: -1, leaf_index: -1 }; ; ) {
      const page = await listCandidates(store, tenantId, { cutoff, after, limit: PAGE });
      for (const row of page) {
        const until = endOf(policy, row);
        if (until === undefined || until > now) continue;
        if ((await eraseRecord(store, tenantId, row.id, now)).kind === 'erased') erased += 1;
      }
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) break;
      after = last;
    }
  }
  return erased;
}
