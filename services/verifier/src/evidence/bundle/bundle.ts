import { type Bundle, type EvidenceObject, encodeBundle, type ProofLink, parseEntry } from '@kazasu/evidence';
import type { StatementRunner } from '@kazasu/server/store';
import { VerifierError } from '../../error.ts';
import type { EvidenceLog } from '../evidence-log.ts';
import { listCosignatures } from '../head/head-store.ts';
import { firstStamped, type HeadDeps, headWith, identityOf, type StampedHead } from '../head/index.ts';
import { findRecord } from '../record/index.ts';
import { readObjects } from '../record/object-store.ts';
import { proveInclusion, readEntry } from '../tree/index.ts';

export interface BundleDeps extends HeadDeps {
  readonly evidence: Pick<EvidenceLog, 'open'>;
}

export interface BundleWish {
  readonly tenantId: string;
  readonly id: string;
  /** Whether a head without time-stamp is good enough; one is signed at once if need be, unless there was one a moment ago. */
  readonly unstamped: boolean;
}

const RETRY_SECONDS = { most: 600, least: 5 } as const;

/**
 * The bundle of a tenant's record, as a file. Of an erased record it has the entry and the proof alone. Throws a VerifierError:
 * `verification-unknown`, or `evidence-pending` while no time-stamped head has the leaf, or no head at all where that is good enough.
 */
export async function bundleOf(
  deps: BundleDeps,
  { tenantId, id, unstamped }: BundleWish,
): Promise<Uint8Array> {
  const { store, evidence } = deps;
  const row = await findRecord(store, tenantId, id);
  if (row === undefined) throw new VerifierError('verification-unknown');
  const proof =
    (await stampedProof(store, row.leafIndex)) ??
    (unstamped ? [await unstampedLink(deps, row.leafIndex)] : undefined);
  if (proof === undefined) throw pending(deps);
  const opened = await evidence.open(tenantId, id);
  const shared = opened?.objects ?? (await readObjects(store, parseEntry(row.entry).objects));
  const bundle: Bundle = {
    entry: row.entry,
    parts: opened?.parts ?? {},
    objects: shared,
    proof,
    log: identityOf(deps),
  };
  return encodeBundle(bundle);
}

/**
 * The first time-stamped head that has the leaf, which proves the record's time; then, as often as a token was renewed, the entry that
 * renews it and the first time-stamped head that has that.
 */
async function stampedProof(store: StatementRunner, leafIndex: number): Promise<ProofLink[] | undefined> {
  const links: ProofLink[] = [];
  let leaf = leafIndex;
  for (let head = await firstStamped(store, leaf); head !== undefined; ) {
    const { renewalLeaf } = head;
    const next: StampedHead | undefined =
      renewalLeaf === null ? undefined : await firstStamped(store, renewalLeaf);
    const renewal = next === undefined ? null : renewalLeaf;
    links.push(await linkOf(store, { head, leaf, isFirst: links.length === 0, renewal }));
    leaf = renewal ?? leaf;
    head = next;
  }
  return links.length === 0 ? undefined : links;
}

interface LinkParts {
  readonly head: StampedHead;
  readonly leaf: number;
  readonly isFirst: boolean;
  /** Place of the entry that renews the head's token: its lists are those that the token is judged by then. */
  readonly renewal: number | null;
}

async function linkOf(
  store: StatementRunner,
  { head, leaf, isFirst, renewal }: LinkParts,
): Promise<ProofLink> {
  return {
    ...(!isFirst && { entry: await readEntry(store, leaf) }),
    leafIndex: leaf,
    path: await proveInclusion(store, leaf, head.size),
    ...(await noteOf(store, head)),
    token: head.token,
    validation: await validationIn(store, renewal ?? head.stampLeaf),
  };
}

/** The lists that an entry about tokens names. */
async function validationIn(store: StatementRunner, leaf: number): Promise<EvidenceObject[]> {
  const objects = await readObjects(store, parseEntry(await readEntry(store, leaf)).objects);
  return objects.filter(({ type }) => type !== 'timestamp');
}

async function unstampedLink(deps: BundleDeps, leafIndex: number): Promise<ProofLink> {
  const { store } = deps;
  const head = await headWith(deps, leafIndex);
  if (head === undefined) throw new VerifierError('evidence-pending', { retryAfter: RETRY_SECONDS.least });
  const path = await proveInclusion(store, leafIndex, head.size);
  return { leafIndex, path, ...(await noteOf(store, head)), validation: [] };
}

/** A head, and beside it what witnesses signed since: the token is over the note alone. */
async function noteOf(
  store: StatementRunner,
  { size, note }: Pick<StampedHead, 'size' | 'note'>,
): Promise<Pick<ProofLink, 'checkpoint' | 'cosignatures'>> {
  const cosignatures = await listCosignatures(store, size);
  return {
    checkpoint: note,
    ...(cosignatures.length > 0 && { cosignatures: cosignatures.map(({ line }) => line) }),
  };
}

function pending({ config }: HeadDeps): VerifierError {
  const seconds = Math.ceil(config.evidence.headMs / 1000);
  const retryAfter = Math.min(RETRY_SECONDS.most, Math.max(RETRY_SECONDS.least, seconds));
  return new VerifierError('evidence-pending', { retryAfter });
}
