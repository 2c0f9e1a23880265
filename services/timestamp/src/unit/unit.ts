import { equal } from '@kazasu/bytes';
import { parseCertificate } from '@kazasu/pki';
import { issueTimestampUnit, type NameParts, type ReasonName } from '@kazasu/pki/issue';
import type { SigningKey } from '@kazasu/server/keys';
import { DAY, GENERATION, KEY_KIND, type TimestampDeps } from '../deps.ts';
import { TimestampError } from '../error.ts';
import type { Root } from '../root/index.ts';
import { certificateSerial } from '../serial.ts';
import type { UnitRecord } from './unit-data.ts';
import { findNewestUnit, insertUnit, revokeUnit } from './unit-store.ts';

/** A unit, ready to sign. */
export interface Unit extends UnitRecord {
  readonly sign: SigningKey['signBeside'];
}

export interface Units {
  /** The one that signs at this time; the next one is made when its time has come. Rejects with a TimestampError. */
  at(now: number): Promise<Unit>;
  /** The unit was revoked, by whichever process: it is looked up again. */
  forget(unit: Unit): void;
}

/** The unit in force is read once and held: what another process makes meanwhile is made for the same times. */
export function openUnits(deps: TimestampDeps, root: Root): Units {
  let held: Unit | undefined;
  let opening: Promise<Unit> | undefined;
  const open = async (now: number): Promise<Unit> => {
    held = await unitAt(deps, root, now);
    return held;
  };
  return {
    at: async (now) => {
      if (held !== undefined && isInForce(held, now)) return held;
      // Of those who need the next unit at once, one opens it for all.
      opening ??= open(now).finally(() => {
        opening = undefined;
      });
      return opening;
    },
    forget: (unit) => {
      if (held === unit) held = undefined;
    },
  };
}

/** Rejects with `timestamp/unknown` where there is no such unit, or it is revoked already. */
export async function takeOutOfService(
  { store, clock, log }: TimestampDeps,
  number: number,
  reason: ReasonName,
): Promise<void> {
  if (!(await revokeUnit(store, { number, reason, at: Math.floor(clock.now()) }))) {
    throw new TimestampError('timestamp/unknown', 'no such unit, or it is revoked already');
  }
  log.warn('unit.revoked', { count: number, reason });
}

export function unitSerial({ certificate }: Pick<UnitRecord, 'certificate'>): Uint8Array {
  return parseCertificate(certificate).serialBytes;
}

function isInForce({ notBefore, signUntil, revokedAt }: UnitRecord, now: number): boolean {
  return revokedAt === null && now >= notBefore && now < signUntil;
}

async function unitAt(deps: TimestampDeps, root: Root, now: number): Promise<Unit> {
  const newest = await findNewestUnit(deps.store);
  if (newest !== undefined && now < newest.notBefore) {
    throw new TimestampError('timestamp/clock', 'the clock stands before the newest unit was made');
  }
  if (newest !== undefined && isInForce(newest, now)) return withKey(deps, newest);
  await makeUnit(deps, root, { number: 1 + (newest?.number ?? 0), now });
  const made = await findNewestUnit(deps.store);
  if (made === undefined || !isInForce(made, now)) {
    throw new TimestampError('timestamp/clock', 'the unit that was just made is not in force');
  }
  return withKey(deps, made);
}

async function withKey(deps: TimestampDeps, record: UnitRecord): Promise<Unit> {
  const key = await deps.signing.loadOrCreate(keyName(record.number), KEY_KIND);
  if (!equal(parseCertificate(record.certificate).spki.encoded, key.publicKey)) {
    throw new TimestampError('timestamp/mismatch', 'the key of a unit is not that of its certificate');
  }
  return { ...record, sign: key.signBeside };
}

/** The key comes first: a process that dies in between leaves one that nobody used, and the next one takes it. */
async function makeUnit(
  { config, signing, store, log }: TimestampDeps,
  root: Root,
  { number, now }: { readonly number: number; readonly now: number },
): Promise<void> {
  const notBefore = Math.max(Math.floor(now / 1000) * 1000, root.notBefore);
  const whole = notBefore + config.unitLifeDays * DAY;
  const notAfter = Math.min(whole, root.notAfter);
  const signUntil = notBefore + config.unitSigningDays * DAY;
  if (signUntil >= notAfter) throw new TimestampError('timestamp/ended', 'the root is too near its end');
  if (notAfter < whole) log.warn('root.ageing', { reason: 'units live shorter than they should' });
  const key = await signing.loadOrCreate(keyName(number), KEY_KIND);
  const frame = { serial: certificateSerial(), notBefore, notAfter, publicKey: key.publicKey };
  const name = unitName(config.organisation, number);
  const request = { ...frame, generation: GENERATION, ca: root.identity, name } as const;
  const certificate = issueTimestampUnit(request, root.sign);
  await insertUnit(store, {
    number,
    certificate,
    notBefore,
    signUntil,
    notAfter,
    revokedAt: null,
    reason: null,
  });
  log.info('unit.made', { count: number });
}

function keyName(number: number): string {
  return `timestamp-unit-${number}`;
}

function unitName(organisation: string, number: number): NameParts {
  return [
    ['C', 'JP'],
    ['O', organisation],
    ['CN', `Time-Stamp Unit ${number}`],
  ];
}
