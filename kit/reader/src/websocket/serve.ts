import { type Card, COMMAND_MAX } from '@kazasu/card';

/** What is needed of a server's socket; the `ws` package's WebSocket is one. */
export interface CardSocket {
  readonly bufferedAmount: number;
  on(event: 'message', listener: (data: unknown, isBinary: boolean) => void): unknown;
  on(event: 'close' | 'error', listener: () => void): unknown;
  send(data: Uint8Array): void;
  close(code: number): void;
}

/** Close codes of RFC 6455 section 7.4.1. */
export const MESSAGE_CLOSE = { unsupportedData: 1003, policyViolation: 1008, tooBig: 1009 } as const;

/** A client that waits for each answer never leaves more than one unsent; this is room for a few long ones. */
const UNSENT_MAX = 4 * 65_538;

/**
 * Puts a card at the end of an accepted socket: power on now, power off when the socket ends. Text, messages longer
 * than a command, and a client that sends without reading the answers end the connection. The caller sees to it
 * that a card hangs on one socket at a time, and sets the server's own message limit (`maxPayload`).
 */
export function serveCard(socket: CardSocket, card: Card): void {
  card.reset();
  let ended = false;
  const end = (code?: number): void => {
    if (ended) return;
    ended = true;
    card.reset();
    if (code !== undefined) socket.close(code);
  };
  socket.on('close', () => end());
  socket.on('error', () => end(MESSAGE_CLOSE.policyViolation));
  socket.on('message', (data, isBinary) => {
    if (ended) return;
    const refusal = refuse(socket, data, isBinary);
    if (refusal !== undefined) end(refusal);
    else socket.send(card.transmit(data as Uint8Array));
  });
}

function refuse(socket: CardSocket, data: unknown, isBinary: boolean): number | undefined {
  if (!isBinary || !(data instanceof Uint8Array)) return MESSAGE_CLOSE.unsupportedData;
  if (data.length > COMMAND_MAX) return MESSAGE_CLOSE.tooBig;
  return socket.bufferedAmount > UNSENT_MAX ? MESSAGE_CLOSE.policyViolation : undefined;
}
