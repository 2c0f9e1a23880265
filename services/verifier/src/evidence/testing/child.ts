/** The other end of forked.ts. */
import { fromBase64 } from '@kazasu/bytes';
import { parseCertificate } from '@kazasu/pki';
import { settableClock } from '@kazasu/server/clock';
import { openKeyFolder } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { createMetrics } from '@kazasu/server/metrics';
import { openStore, type StatementRunner, type Store } from '@kazasu/server/store';
import * as v from 'valibot';
import { EvidenceSettings } from '../settings.ts';
import { createEvidenceSweep } from '../sweep.ts';
import type { AppendTask, ChildWord, SweepTask } from './forked.ts';
import { draftOf, openTestLog } from './log.ts';

process.once('message', (task: AppendTask | SweepTask) => {
  void (task.kind === 'append' ? append(task) : sweep(task)).then(() => process.exit(0));
});

async function append({ store, name, count, parallel }: AppendTask): Promise<void> {
  const { log, close } = await openTestLog(store);
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const number = next;
      next += 1;
      const appended = await log.append(draftOf({ once: { key: `${name}/${number}`, fingerprint: 'f' } }));
      const place = appended.kind === 'appended' ? appended.leafIndex : appended.record.leafIndex;
      await tell([number, place]);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  await close();
}

async function sweep(task: SweepTask): Promise<void> {
  let steps = 0;
  const step = () => {
    if (steps === task.dieAt) process.kill(process.pid, 'SIGKILL');
    steps += 1;
  };
  const store = watched(await openStore(task.store), step);
  const { log } = await openTestLog(task.store, store);
  await log.append(draftOf());
  const timestamp = {
    url: `${task.unitUrl}/tsr`,
    crls: [`${task.unitUrl}/crl`],
    renewBeforeMs: 86_400_000,
    retiredUnits: [],
    timeoutMs: 5_000,
  };
  const due = createEvidenceSweep({
    store,
    clock: settableClock(task.time),
    log: silentLog,
    metrics: createMetrics('verifier'),
    keys: { log: await openKeyFolder(task.keys).loadOrCreate('log', 'ed25519') },
    trust: { timestampAnchors: [parseCertificate(fromBase64(task.anchor))] },
    config: {
      evidenceOrigin: 'verifier.example/evidence',
      evidence: v.parse(EvidenceSettings, {}),
      timestamp,
    },
    fetch: async (input, init) => {
      step();
      return fetch(input, init);
    },
  });
  await due.run();
  await tell([0, steps]);
  await store.close();
}

/** Resolves when the parent has it: what was told before the end counts as answered. */
function tell(word: ChildWord): Promise<void> {
  return new Promise((resolve) => process.send?.(word, () => resolve()));
}

/** A step lies before every statement and before every commit. */
function watched(store: Store, step: () => void): Store {
  const runner = (inner: StatementRunner): StatementRunner => ({
    run: (statement, values) => {
      step();
      return inner.run(statement, values);
    },
  });
  return {
    engine: store.engine,
    run: runner(store).run,
    transaction: (work, options) =>
      store.transaction(async (within) => {
        const result = await work(runner(within));
        step();
        return result;
      }, options),
    migrate: (service, migrations) => store.migrate(service, migrations),
    close: () => store.close(),
  };
}
