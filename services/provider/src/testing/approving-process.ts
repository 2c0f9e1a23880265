/**
 * A node that agrees to a proposal and is killed (SIGKILL) at a step of it: before a statement of the change's transaction, between the
 * last one and the commit, or between the commit and the answer. Started by administration/kill.test.ts; tells its parent how far it came.
 */
import { once } from 'node:events';
import { approve, findProposal } from '@kazasu/server/administration';
import { settableClock } from '@kazasu/server/clock';
import { openKeyFolder } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { openStore, type StatementRunner, type Store, type StoreOptions } from '@kazasu/server/store';
import { tellParent } from '@kazasu/server/store/conformance';
import { administrationOf, carryOut, openAdministration, PROVIDER } from '../administration/index.ts';
import { openAudit } from '../audit/index.ts';
import { providerConfig } from '../config.ts';
import { folderVault } from '../key/index.ts';
import { KeyRing } from '../key/key-ring.ts';
import { TEST_SETTINGS } from './test-deps.ts';

export interface Task {
  readonly store: StoreOptions;
  readonly keyFolder: string;
  readonly proposalId: string;
  readonly now: number;
  /** Steps that are still done. */
  readonly steps: number;
}

/** Does so many steps, and dies before the next. */
function dying(store: Store, steps: number): Store {
  let left = steps;
  const step = (): void => {
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    left -= 1;
  };
  return {
    engine: store.engine,
    run: (statement, values) => store.run(statement, values),
    migrate: (service, migrations) => store.migrate(service, migrations),
    close: () => store.close(),
    transaction: async (work, options) => {
      const done = await store.transaction(async (within) => {
        const counted: StatementRunner = {
          run: (statement, values) => {
            step();
            return within.run(statement, values);
          },
        };
        const result = await work(counted);
        step();
        return result;
      }, options);
      step();
      return done;
    },
  };
}

const [task] = (await once(process, 'message')) as [Task];
const clock = settableClock(task.now);
const store = await openStore(task.store);
const vault = folderVault(openKeyFolder(task.keyFolder));
const keys = await KeyRing.open({ store, vault, clock, log: silentLog });
const proposal = await findProposal(store, PROVIDER, task.proposalId);
if (proposal === undefined) throw new Error('there is no such proposal');
const mortal = dying(store, task.steps);
const audit = openAudit({ store: mortal, clock, log: silentLog });
const config = providerConfig(TEST_SETTINGS);
const settings = openAdministration(keys);
const deps = administrationOf({ config, audit, store: mortal, clock, settings });
const administration = { ...deps, config: { ...deps.config, fourEyes: true } };
await approve(administration, proposal, {
  digest: proposal.digest,
  by: { administratorId: 'taro', actor: 'admin:taro', proof: 'as it was signed' },
  carryOut: (change, consented) => carryOut({ ...administration, vault, ownAudit: audit }, change, consented),
});
await tellParent('answered');
await store.close();
process.disconnect?.();
