import { CardError, COMMAND_MAX, RESPONSE_MAX, type Transport } from '@kazasu/card';
import { LATE, within } from '../within.ts';

export interface WebSocketTransportOptions {
  /** Milliseconds for one command; a card signs in well under a second. Default 10 000. */
  readonly commandTimeoutMs?: number;
  /** Milliseconds until the connection must stand. Default 10 000. */
  readonly openTimeoutMs?: number;
  /** Subprotocols to offer (RFC 6455 section 1.9); one of them must be taken, or there is no connection. */
  readonly protocols?: readonly string[];
}

const TIMEOUT_DEFAULT_MS = 10_000;
/** How long `close` waits for the other side to say good-bye. */
const CLOSE_PATIENCE_MS = 1_000;

/**
 * Connects to a card behind `ws:` or `wss:`. Rejects with CardError `card/removed` if nobody answers and
 * `card/timeout` if nobody answers in time. On the transport: one command at a time (`card/busy`), a limit on each
 * (`card/timeout`), `card/removed` once the socket is closed, `card/response` for a message that is no response
 * APDU. After any of these but `card/busy` and `card/command` the connection is closed, because a late answer
 * would be taken for that of the next command.
 */
export async function openWebSocketTransport(
  url: string,
  options: WebSocketTransportOptions = {},
): Promise<Transport> {
  const connection = new Connection(
    connect(url, options.protocols),
    options.commandTimeoutMs ?? TIMEOUT_DEFAULT_MS,
  );
  await connection.opened(options.openTimeoutMs ?? TIMEOUT_DEFAULT_MS);
  return connection;
}

function connect(url: string, protocols: readonly string[] = []): WebSocket {
  try {
    const socket = new WebSocket(url, [...protocols]);
    socket.binaryType = 'arraybuffer';
    return socket;
  } catch (error) {
    throw new CardError('card/removed', 'no address of a card', { cause: error });
  }
}

interface Pending {
  readonly resolve: (response: Uint8Array) => void;
  readonly reject: (error: CardError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** One socket: open, then gone for good. `#gone` holds why. */
class Connection implements Transport {
  readonly #socket: WebSocket;
  readonly #commandTimeoutMs: number;
  readonly #closed: Promise<void>;
  readonly #ended = Promise.withResolvers<void>();
  #pending: Pending | undefined;
  #gone: CardError | undefined;

  constructor(socket: WebSocket, commandTimeoutMs: number) {
    this.#socket = socket;
    this.#commandTimeoutMs = commandTimeoutMs;
    socket.addEventListener('message', (event) => this.#receive(event.data));
    this.#closed = new Promise((resolve) => {
      socket.addEventListener('close', () => {
        this.#end(new CardError('card/removed', 'the connection to the card ended'));
        resolve();
      });
    });
  }

  /** Resolves once commands can be sent. */
  async opened(timeoutMs: number): Promise<void> {
    const open = new Promise<void>((resolve) => {
      this.#socket.addEventListener('open', () => resolve());
      // Node and browsers tell an error before they tell the end; the end is what is waited for.
      this.#socket.addEventListener('error', () => this.#end(unreachable()));
    });
    const first = await within(timeoutMs, Promise.race([open, this.#ended.promise]));
    if (first === LATE) this.#end(new CardError('card/timeout', 'no card in time'));
    if (this.#gone !== undefined) throw this.#gone;
  }

  transmit(command: Uint8Array): Promise<Uint8Array> {
    if (this.#gone !== undefined) return Promise.reject(this.#gone);
    if (this.#pending !== undefined)
      return Promise.reject(new CardError('card/busy', 'a command is under way'));
    if (command.length > COMMAND_MAX) {
      return Promise.reject(new CardError('card/command', 'longer than any command'));
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#end(new CardError('card/timeout', 'no answer in time')),
        this.#commandTimeoutMs,
      );
      this.#pending = { resolve, reject, timer };
      // The socket takes a copy before it returns, so that the caller can overwrite a PIN.
      this.#socket.send(command as Uint8Array<ArrayBuffer>);
    });
  }

  async close(): Promise<void> {
    this.#end(new CardError('card/removed', 'the connection was closed'));
    await within(CLOSE_PATIENCE_MS, this.#closed);
  }

  #receive(data: unknown): void {
    const pending = this.#pending;
    const wellFormed = data instanceof ArrayBuffer && data.byteLength >= 2 && data.byteLength <= RESPONSE_MAX;
    if (!wellFormed || pending === undefined) {
      this.#end(new CardError('card/response', 'a message that is no answer to a command'));
      return;
    }
    clearTimeout(pending.timer);
    this.#pending = undefined;
    pending.resolve(new Uint8Array(data));
  }

  /** The first reason stays; whoever waits hears it. */
  #end(reason: CardError): void {
    if (this.#gone !== undefined) return;
    this.#gone = reason;
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending !== undefined) {
      clearTimeout(pending.timer);
      pending.reject(reason);
    }
    this.#socket.close();
    this.#ended.resolve();
  }
}

function unreachable(): CardError {
  return new CardError('card/removed', 'the connection to the card failed');
}
