/** A time-stamp service in a process of its own, which is asked for tokens and tells each answer. */
import { openKeyFolder } from '@kazasu/server/keys';
import { openStore, type StoreOptions } from '@kazasu/server/store';
import { mortality, mortalStore, tellParent } from '@kazasu/server/store/conformance';
import { mortalKeys, testService } from './service.ts';

export interface ForkedTask {
  readonly store: StoreOptions;
  /** A key folder; several processes may share one, also before it exists. */
  readonly keys: string;
  /** Requests for time-stamps, base64; all are asked at once. */
  readonly requests: readonly string[];
  /** The step before which it ends itself with SIGKILL, from 0. Absent: it is left alive. */
  readonly dieAt?: number;
}

process.once('message', (task: ForkedTask) => void run(task));

async function run({ store: options, keys: folder, requests, dieAt }: ForkedTask): Promise<void> {
  const life = mortality(dieAt, () => void process.kill(process.pid, 'SIGKILL'));
  const store = await openStore(options);
  const keys = openKeyFolder(folder);
  const service = await testService({
    store: mortalStore(store, life),
    keys,
    signing: mortalKeys(keys, life),
  });
  const stamp = async (request: string) => {
    const response = await service.post(Buffer.from(request, 'base64'));
    await tellParent(Buffer.from(await response.arrayBuffer()).toString('base64'));
  };
  await Promise.all(requests.map(stamp));
  await service.close();
  await store.close();
  process.disconnect();
}
