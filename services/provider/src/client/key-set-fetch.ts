import { type KeySet, parseKeySet } from '@kazasu/oidc';
import { askOutside } from '@kazasu/server/outbound';

const MAX_BYTES = 65_536;
const TIMEOUT_MS = 5_000;

/**
 * Fetches a client's key set through the door for addresses that others chose. A provider on this machine alone (`local`)
 * may also ask this machine. Rejects where the address may not be asked, no answer comes, or it is no key set.
 */
export async function fetchKeySet(address: string, local: boolean): Promise<KeySet> {
  const headers = { accept: 'application/json' };
  const bounds = { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES };
  const { status, body } = await askOutside(address, { headers, ...bounds, local });
  if (status !== 200) throw new Error('the answer is not 200');
  return parseKeySet(body);
}
