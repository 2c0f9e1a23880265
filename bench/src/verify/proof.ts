import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodesOfPlan, planInclusion } from '@kazasu/evidence';
import type { StatementRunner, StoreOptions } from '@kazasu/server/store';
import { postgresMissing, startPostgres } from '@kazasu/server/store/conformance';
import { fillTree, openTestHeads, proveInclusion } from '@kazasu/verifier/testing/evidence';
import { inTurns } from '../card/measure.ts';
import type { Figure } from '../figure/index.ts';
import { countWork, type Work } from './count-work.ts';
import type { VerifyBenchOptions, VerifyMeasurement } from './figure.ts';

/** Proofs from the store, bundles, and their check offline, in trees of growing size: nothing may grow faster than their height. */
export const PROOF: VerifyMeasurement = { name: 'proof', run: measure };

/**
 * By theory, with each doubling a path has one node more, and the right edge, which is not complete, is folded from one hash more at
 * most. What grows faster does not grow by log n.
 */
const LIMITS = { nodesOfDoubling: 2, hashesOfDoubling: 1, statements: 1 } as const;

/** Whole tiles next to 10^4, 10^5, 10^6 and 10^7. */
const SIZES = [39, 390, 3906, 39_062].map((tiles) => tiles * 256);

interface Costs {
  readonly leaves: number;
  readonly work: Work & { readonly nodes: number };
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
      const { leafIndex, treeSize } = proofOf(next, leaves);
      next += 1;
      await proveInclusion(heads.store, leafIndex, treeSize);
    },
    async () => void (await heads.bundle(id)),
    () => {
      if (heads.judge(octets).verdict !== 'valid') throw new Error('the bundle is not valid');
    },
  ]);
  const work = await workOf(heads.store, leaves);
  await heads.close();
  const of = (cost: { readonly cpu: number } | undefined) => cost?.cpu ?? Number.NaN;
  return { leaves, work, proof: of(proof), bundle: of(bundle), check: of(check), octets: octets.length };
}

interface Proof {
  readonly leafIndex: number;
  readonly treeSize: number;
}

/** Any leaf, at any of the sizes that a tree had while its last tenth was appended: its right edge is of every shape. */
function proofOf(number: number, leaves: number): Proof {
  const treeSize = leaves - ((number * 7907) % Math.floor(leaves / 10));
  return { leafIndex: (number * 7919) % treeSize, treeSize };
}

/** Of a proof on average: the nodes that it asks for, and what the very code that makes it was seen to do. */
async function workOf(store: StatementRunner, leaves: number): Promise<Work & { readonly nodes: number }> {
  const proofs = Array.from({ length: 999 }, (_, i) => proofOf(i, leaves));
  const { hashes, statements, octets } = await countWork(store, async (counting) => {
    for (const { leafIndex, treeSize } of proofs) await proveInclusion(counting, leafIndex, treeSize);
  });
  const plans = proofs.map(({ leafIndex, treeSize }) => nodesOfPlan(planInclusion(leafIndex, treeSize)));
  const of = (sum: number) => sum / proofs.length;
  return {
    nodes: of(plans.flat().length),
    hashes: of(hashes),
    statements: of(statements),
    octets: of(octets),
  };
}

function figuresOf(engine: string, costs: Costs, smallest: Costs): Figure[] {
  const { leaves, proof, bundle, check, octets } = costs;
  const height = Math.log(leaves) / Math.log(smallest.leaves);
  const growth = (value: number, first: number) =>
    `${(value / first).toFixed(2)} times the smallest tree, log n ${height.toFixed(2)} times`;
  const [work, first] = [costs.work, smallest.work];
  const doublings = Math.log2(leaves / smallest.leaves);
  /** What grows by log n grows by as much with each doubling. */
  const ofDoubling = (value: number, first: number) => (value - first) / doublings;
  const each = (value: number, first: number) =>
    doublings === 0
      ? growth(value, first)
      : `${growth(value, first)}; each doubling +${ofDoubling(value, first).toPrecision(2)}`;
  /** The largest tree alone says how it grows: over a few doublings the shape of the right edge would. */
  const grown = (value: number, first: number, most: number) =>
    leaves === SIZES.at(-1) && {
      ratio: ofDoubling(value, first),
      limit: { bound: 'most', of: most } as const,
    };
  return [
    {
      name: `inclusion proof, ${leaves} leaves, ${engine}`,
      value: proof,
      unit: 'ms',
      note: each(proof, smallest.proof),
    },
    {
      name: '  nodes of the tree asked for',
      value: work.nodes,
      unit: '',
      note: each(work.nodes, first.nodes),
      ...grown(work.nodes, first.nodes, LIMITS.nodesOfDoubling),
    },
    { name: '  octets read', value: work.octets, unit: 'B', note: each(work.octets, first.octets) },
    {
      name: '  statements',
      value: work.statements,
      unit: '',
      note: growth(work.statements, first.statements),
      limit: { bound: 'most', of: LIMITS.statements },
    },
    {
      name: '  hashes made',
      value: work.hashes,
      unit: '',
      note: each(work.hashes, first.hashes),
      ...grown(work.hashes, first.hashes, LIMITS.hashesOfDoubling),
    },
    { name: '  bundle put together', value: bundle, unit: 'ms', note: growth(bundle, smallest.bundle) },
    { name: '  bundle checked offline', value: check, unit: 'ms', note: growth(check, smallest.check) },
    { name: '  size of the bundle', value: octets / 1024, unit: 'KiB' },
  ];
}
