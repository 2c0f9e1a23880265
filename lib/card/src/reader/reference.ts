import type { CommandApdu } from '../apdu.ts';
import { CardError } from '../error.ts';
import type { SecretName } from '../pin.ts';
import { STATUS, triesIn } from '../status.ts';
import { selectFile } from './file.ts';
import type { Link } from './link.ts';
import { requireOk, statusError } from './status-error.ts';

export interface PinOptions {
  /** Use the only try that is left: a miss blocks the PIN until a visit to the office that issued the card. */
  readonly useLastTry?: boolean;
}

/** The PIN of any card: its name in errors, and the file it lies in where the card is now. */
export interface PinReference {
  readonly name: SecretName;
  readonly file: number;
}

/** Asks for the tries that are left. Costs none. Leaves the PIN's file selected. */
export async function queryReference(link: Link, { file }: PinReference): Promise<number> {
  await selectFile(link, file);
  const { status } = await link.exchange({ cla: 0, ins: 0x20, p1: 0, p2: 0x80 });
  if (status === STATUS.referenceUnusable || status === STATUS.blocked) return 0;
  const tries = triesIn(status);
  if (tries === undefined) throw statusError(status, 'query tries');
  return tries;
}

/**
 * Verifies a PIN. No VERIFY goes out without having read the remaining tries: none left is `card/pin-blocked`, one left
 * `card/last-try` unless the caller asks for it. A miss is `card/pin-wrong` with the tries that remain. The caller has
 * looked at the PIN's form, and overwrites it.
 */
export async function verifyReference(
  link: Link,
  reference: PinReference,
  pin: Uint8Array,
  options: PinOptions,
): Promise<void> {
  link.step('pin');
  await requireTries(link, reference, options);
  await sendPin(link, reference, { cla: 0, ins: 0x20, p1: 0, p2: 0x80, data: pin });
}

export async function requireTries(link: Link, reference: PinReference, options: PinOptions): Promise<void> {
  const triesLeft = await queryReference(link, reference);
  if (triesLeft === 0) throw blocked(reference);
  if (triesLeft === 1 && options.useLastTry !== true) {
    throw new CardError('card/last-try', 'one try is left', { pin: reference.name, triesLeft });
  }
}

export async function sendPin(link: Link, reference: PinReference, command: CommandApdu): Promise<void> {
  const { status } = await link.exchange(command);
  const remaining = triesIn(status);
  if (remaining !== undefined) {
    const detail = { pin: reference.name, triesLeft: remaining, status };
    throw new CardError('card/pin-wrong', 'wrong PIN', detail);
  }
  if (status === STATUS.referenceUnusable || status === STATUS.blocked) throw blocked(reference, status);
  requireOk(status, 'verify PIN');
}

function blocked({ name }: PinReference, status?: number): CardError {
  return new CardError('card/pin-blocked', 'the PIN is blocked', {
    pin: name,
    triesLeft: 0,
    ...(status === undefined ? {} : { status }),
  });
}
