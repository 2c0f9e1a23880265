import { issueCrl } from '@kazasu/pki/issue';
import { DAY, GENERATION, type TimestampDeps } from '../deps.ts';
import { TimestampError } from '../error.ts';
import type { Root } from '../root/index.ts';
import { listRevokedUnits, unitSerial } from '../unit/index.ts';
import type { CrlRecord } from './crl-data.ts';
import { findCrl, storeCrl, takeCrlNumber } from './crl-store.ts';

/** Made anew each day, good for a week: whoever cannot fetch one for a while still judges. */
const KEPT = DAY;
const LIFE = 7 * DAY;

/** The list in force, DER; made when it is a day old or a unit was revoked. Rejects with a TimestampError or StoreError. */
export async function currentCrl(deps: TimestampDeps, root: Root): Promise<Uint8Array> {
  const now = Math.floor(deps.clock.now());
  // Before the kept list is read: a unit revoked in between calls for a new list the next time.
  const revoked = await listRevokedUnits(deps.store);
  const known = await findCrl(deps.store);
  if (known !== undefined && isFresh(known, now, revoked.length)) return known.list;
  if (known !== undefined && now < known.thisUpdate) {
    throw new TimestampError('timestamp/clock', 'the clock stands before the last list was made');
  }
  const number = await takeCrlNumber(deps.store, now);
  const thisUpdate = Math.floor(now / 1000) * 1000;
  const frame = { number, thisUpdate, nextUpdate: thisUpdate + LIFE };
  const entries = revoked.map((unit) => ({
    serial: unitSerial(unit),
    revokedAt: unit.revokedAt ?? now,
    reason: unit.reason ?? 'unspecified',
  }));
  const list = issueCrl({ ...frame, ca: root.identity, revoked: entries, generation: GENERATION }, root.sign);
  await storeCrl(deps.store, { ...frame, list, revoked: revoked.length });
  return list;
}

function isFresh({ thisUpdate, revoked }: CrlRecord, now: number, expected: number): boolean {
  return thisUpdate <= now && now < thisUpdate + KEPT && revoked >= expected;
}
