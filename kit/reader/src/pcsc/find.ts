import { setTimeout as sleep } from 'node:timers/promises';
import type { Card, Context, Reader } from 'smartcard';
import { ReaderError } from '../error.ts';
import { type Binding, FAULT, serviceError, textOf } from './binding.ts';

export interface CardSearch {
  /** A reader's name, or a part of it; without one, the first reader with a card is taken. */
  readonly reader?: string | undefined;
  /** Milliseconds to wait for a card, and for a reader. Default 0. */
  readonly waitForCardMs?: number | undefined;
  /** Called once, when there is none yet and the wait begins. */
  readonly onWaiting?: (() => void) | undefined;
  /** Ends the wait; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface FoundCard {
  readonly card: Card;
  readonly reader: string;
}

const POLL_MS = 200;
/** Systems look at a fresh card themselves for a moment (certificate propagation, token daemons). */
const IN_USE_PATIENCE_MS = 5_000;

/**
 * Takes the first card for itself. Polls, because a thread that waits for PC/SC's notice could not be called back and
 * would keep the process alive. Failures: ReaderError `reader/not-found`, `/no-card`, `/in-use`, `/service`.
 */
export async function findCard(binding: Binding, context: Context, search: CardSearch): Promise<FoundCard> {
  const waiting = AbortSignal.timeout(search.waitForCardMs ?? 0);
  const patience = AbortSignal.timeout(IN_USE_PATIENCE_MS);
  let told = false;
  for (;;) {
    const found = await tryReaders(binding, readersNamed(context, search.reader), search.reader);
    if (!(found instanceof ReaderError)) return found;
    if (found.code === 'reader/service') throw found;
    const over = (search.waitForCardMs ?? 0) === 0 || waiting.aborted;
    if (over && (found.code !== 'reader/in-use' || patience.aborted)) throw found;
    if (!told && found.code !== 'reader/in-use') {
      told = true;
      search.onWaiting?.();
    }
    await sleep(POLL_MS, undefined, { signal: search.signal }).catch((error: unknown) => {
      throw search.signal?.reason ?? error;
    });
  }
}

/** The readers as they are now. */
export function readersOf(context: Context): Reader[] {
  try {
    return context.listReaders();
  } catch (error) {
    throw serviceError(error);
  }
}

function readersNamed(context: Context, name: string | undefined): Reader[] {
  const readers = readersOf(context);
  if (name === undefined) return readers;
  const exact = readers.filter((reader) => reader.name === name);
  return exact.length > 0 ? exact : readers.filter((reader) => reader.name.includes(name));
}

/** The last reason, if none of the readers has a card for us. */
async function tryReaders(
  binding: Binding,
  readers: readonly Reader[],
  name: string | undefined,
): Promise<FoundCard | ReaderError> {
  if (readers.length === 0) {
    return new ReaderError(
      'reader/not-found',
      name === undefined ? 'no reader is connected' : 'no reader of that name',
    );
  }
  let fault = new ReaderError('reader/no-card', 'no card is on the reader');
  for (const reader of readers) {
    const present = (reader.state & binding.SCARD_STATE_PRESENT) !== 0;
    if (!present || (reader.state & binding.SCARD_STATE_MUTE) !== 0) continue;
    try {
      return { card: await activate(binding, reader), reader: reader.name };
    } catch (error) {
      fault = connectError(error);
    }
  }
  return fault;
}

/**
 * Exclusive: between our SELECT, VERIFY and the errand behind it no other program may select something else or use
 * the PIN that we verified. The binding offers no transactions, and a transaction would not outlive five seconds on
 * Windows; exclusive use does, and makes the service reset the card when this process dies.
 */
function activate(binding: Binding, reader: Reader): Promise<Card> {
  return reader.connect(binding.SCARD_SHARE_EXCLUSIVE, binding.SCARD_PROTOCOL_T0 | binding.SCARD_PROTOCOL_T1);
}

function connectError(cause: unknown): ReaderError {
  const text = textOf(cause);
  if (text === FAULT.sharing) {
    return new ReaderError('reader/in-use', 'another program uses the card', { cause });
  }
  if (text === FAULT.noService || text === FAULT.serviceStopped || text === FAULT.invalidHandle) {
    return serviceError(cause);
  }
  return new ReaderError('reader/no-card', `the card does not answer: ${text}`, { cause });
}
