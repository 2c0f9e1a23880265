import { CardError, COMMAND_MAX, RESPONSE_MAX, type Transport } from '@kazasu/card';
import type { Card } from 'smartcard';
import { within } from '../within.ts';
import { FAULT, textOf } from './binding.ts';

/** A card on a reader. */
export interface PcscTransport extends Transport {
  /** The reader's name. */
  readonly reader: string;
  /** As the reader tells it; for a contactless card the reader makes it up (PC/SC part 3). */
  readonly atr: Uint8Array;
}

export interface PcscConnectionParts {
  readonly card: Card;
  readonly reader: string;
  /** Milliseconds for one command. */
  readonly commandTimeoutMs: number;
  /** Resets the card and gives it and the connection to the service back. Called once, never during a command. */
  readonly release: () => void;
}

/** How long `close` waits for a command under way, which nobody can call back. */
const CLOSE_PATIENCE_MS = 1_000;

/**
 * One activation of a card on a reader; ends for good, `#gone` holds why. Errors as of every transport: `card/busy`,
 * `card/command`, `card/timeout`, `card/removed`, `card/response`; after any but the first two the card is given back.
 */
export class PcscConnection implements PcscTransport {
  readonly reader: string;
  readonly atr: Uint8Array;
  readonly #parts: PcscConnectionParts;
  readonly #released = Promise.withResolvers<void>();
  #underWay = false;
  #gone: CardError | undefined;
  #giveUp: ((reason: CardError) => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: PcscConnectionParts) {
    this.#parts = parts;
    this.reader = parts.reader;
    this.atr = Uint8Array.from(parts.card.atr ?? []);
  }

  transmit(command: Uint8Array): Promise<Uint8Array> {
    if (this.#gone !== undefined) return Promise.reject(this.#gone);
    if (this.#underWay) return Promise.reject(new CardError('card/busy', 'a command is under way'));
    if (command.length > COMMAND_MAX) {
      return Promise.reject(new CardError('card/command', 'longer than any command'));
    }
    return new Promise((resolve, reject) => {
      this.#timer = setTimeout(
        () => this.#end(new CardError('card/timeout', 'no answer in time')),
        this.#parts.commandTimeoutMs,
      );
      this.#giveUp = reject;
      this.#ask(command).then(
        (answer) => {
          this.#finish();
          resolve(answer);
        },
        (reason: CardError) => {
          this.#gone ??= reason;
          this.#finish();
          reject(this.#gone);
        },
      );
    });
  }

  async close(): Promise<void> {
    this.#end(new CardError('card/removed', 'the card was let go'));
    await within(CLOSE_PATIENCE_MS, this.#released.promise);
  }

  async #ask(command: Uint8Array): Promise<Uint8Array> {
    this.#underWay = true;
    let answer: Uint8Array;
    try {
      answer = await this.#parts.card.transmit(command, { maxRecvLength: RESPONSE_MAX });
    } catch (error) {
      throw cardError(error);
    }
    // Some drivers tell a card that went away by an answer of nothing.
    if (answer.length === 0) throw new CardError('card/removed', 'the reader lost the card');
    if (answer.length < 2) throw new CardError('card/response', 'shorter than a status word');
    return Uint8Array.from(answer);
  }

  /** Before the caller hears the answer, because its next command comes at once. */
  #finish(): void {
    clearTimeout(this.#timer);
    this.#giveUp = undefined;
    this.#underWay = false;
    // Only now: giving back blocks the thread until a command under way is over.
    if (this.#gone !== undefined) this.#release();
  }

  /** The first reason stays; whoever waits hears it. */
  #end(reason: CardError): void {
    this.#gone ??= reason;
    clearTimeout(this.#timer);
    this.#giveUp?.(this.#gone);
    if (!this.#underWay) this.#release();
  }

  #release(): void {
    this.#parts.release();
    this.#released.resolve();
  }
}

/**
 * A card that leaves the field in the middle of a command is told in half a dozen ways, depending on the reader:
 * removed, not transacted, communication error, unpowered, reader unavailable. They all mean the same to us.
 */
function cardError(cause: unknown): CardError {
  const text = textOf(cause);
  const code = text === FAULT.timeout ? 'card/timeout' : 'card/removed';
  return new CardError(code, `the reader lost the card: ${text}`, { cause });
}
