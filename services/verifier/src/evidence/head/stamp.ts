import { toHex } from '@kazasu/bytes';
import { commitValidation, encodeEntry, leafHash, sha256, VALIDATION_PART } from '@kazasu/evidence';
import { codeOf } from '@kazasu/server/log';
import type { StatementRunner } from '@kazasu/server/store';
import { appendRecords, storeObjects } from '../append/index.ts';
import type { NamedObject, PreparedRecord } from '../record/index.ts';
import type { HeadDeps } from './deps.ts';
import type { Stamp } from './head-data.ts';
import { type ClaimedHead, claimHead, postponeStamp, setStampLeaf, takeStamp } from './head-store.ts';
import { askUnit } from './unit.ts';

/** What became of the newest head: stamped now, nothing to do, or the unit gave nothing that counts. */
export type Stamping = 'stamped' | 'idle' | 'failed';

/** For so long nobody else asks for the same head; a process that died is followed by another after that. */
const CLAIM_MS = 60_000;
const BACK_OFF = { first: 10_000, most: 3_600_000 } as const;

/**
 * Has the newest head time-stamped, if it is not yet. The token and the entry that names it are stored in one transaction: after a
 * crash anywhere before it the head is stamped anew, after a crash behind it everything is there.
 */
export async function stampHead(deps: HeadDeps): Promise<Stamping> {
  const { store, clock, log, config } = deps;
  if (config.timestamp === undefined) return 'idle';
  const now = clock.now();
  const head = await claimHead(store, { now, retryAt: now + CLAIM_MS });
  if (head === undefined) return 'idle';
  try {
    const stamp = await askUnit(deps, head.note);
    await keepStamp(deps, head, stamp);
    return 'stamped';
  } catch (error) {
    log.warn('timestamp.failed', { code: codeOf(error), attempt: head.attempts });
    await postponeStamp(store, head.size, now + backOff(head.attempts));
    return 'failed';
  }
}

function backOff(attempts: number): number {
  return Math.min(BACK_OFF.most, BACK_OFF.first * 2 ** Math.min(attempts - 1, 20));
}

async function keepStamp({ store, clock }: HeadDeps, { size }: ClaimedHead, stamp: Stamp): Promise<void> {
  await store.transaction(
    async (within) => {
      if (!(await takeStamp(within, size, stamp))) return;
      const leaf = await appendTimestamps(within, {
        id: `timestamp-${size}`,
        at: clock.now(),
        tokens: [stamp.token],
        crls: stamp.crls,
      });
      await setStampLeaf(within, size, leaf);
    },
    { inTurn: true },
  );
}

export interface TimestampEntry {
  /** One of each is appended, whoever comes twice. */
  readonly id: string;
  readonly at: number;
  readonly tokens: readonly Uint8Array[];
  /** Lists that the tokens were judged by. */
  readonly crls: readonly Uint8Array[];
}

/** Appends the log's own entry about tokens. Its place. */
export async function appendTimestamps(
  within: StatementRunner,
  { id, at, tokens, crls }: TimestampEntry,
): Promise<number> {
  const objects: NamedObject[] = [
    ...tokens.map((octets) => ({ type: 'timestamp' as const, octets, hash: toHex(sha256(octets)) })),
    ...crls.map((octets) => ({ type: 'crl' as const, octets, hash: toHex(sha256(octets)) })),
  ];
  const entry = encodeEntry({
    id,
    kind: 'timestamp',
    at,
    parts: { [VALIDATION_PART]: commitValidation(crls) },
    objects: objects.map(({ hash }) => hash),
  });
  const record: PreparedRecord = {
    id,
    tenantId: null,
    kind: 'timestamp',
    at,
    entry,
    leafHash: leafHash(entry),
    verdict: null,
    purpose: null,
    reference: null,
    personId: null,
    sealed: null,
    wrapped: null,
    objects,
    retainUntil: null,
    once: undefined,
  };
  await storeObjects(within, objects);
  return appendRecords(within, [record]);
}
