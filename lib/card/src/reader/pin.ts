import { AID } from '../application/index.ts';
import { CardError } from '../error.ts';
import { PIN_RULES, type PinName, pinFormat } from '../pin.ts';
import { STATUS, triesIn } from '../status.ts';
import type { Transport } from '../transport.ts';
import { exchange } from './exchange.ts';
import { selectFile } from './file.ts';
import { requireOk, statusError } from './status-error.ts';

/** Where each PIN is verified. */
export function applicationOf(name: PinName): Uint8Array {
  return AID[PIN_RULES[name].application];
}

export interface PinOptions {
  /** Use the only try that is left: a miss blocks the PIN until a visit to the municipal office. */
  readonly useLastTry?: boolean;
}

/** Asks for the tries that are left, in the current application. Costs none. */
export async function queryTries(transport: Transport, name: PinName): Promise<number> {
  await selectFile(transport, PIN_RULES[name].file);
  const { status } = await exchange(transport, { cla: 0, ins: 0x20, p1: 0, p2: 0x80 });
  if (status === STATUS.referenceUnusable || status === STATUS.blocked) return 0;
  const tries = triesIn(status);
  if (tries === undefined) throw statusError(status, 'query tries');
  return tries;
}

/**
 * Verifies a PIN in the current application. Nothing is sent that cannot be right, and no VERIFY without having
 * read the remaining tries: none left is `card/pin-blocked`, one left `card/last-try` unless the caller asks for
 * it. A miss is `card/pin-wrong` with the tries that remain. The caller overwrites the PIN.
 */
export async function verifyPin(
  transport: Transport,
  name: PinName,
  pin: Uint8Array,
  options: PinOptions,
): Promise<void> {
  const triesLeft = await queryTries(transport, name);
  if (triesLeft === 0) throw blocked();
  if (triesLeft === 1 && options.useLastTry !== true) {
    throw new CardError('card/last-try', 'one try is left', { triesLeft });
  }
  const { status } = await exchange(transport, { cla: 0, ins: 0x20, p1: 0, p2: 0x80, data: pin });
  const remaining = triesIn(status);
  if (remaining !== undefined) {
    throw new CardError('card/pin-wrong', 'wrong PIN', { triesLeft: remaining, status });
  }
  if (status === STATUS.referenceUnusable || status === STATUS.blocked) throw blocked(status);
  requireOk(status, 'verify PIN');
}

/** Refuses a PIN that cannot be right, before the card hears of it. */
export function requirePinFormat(name: PinName, pin: Uint8Array): void {
  if (!pinFormat(name, pin)) throw new CardError('card/pin-format', 'not the form of this PIN');
}

function blocked(status?: number): CardError {
  return new CardError('card/pin-blocked', 'the PIN is blocked', {
    triesLeft: 0,
    ...(status === undefined ? {} : { status }),
  });
}
