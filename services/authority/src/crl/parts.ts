import type { StatementRunner } from '@kazasu/server/store';
import type { StoredCrl } from './crl-data.ts';
import { deleteParts, findCrl, findPart, type PartName } from './crl-store.ts';

/** About the size of a part: small enough for a row and for the memory of many who fetch at once. */
export const PART_OCTETS = 1024 * 1024;

/**
 * Before a list is published: the parts of the one in force stay, because somebody may be fetching it; older ones go,
 * also what a crash left behind.
 */
export async function deleteOld(
  runner: StatementRunner,
  { issuerKeyId, scope }: Pick<PartName, 'issuerKeyId' | 'scope'>,
): Promise<void> {
  const inForce = await findCrl(runner, issuerKeyId, scope);
  if (inForce) await deleteParts(runner, inForce);
}

/** The DER, a part in memory at a time. Ends with an error when the list was replaced twice while somebody read it. */
export function streamCrl(runner: StatementRunner, list: StoredCrl): ReadableStream<Uint8Array> {
  let part = 0;
  let octets = 0;
  return new ReadableStream({
    async pull(controller) {
      const content = await findPart(runner, list, part);
      if (content === undefined) throw new Error('the list was replaced while it was read');
      controller.enqueue(Uint8Array.from(content));
      part += 1;
      octets += content.length;
      if (octets >= list.octets) controller.close();
    },
  });
}
