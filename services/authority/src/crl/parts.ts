import type { StatementRunner } from '@kazasu/server/store';
import type { StoredCrl } from './crl-data.ts';
import { deleteParts, findCrl, findPart, insertPart } from './crl-store.ts';

/** Small enough for a row and for the memory of many who fetch at once. */
const PART_OCTETS = 1024 * 1024;

/**
 * Keeps the octets of a list that is about to be published. Those of the list in force stay, because somebody may be
 * fetching it; older ones go, also what a crash left behind.
 */
export async function keepParts(runner: StatementRunner, list: StoredCrl, der: Uint8Array): Promise<void> {
  for (let part = 0; part * PART_OCTETS < der.length; part++) {
    const start = part * PART_OCTETS;
    await insertPart(runner, list, part, der.subarray(start, start + PART_OCTETS));
  }
  const inForce = await findCrl(runner, list.issuerKeyId, list.scope);
  if (inForce) await deleteParts(runner, inForce);
}

/** The DER, a part in memory at a time. Ends with an error when the list was replaced twice while somebody read it. */
export function streamCrl(runner: StatementRunner, list: StoredCrl): ReadableStream<Uint8Array> {
  let part = 0;
  return new ReadableStream({
    async pull(controller) {
      const content = await findPart(runner, list, part);
      if (content === undefined) throw new Error('the list was replaced while it was read');
      controller.enqueue(Uint8Array.from(content));
      part += 1;
      if (part * PART_OCTETS >= list.octets) controller.close();
    },
  });
}
