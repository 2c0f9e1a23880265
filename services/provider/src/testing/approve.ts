import type { KeyFolder } from '@kazasu/server/keys';
import type { StatementRunner } from '@kazasu/server/store';
import { type Items, sealItems } from '../consent/items.ts';

/** Whoever is said to have held a card. */
export interface Approver {
  readonly personId: string;
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly authTime: number;
  readonly items: Items;
}

/**
 * waiting → approved, as if a phone had scanned the code, proved a card and agreed. For measurements of the protocol alone: no card is
 * asked, nothing is judged. False where it was not waiting.
 */
export type Approve = (store: StatementRunner, id: string, approver: Approver) => Promise<boolean>;

/** With the key of the provider that has this folder. */
export async function approverIn(folder: KeyFolder): Promise<Approve> {
  const items = await folder.loadOrCreate('items', 'secret-256');
  return async (store, id, approver) => {
    const sealed = sealItems({ items }, id, approver.items);
    const rows = await store.run(
      `UPDATE provider_transaction
       SET state = 'approved', opened_by = 'qr', person_id = $2, subject = $3, auth_time = $4, items = $5
       WHERE id = $1 AND state = 'waiting' RETURNING id`,
      [id, approver.personId, approver.subject, approver.authTime, sealed],
    );
    return rows.length === 1;
  };
}
