/**
 * In a process of its own: revokes one certificate after another and fetches the whole list after each, until it is
 * killed. Says the number, the SHA-256 and whether the list names what it has just revoked.
 */
import { createHash } from 'node:crypto';
import { openKeyFolder } from '@kazasu/server/keys';
import { openStore, type StoreOptions } from '@kazasu/server/store';
import { ADMIN, testAuthority, VERIFIER } from '../../testing/authority.ts';

export interface CrlChildTask {
  readonly store: StoreOptions;
  readonly keys: string;
  readonly issuerKeyId: string;
  readonly serials: readonly string[];
}

export interface CrlChildWord {
  readonly number: number;
  readonly hash: string;
  readonly named: boolean;
}

process.once('message', (task: CrlChildTask) => void work(task));

async function work({ store: options, keys, issuerKeyId, serials }: CrlChildTask): Promise<void> {
  const store = await openStore(options);
  const authority = await testAuthority({ store, keys: openKeyFolder(keys) });
  process.send?.('ready');
  for (const serial of serials) {
    const path = `/admin/certificates/${issuerKeyId}/${serial}/revocation`;
    const revoked = await authority.post(ADMIN, path, { reason: 'superseded' });
    if (revoked.status !== 204) throw new Error(`revocation: ${revoked.status}`);
    const response = await authority.ask(VERIFIER, `/crl/${issuerKeyId}/whole`);
    const list = Buffer.from(await response.arrayBuffer());
    const number = Number(response.headers.get('etag')?.slice(1, -1));
    const hash = createHash('sha256').update(list).digest('hex');
    process.send?.({ number, hash, named: list.includes(Buffer.from(`0204${serial}`, 'hex')) });
  }
  process.exit(0);
}
