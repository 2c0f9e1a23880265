import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReaderError } from '../error.ts';
import type { VpcdCard } from './card.ts';
import { type PowerEvent, serveSocket, type VpcdFaultCode } from './session.ts';

export type VpcdEvent =
  | { readonly type: PowerEvent | 'connected' | 'disconnected' }
  /** The next attempt is that far away. */
  | { readonly type: 'waiting'; readonly milliseconds: number }
  | { readonly type: 'fault'; readonly code: VpcdFaultCode; readonly cause?: unknown };

export interface VpcdOptions {
  /** Default 127.0.0.1. */
  readonly host?: string | undefined;
  /** Default 35963, the first slot of an unchanged vpcd; the second is the next port. */
  readonly port?: number | undefined;
  readonly card: VpcdCard;
  /** Tells nothing of what is in a command or an answer. */
  readonly onEvent?: ((event: VpcdEvent) => void) | undefined;
  /** Connect again when the reader's driver goes away. Default true. */
  readonly reconnect?: boolean | undefined;
  /** Takes the card off the reader and ends serving. */
  readonly signal?: AbortSignal | undefined;
}

const HOST = '127.0.0.1';
const PORT = 35_963;
const CONNECT_PATIENCE_MS = 5_000;
const BACK_OFF_FIRST_MS = 100;
const BACK_OFF_MAX_MS = 5_000;

/**
 * Puts a card on the virtual reader `vpcd` of the vsmartcard project (Debian: vsmartcard-vpcd), through which every
 * PC/SC program sees it. Resolves when the signal ends it, or without `reconnect` when the driver goes away. Failures:
 * ReaderError `reader/atr`, and without `reconnect` `reader/refused`.
 */
export async function serveVpcd(options: VpcdOptions): Promise<void> {
  const { card, onEvent: tell = () => {}, reconnect = true, signal } = options;
  const { length } = card.atr;
  if (length < 2 || length > 33) throw new ReaderError('reader/atr', 'an ATR has 2 to 33 octets');
  const ended = () => signal?.aborted === true;
  let backOffMs = BACK_OFF_FIRST_MS;
  while (!ended()) {
    const clean = await serveOnce(options, tell);
    if (!reconnect) return;
    if (clean) backOffMs = BACK_OFF_FIRST_MS;
    if (ended()) return;
    tell({ type: 'waiting', milliseconds: backOffMs });
    await sleep(backOffMs, undefined, { signal }).catch(() => undefined);
    backOffMs = Math.min(backOffMs * 2, BACK_OFF_MAX_MS);
  }
}

/** Whether there was a session that ended without a fault: only then is it worth trying again at once. */
async function serveOnce(options: VpcdOptions, tell: (event: VpcdEvent) => void): Promise<boolean> {
  const { card, reconnect = true, signal } = options;
  const socket = await open(options);
  if (socket instanceof Error) {
    if (reconnect || signal?.aborted === true) return false;
    throw new ReaderError('reader/refused', 'no virtual reader listens there', { cause: socket });
  }
  const leave = () => socket.destroy();
  signal?.addEventListener('abort', leave);
  if (signal?.aborted === true) leave();
  tell({ type: 'connected' });
  const fault = await serveSocket(socket, card, (type) => tell({ type }));
  signal?.removeEventListener('abort', leave);
  if (fault !== undefined && signal?.aborted !== true) {
    tell({ type: 'fault', code: fault.code, cause: fault.cause });
  }
  tell({ type: 'disconnected' });
  return fault === undefined;
}

function open({ host = HOST, port = PORT, signal }: VpcdOptions): Promise<Socket | Error> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    const fail = (error: Error) => {
      socket.destroy();
      settle(error);
    };
    const leave = () => fail(new Error('ended'));
    const timer = setTimeout(() => fail(new Error('no connection in time')), CONNECT_PATIENCE_MS);
    const settle = (result: Socket | Error) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', leave);
      resolve(result);
    };
    signal?.addEventListener('abort', leave);
    // Stays: an error without a listener would end the process. Whoever reads the socket hears it too.
    socket.on('error', fail);
    socket.once('connect', () => settle(socket));
  });
}
