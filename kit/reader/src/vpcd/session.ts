import { once } from 'node:events';
import type { Socket } from 'node:net';
import { within } from '../within.ts';
import type { VpcdCard } from './card.ts';
import { BODY_MAX, createFrameReader, frame } from './frame.ts';

/** Why a session ended that nobody ended: the other side's words, the card, the connection. */
export type VpcdFaultCode = 'vpcd/message' | 'vpcd/card' | 'vpcd/socket';

export interface VpcdFault {
  readonly code: VpcdFaultCode;
  readonly cause?: unknown;
}

/** What the reader does to the card. */
export type PowerEvent = 'powerOn' | 'powerOff' | 'reset';

/** Bodies of one octet: what the driver orders. To the last it wants an answer, some three times a second. */
const ORDERS: readonly (PowerEvent | undefined)[] = ['powerOff', 'powerOn', 'reset'];
const ASK_ATR = 4;
/** What a card answers where its own answer does not fit a frame: wrong length. */
const TOO_LONG = Uint8Array.of(0x67, 0x00);
/** Milliseconds for a card to lose its power when the socket is gone. */
const POWER_OFF_PATIENCE_MS = 2_000;

class Fault extends Error implements VpcdFault {
  readonly code: VpcdFaultCode;

  constructor(code: VpcdFaultCode, cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/**
 * Serves the card on an open socket until it closes, and powers it off then. Reads on only when an answer is out, so
 * that a driver that talks without listening fills no memory of ours. Never rejects; resolves to what went wrong, if anything.
 */
export async function serveSocket(
  socket: Socket,
  card: VpcdCard,
  tell: (event: PowerEvent) => void,
): Promise<VpcdFault | undefined> {
  const closed = new Promise<undefined>((resolve) => socket.once('close', () => resolve(undefined)));
  const cut = createFrameReader();
  try {
    for await (const chunk of socket) {
      for (const body of cut(chunk as Uint8Array)) {
        // A card that never answers must not outlive its socket.
        const answer = await Promise.race([answerTo(card, body, tell), closed]);
        body.fill(0);
        if (answer !== undefined) await send(socket, answer, closed);
      }
    }
    return undefined;
  } catch (error) {
    return error instanceof Fault ? error : new Fault('vpcd/socket', error);
  } finally {
    socket.destroy();
    await losePower(card);
  }
}

async function answerTo(
  card: VpcdCard,
  body: Uint8Array,
  tell: (event: PowerEvent) => void,
): Promise<Uint8Array | undefined> {
  const [first] = body;
  if (first === undefined) throw new Fault('vpcd/message');
  if (body.length > 1) return transmit(card, body);
  if (first === ASK_ATR) return card.atr;
  const order = ORDERS[first];
  if (order === undefined) throw new Fault('vpcd/message');
  tell(order);
  await ofCard(() => card[order]());
  return undefined;
}

async function transmit(card: VpcdCard, command: Uint8Array): Promise<Uint8Array> {
  const answer = await ofCard(() => card.transmit(command));
  if (answer.length < 2) throw new Fault('vpcd/card');
  return answer.length > BODY_MAX ? TOO_LONG : answer;
}

async function ofCard<T>(action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new Fault('vpcd/card', error);
  }
}

async function send(socket: Socket, answer: Uint8Array, closed: Promise<undefined>): Promise<void> {
  if (socket.destroyed || socket.write(frame(answer))) return;
  const drained = new AbortController();
  const drain = once(socket, 'drain', { signal: drained.signal }).catch(() => undefined);
  await Promise.race([drain, closed]);
  drained.abort();
}

async function losePower(card: VpcdCard): Promise<void> {
  await within(
    POWER_OFF_PATIENCE_MS,
    ofCard(() => card.powerOff()).catch(() => undefined),
  );
}
