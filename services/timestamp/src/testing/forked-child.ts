/** The other end of forked.ts. */
import { type KeyFolder, openKeyFolder, type SigningKeys, signingKeysIn } from '@kazasu/server/keys';
import { openStore, type StatementRunner, type Store } from '@kazasu/server/store';
import { PATHS } from '../api.ts';
import type { ForkedTask } from './forked.ts';
import { testService } from './service.ts';

process.once('message', (task: ForkedTask) => void run(task));

async function run({ store: options, keys: folder, requests, dieAt }: ForkedTask): Promise<void> {
  let steps = 0;
  const step = () => {
    if (steps === dieAt) process.kill(process.pid, 'SIGKILL');
    steps += 1;
  };
  const store = await openStore(options);
  const keys = openKeyFolder(folder);
  const service = await testService({
    store: watchedStore(store, step),
    keys,
    signing: watchedKeys(keys, step),
  });
  const stamp = async (request: string) => {
    const response = await service.post(Buffer.from(request, 'base64'));
    await told(Buffer.from(await response.arrayBuffer()).toString('base64'));
    step();
  };
  await Promise.all(requests.map(stamp));
  await service.app.request(PATHS.crl);
  step();
  await service.close();
  await store.close();
  process.disconnect();
}

/** Resolves when the parent has it: what was told before the end counts as answered. */
function told(reply: string): Promise<void> {
  return new Promise((resolve) => process.send?.(reply, () => resolve()));
}

/** A step lies before every statement, and so behind the one before. */
function watchedStore(store: Store, step: () => void): Store {
  const watched = (runner: StatementRunner): StatementRunner => ({
    run: (statement, values) => {
      step();
      return runner.run(statement, values);
    },
  });
  return {
    engine: store.engine,
    run: watched(store).run,
    transaction: (work) => store.transaction((within) => work(watched(within))),
    migrate: (service, migrations) => store.migrate(service, migrations),
    close: () => store.close(),
  };
}

function watchedKeys(folder: KeyFolder, step: () => void): SigningKeys {
  const keys = signingKeysIn(folder);
  return {
    ...keys,
    loadOrCreate: async (name, kind) => {
      const key = await keys.loadOrCreate(name, kind);
      step();
      const sign = (bytes: Uint8Array) => {
        step();
        return key.sign(bytes);
      };
      return { ...key, sign, signBeside: async (bytes) => sign(bytes) };
    },
  };
}
