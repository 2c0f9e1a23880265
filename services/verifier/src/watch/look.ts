import { toUtf8 } from '@kazasu/bytes';
import { codeOf } from '@kazasu/server/log';
import { createHash } from '../crypto.ts';
import { VerifierError } from '../error.ts';
import type { AskAuthority } from '../judge/index.ts';
import {
  askingOnce,
  type CheckDeps,
  type KnownCertificate,
  latestCertificate,
  recordStatus,
  type StatusFound,
  statusOf,
} from '../status/index.ts';
import { type EventType, emit } from '../webhook/index.ts';
import { type Change, changeOf } from './watch.ts';
import type { Watch } from './watch-data.ts';
import { changeWatch, postponeWatch, takeDueWatches } from './watch-store.ts';

interface LookOptions {
  /** How long until a watch is looked at again. */
  readonly intervalMs: number;
  /** From when on a certificate that runs out is told of. */
  readonly expiringMs: number;
}

const TOGETHER = 200;
/** While the authority is away. */
const RETRY_MS = 5 * 60_000;

/**
 * Looks at every watch that is due, by the lists, each fetched once for a batch. Any number of processes may do it at the same time:
 * a change is written down by one statement that one of them wins, together with its event. Resolves to the number of changes told.
 */
export async function lookAtWatches(deps: CheckDeps, options: LookOptions): Promise<number> {
  let told = 0;
  for (;;) {
    const now = Math.floor(deps.clock.now());
    const watches = await takeDueWatches(deps.store, { now, next: now + options.intervalMs, most: TOGETHER });
    if (watches.length === 0) return told;
    const ask = askingOnce();
    for (const watch of watches) if (await lookSafely(deps, watch, options, ask)) told += 1;
  }
}

/** One that cannot be looked at stops no other, and is due again soon. */
async function lookSafely(
  deps: CheckDeps,
  watch: Watch,
  options: LookOptions,
  ask: AskAuthority,
): Promise<boolean> {
  try {
    return await look(deps, watch, options, ask);
  } catch (error) {
    const away = error instanceof VerifierError && error.code === 'revocation-unavailable';
    if (!away) deps.log.error('watch.failed', { code: codeOf(error) });
    const lookAt = Math.floor(deps.clock.now()) + Math.min(RETRY_MS, options.intervalMs);
    await postponeWatch(deps.store, watch.watchId, lookAt);
    return false;
  }
}

async function look(
  deps: CheckDeps,
  watch: Watch,
  { expiringMs }: LookOptions,
  ask: AskAuthority,
): Promise<boolean> {
  const known = await latestCertificate(deps, watch);
  if (known === undefined) return false;
  const found = await statusOf(deps, known, 'crl', ask);
  const at = Math.floor(deps.clock.now());
  const notAfter = known.dated ? known.certificate.notAfter : undefined;
  const seen = { certificateHash: known.hash, status: found.status, notAfter, at };
  const change = changeOf(watch, seen, expiringMs);
  return change === undefined ? false : writeDown(deps, watch, { known, found, change });
}

interface Seen {
  readonly known: KnownCertificate;
  readonly found: StatusFound;
  readonly change: Change;
}

/** First the record of what was found, once however many found it; then the change and its event, both or neither. */
async function writeDown(deps: CheckDeps, watch: Watch, { known, found, change }: Seen): Promise<boolean> {
  const { event } = change;
  if (event === undefined) {
    await changeWatch(deps.store, watch, change.seen);
    return false;
  }
  const request = { purpose: watch.purpose, method: 'crl' } as const;
  const { id } = await recordStatus(deps, known, request, found, onceOf(watch, event));
  const { watchId, tenantId, personId } = watch;
  const data = { watchId, personId, evidenceId: id };
  return deps.store.transaction(async (within) => {
    if (!(await changeWatch(within, watch, change.seen))) return false;
    await emit(within, { tenantId, type: event, data }, deps.clock);
    return true;
  });
}

/** Names the change, so that its record is made once. */
function onceOf({ watchId, stateNumber }: Watch, event: EventType) {
  const name = createHash('sha256')
    .update(toUtf8(`watch ${watchId} ${stateNumber} ${event}`))
    .digest('hex');
  return { key: name, fingerprint: name };
}
