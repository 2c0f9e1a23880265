import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodesOfPlan, parseBundle, planInclusion } from '@kazasu/evidence';
import type { StoreOptions } from '@kazasu/server/store';
import { postgresMissing, startPostgres } from '@kazasu/server/store/conformance';
import { fillTree, openTestHeads, proveInclusion } from '@kazasu/verifier/testing/evidence';
import { inTurns } from '../card/measure.ts';
import type { Figure } from '../pki/figure.ts';
import type { VerifyBenchOptions, VerifyMeasurement } from './figure.ts';

/** Proofs from the store, bundles, and their check offline, in trees of growing size: nothing may grow faster than their height. */
export const PROOF: VerifyMeasurement = { name: 'proof', run: measure };

/** Whole tiles next to 10^4, 10^5, 10^6 and 10^7. */
const SIZES = [39, 390, 3906, 39_062].map((tiles) => tiles * 256);

interface Costs {
  readonly leaves: number;
  readonly path: number;
  readonly proof: number;
  readonly bundle: number;
  readonly check: number;
  readonly octets: number;
}

async function measure(options: VerifyBenchOptions): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-bench-proof-'));
  try {
    const figures = await measureEngine('SQLite', options, (name) => ({ file: join(folder, `${name}.db`) }));
    if (!options.full || postgresMissing() !== false) return figures;
    const postgres = await startPostgres();
    try {
      const urls = new Map<number, string>();
      for (const size of SIZES) urls.set(size, await postgres.createDatabase());
      const inPostgres = await measureEngine('PostgreSQL', options, (size) => ({
        databaseUrl: urls.get(size) ?? '',
        connections: 2,
      }));
      return [...figures, ...inPostgres];
    } finally {
      await postgres.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureEngine(
  engine: string,
  options: VerifyBenchOptions,
  storeFor: (size: number) => StoreOptions,
): Promise<Figure[]> {
  const costs: Costs[] = [];
  for (const size of SIZES) {
    options.onProgress(`${engine}: a tree of ${size} leaves`);
    costs.push(await measureTree(size, storeFor(size), options.seconds));
  }
  return costs.flatMap((each) => figuresOf(engine, each, costs[0] ?? each));
}

/** A record behind the filled tree, under a time-stamped head. */
async function measureTree(leaves: number, store: StoreOptions, seconds: number): Promise<Costs> {
  const heads = await openTestHeads({ store });
  await fillTree(heads.store, leaves);
  const id = await heads.verify();
  await heads.sweep.run();
  const octets = await heads.bundle(id);
  const report = heads.judge(octets);
  if (report.verdict !== 'valid') throw new Error('the bundle is not valid');
  let next = 0;
  const [proof, bundle, check] = await inTurns(seconds, [
    async () => {
      next = (next + 7919) % leaves;
      await proveInclusion(heads.store, next, leaves);
    },
    async () => void (await heads.bundle(id)),
    () => {
      if (heads.judge(octets).verdict !== 'valid') throw new Error('the bundle is not valid');
    },
  ]);
  const path = parseBundle(octets).proof[0]?.path.length ?? 0;
  await heads.close();
  const of = (cost: { readonly cpu: number } | undefined) => cost?.cpu ?? Number.NaN;
  return { leaves, path, proof: of(proof), bundle: of(bundle), check: of(check), octets: octets.length };
}

/** Of a proof, on average: subtrees whose roots are read, and hashes made to fold them from their tiles of 256. */
function readsOf(leaves: number) {
  const plans = Array.from({ length: 999 }, (_, i) =>
    nodesOfPlan(planInclusion((i * 7919) % leaves, leaves)),
  );
  const nodes = plans.reduce((sum, plan) => sum + plan.length, 0);
  const folded = plans.flat().reduce((sum, { level }) => sum + 2 ** (level % 8) - 1, 0);
  return { nodes: nodes / plans.length, folded: folded / plans.length };
}

function figuresOf(engine: string, costs: Costs, smallest: Costs): Figure[] {
  const { leaves, proof, bundle, check, octets } = costs;
  const height = Math.log(leaves) / Math.log(smallest.leaves);
  const growth = (value: number, first: number) =>
    `${(value / first).toFixed(2)} times the smallest tree, log n ${height.toFixed(2)} times`;
  const [reads, first] = [readsOf(leaves), readsOf(smallest.leaves)];
  return [
    {
      name: `inclusion proof, ${leaves} leaves, ${engine}`,
      value: proof,
      unit: 'ms',
      note: growth(proof, smallest.proof),
    },
    {
      name: '  nodes of the tree read for it',
      value: reads.nodes,
      unit: '',
      note: growth(reads.nodes, first.nodes),
    },
    {
      name: '  hashes folded for it',
      value: reads.folded,
      unit: '',
      note: growth(reads.folded, first.folded),
    },
    { name: '  bundle put together', value: bundle, unit: 'ms', note: growth(bundle, smallest.bundle) },
    { name: '  bundle checked offline', value: check, unit: 'ms', note: growth(check, smallest.check) },
    { name: '  size of the bundle', value: octets / 1024, unit: 'KiB' },
  ];
}
