import { CardError } from '../error.ts';
import type { Transport } from '../transport.ts';
import { errandsOver } from './errand.ts';

const REFUSALS: ReadonlySet<string> = new Set(['card/not-found', 'card/unexpected-status']);

/**
 * Whether the card takes a SELECT of this application, by which cards are told apart; the application is selected then.
 * Any refusal is a no. A card that cannot be asked is a CardError.
 */
export async function hasApplication(transport: Transport, aid: Uint8Array): Promise<boolean> {
  try {
    return await errandsOver(transport, {}).free(aid, async () => true);
  } catch (failure) {
    if (failure instanceof CardError && REFUSALS.has(failure.code)) return false;
    throw failure;
  }
}
