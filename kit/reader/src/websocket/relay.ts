import { COMMAND_MAX, type Transport } from '@kazasu/card';
import { type CardSocket, MESSAGE_CLOSE } from './serve.ts';

export interface RelayOptions {
  /** With which code the socket is closed when the card goes away or fails. */
  readonly cardGone: number;
}

/**
 * Puts a card that answers later, such as one in a reader, at the end of an accepted socket. One command is under way at a time:
 * who sends another before the answer, text, or more than a command, is cut off. Resolves when the socket or the card has ended, and the
 * card has been let go, which powers it off. Commands are overwritten once they are answered: a PIN may be in them.
 */
export function relayCard(socket: CardSocket, transport: Transport, options: RelayOptions): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let ended = false;
  let underWay = false;
  const end = (code?: number): void => {
    if (ended) return;
    ended = true;
    if (code !== undefined) socket.close(code);
    resolve(transport.close());
  };
  socket.on('close', () => end());
  socket.on('error', () => end(MESSAGE_CLOSE.policyViolation));
  socket.on('message', (data, isBinary) => {
    if (ended) return;
    if (!isBinary || !(data instanceof Uint8Array)) return end(MESSAGE_CLOSE.unsupportedData);
    if (data.length > COMMAND_MAX) return end(MESSAGE_CLOSE.tooBig);
    if (underWay) return end(MESSAGE_CLOSE.policyViolation);
    underWay = true;
    transport.transmit(data).then(
      (answer) => {
        data.fill(0);
        underWay = false;
        if (!ended) socket.send(answer);
      },
      () => {
        data.fill(0);
        end(options.cardGone);
      },
    );
  });
  return promise;
}
