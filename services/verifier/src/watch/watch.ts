import type { StatusWord } from '../status/index.ts';
import type { EventType } from '../webhook/index.ts';
import type { Watch, WatchedStatus } from './watch-data.ts';

/** A look at the person's latest certificate. */
export interface Look {
  readonly certificateHash: string;
  readonly status: StatusWord;
  /** Until when it lives, where that is known. */
  readonly notAfter: number | undefined;
  readonly at: number;
}

export interface Change {
  readonly seen: Pick<Watch, 'certificateHash' | 'status' | 'expiringTold'>;
  /** Undefined where there is nothing to tell: another certificate, which is good. */
  readonly event: EventType | undefined;
}

/**
 * What a look changes; undefined for nothing. What could not be learnt, and what has run out, changes nothing. Of a new certificate
 * it is told what is not good of it, as at the beginning of a watch. A revocation is for good.
 */
export function changeOf(watch: Watch, look: Look, expiringMs: number): Change | undefined {
  const { certificateHash, status } = look;
  if (status === 'unknown' || status === 'expired') return undefined;
  const isNew = certificateHash !== watch.certificateHash;
  const before: WatchedStatus = isNew ? 'good' : watch.status;
  const { expiringTold } = watch;
  if (before !== 'revoked' && status !== before) {
    return { seen: { certificateHash, status, expiringTold }, event: eventOf(status) };
  }
  const isEnding = look.notAfter !== undefined && look.notAfter - look.at <= expiringMs;
  if (status === 'good' && before === 'good' && isEnding && expiringTold !== certificateHash) {
    return {
      seen: { certificateHash, status, expiringTold: certificateHash },
      event: 'certificate.expiring',
    };
  }
  return isNew ? { seen: { certificateHash, status, expiringTold }, event: undefined } : undefined;
}

function eventOf(status: WatchedStatus): EventType {
  if (status === 'revoked') return 'certificate.revoked';
  return status === 'on-hold' ? 'certificate.on_hold' : 'certificate.released';
}
