import {
  grantTimestamp,
  prepareTimestamp,
  readTimestampRequest,
  type TimestampFailure,
  type TimestampQuestion,
} from '@kazasu/pki/issue';
import { codeOf } from '@kazasu/server/log';
import { inSpan } from '@kazasu/server/trace';
import { GENERATION, type TimestampDeps } from '../deps.ts';
import { TimestampError } from '../error.ts';
import type { Root } from '../root/index.ts';
import { tokenSerial } from '../serial.ts';
import type { Unit, Units } from '../unit/index.ts';
import { readLatest, takeNumber } from './number-store.ts';

/** A TimeStampResp that grants, DER, or why there is none. */
export type Stamped = { readonly reply: Uint8Array<ArrayBuffer> } | { readonly failure: TimestampFailure };

/** Answers one TimeStampReq. Does not reject: what goes wrong here is a failure too, and a line in the log. */
export type Stamper = (request: Uint8Array) => Promise<Stamped>;

export function createStamper(deps: TimestampDeps, root: Root, units: Units): Stamper {
  const { config, log } = deps;
  return async (request) => {
    const read = readTimestampRequest(request);
    if ('failure' in read) return read;
    const { question } = read;
    if (question.policy !== undefined && question.policy !== config.policy) {
      return { failure: 'unacceptedPolicy' };
    }
    try {
      const { unit, count, at } = await numberOf(deps, units);
      const unsigned = prepareTimestamp(tokenRequest(deps, { question, unit, count, at, root }));
      const signature = await inSpan('signature', {}, () => unit.sign(unsigned.toBeSigned));
      return { reply: grantTimestamp(unsigned.finish(signature)) };
    } catch (error) {
      log.error('token.failed', { code: codeOf(error) });
      const isClock = error instanceof TimestampError && error.code === 'timestamp/clock';
      return { failure: isClock ? 'timeNotAvailable' : 'systemFailure' };
    }
  };
}

interface Numbered {
  readonly unit: Unit;
  readonly count: number;
  readonly at: number;
}

/** A unit that was revoked since it was looked up is followed by the next; that one is asked once. */
async function numberOf(deps: TimestampDeps, units: Units, isLast = false): Promise<Numbered> {
  const { store, clock, config } = deps;
  const at = Math.floor(clock.now());
  const unit = await units.at(at);
  const count = await takeNumber(store, { at, tolerance: config.accuracyMs, unit: unit.number });
  if (count !== undefined) return { unit, count, at };
  if (isLast || (await readLatest(store)) > at + config.accuracyMs) {
    throw new TimestampError('timestamp/clock', 'the clock stands before a time that was given away');
  }
  units.forget(unit);
  return numberOf(deps, units, true);
}

function tokenRequest(
  { config }: TimestampDeps,
  {
    question,
    unit,
    count,
    at,
    root,
  }: Numbered & { readonly question: TimestampQuestion; readonly root: Root },
) {
  return {
    question,
    policy: config.policy,
    serial: tokenSerial(count),
    genTime: at,
    accuracy: config.accuracyMs,
    unit: unit.certificate,
    chain: [root.certificate],
    generation: GENERATION,
  } as const;
}
