import type { CommandApdu } from '../apdu.ts';
import { AID } from '../application/index.ts';
import { CardError } from '../error.ts';
import { PIN_RULES, type PinName, pinFormat } from '../pin.ts';
import { STATUS, triesIn } from '../status.ts';
import { selectApplication, selectFile } from './file.ts';
import type { Link } from './link.ts';
import { requireOk, statusError } from './status-error.ts';

export interface PinOptions {
  /** Use the only try that is left: a miss blocks the PIN until a visit to the municipal office. */
  readonly useLastTry?: boolean;
}

/** Asks for the tries that are left, in the current application. Costs none. Leaves the PIN's file selected. */
export async function queryTries(link: Link, name: PinName): Promise<number> {
  await selectFile(link, PIN_RULES[name].file);
  const { status } = await link.exchange({ cla: 0, ins: 0x20, p1: 0, p2: 0x80 });
  if (status === STATUS.referenceUnusable || status === STATUS.blocked) return 0;
  const tries = triesIn(status);
  if (tries === undefined) throw statusError(status, 'query tries');
  return tries;
}

/** Refuses a PIN of impossible form, selects its application and verifies it there. */
export async function openWithPin(
  link: Link,
  name: PinName,
  pin: Uint8Array,
  options: PinOptions = {},
): Promise<void> {
  requirePinFormat(name, pin);
  await selectApplication(link, AID[PIN_RULES[name].application]);
  await verifyPin(link, name, pin, options);
}

/**
 * Verifies a PIN in the current application. Nothing is sent that cannot be right, and no VERIFY without having
 * read the remaining tries: none left is `card/pin-blocked`, one left `card/last-try` unless the caller asks for
 * it. A miss is `card/pin-wrong` with the tries that remain. The caller overwrites the PIN.
 */
export async function verifyPin(
  link: Link,
  name: PinName,
  pin: Uint8Array,
  options: PinOptions,
): Promise<void> {
  link.step('pin');
  await requireTries(link, name, options);
  await sendPin(link, { cla: 0, ins: 0x20, p1: 0, p2: 0x80, data: pin });
}

/**
 * As {@link verifyPin}, with the PIN through `session`, which names the PIN's file in P2 and has no need to select it.
 * The tries are asked for in the clear: there is nothing to hide in them.
 */
export async function verifyPinWithin(
  session: Link,
  clear: Link,
  name: PinName,
  pin: Uint8Array,
  options: PinOptions,
): Promise<void> {
  session.step('pin');
  await requireTries(clear, name, options);
  const p2 = 0x80 | PIN_RULES[name].file;
  await sendPin(session, { cla: 0, ins: 0x20, p1: 0, p2, data: pin });
}

async function requireTries(link: Link, name: PinName, options: PinOptions): Promise<void> {
  const triesLeft = await queryTries(link, name);
  if (triesLeft === 0) throw blocked();
  if (triesLeft === 1 && options.useLastTry !== true) {
    throw new CardError('card/last-try', 'one try is left', { triesLeft });
  }
}

async function sendPin(link: Link, command: CommandApdu): Promise<void> {
  const { status } = await link.exchange(command);
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
