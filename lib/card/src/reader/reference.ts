import type { CommandApdu } from '../apdu.ts';
import { CardError } from '../error.ts';
import { STATUS, triesIn } from '../status.ts';
import { selectFile } from './file.ts';
import type { Link } from './link.ts';
import type { PinOptions } from './pin.ts';
import { requireOk, statusError } from './status-error.ts';

/** Asks for the tries left of the PIN in a file of where the card is now. Costs none. Leaves the file selected. */
export async function queryReference(link: Link, file: number): Promise<number> {
  await selectFile(link, file);
  const { status } = await link.exchange({ cla: 0, ins: 0x20, p1: 0, p2: 0x80 });
  if (status === STATUS.referenceUnusable || status === STATUS.blocked) return 0;
  const tries = triesIn(status);
  if (tries === undefined) throw statusError(status, 'query tries');
  return tries;
}

/**
 * Verifies the PIN of a file. No VERIFY goes out without having read the remaining tries: none left is
 * `card/pin-blocked`, one left `card/last-try` unless the caller asks for it. A miss is `card/pin-wrong` with the tries
 * that remain. The caller has looked at the PIN's form and overwrites it.
 */
export async function verifyReference(
  link: Link,
  file: number,
  pin: Uint8Array,
  options: PinOptions,
): Promise<void> {
  link.step('pin');
  await requireTries(link, file, options);
  await sendPin(link, { cla: 0, ins: 0x20, p1: 0, p2: 0x80, data: pin });
}

export async function requireTries(link: Link, file: number, options: PinOptions): Promise<void> {
  const triesLeft = await queryReference(link, file);
  if (triesLeft === 0) throw blocked();
  if (triesLeft === 1 && options.useLastTry !== true) {
    throw new CardError('card/last-try', 'one try is left', { triesLeft });
  }
}

export async function sendPin(link: Link, command: CommandApdu): Promise<void> {
  const { status } = await link.exchange(command);
  const remaining = triesIn(status);
  if (remaining !== undefined) {
    throw new CardError('card/pin-wrong', 'wrong PIN', { triesLeft: remaining, status });
  }
  if (status === STATUS.referenceUnusable || status === STATUS.blocked) throw blocked(status);
  requireOk(status, 'verify PIN');
}

function blocked(status?: number): CardError {
  return new CardError('card/pin-blocked', 'the PIN is blocked', {
    triesLeft: 0,
    ...(status === undefined ? {} : { status }),
  });
}
