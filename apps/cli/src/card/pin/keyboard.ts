import { CommandProblem } from '../../problem.ts';

/** A person at a terminal, as far as asking them for a secret goes. */
export interface Keyboard {
  /** Whether anybody could answer. */
  readonly present: boolean;
  /** Shows the question; resolves to what was typed, in ASCII, and shows nothing of it. */
  ask(question: string): Promise<Uint8Array>;
}

const KEY = {
  ctrlC: 0x03,
  ctrlD: 0x04,
  backspace: 0x08,
  lineFeed: 0x0a,
  enter: 0x0d,
  ctrlU: 0x15,
  escape: 0x1b,
  delete: 0x7f,
} as const;

/** Longer than any secret of a card; what is typed beyond it is not kept, so that the secret cannot be right. */
const TYPED_MAX = 32;

/**
 * The terminal on standard input and standard error. Raw mode is on only while a question is open: it ends with the
 * answer, with Ctrl+C, which ends the command as it would anywhere else, and with the process.
 */
export const processKeyboard: Keyboard = {
  get present() {
    return process.stdin.isTTY === true && process.stderr.isTTY === true;
  },
  ask: async (question) => {
    const { stdin, stderr } = process;
    // First nothing shows, then the question: whoever sees it can type.
    stdin.setRawMode(true);
    try {
      stderr.write(`${question}: `);
      stdin.resume();
      return await typed(
        (listener) => {
          stdin.on('data', listener);
          return () => stdin.off('data', listener);
        },
        (keys) => stdin.unshift(keys),
      );
    } finally {
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
    }
  },
};

type Listen = (listener: (keys: Uint8Array) => void) => () => void;

/**
 * Collects keys until Enter; what was typed ahead of the next question goes to `handOn`. Overwrites every chunk, and the
 * line itself where it comes to nothing.
 */
export function typed(listen: Listen, handOn: (keys: Uint8Array) => void): Promise<Uint8Array> {
  const line = new Line();
  return new Promise<Uint8Array>((resolve, reject) => {
    const stop = listen((keys) => {
      try {
        const end = keys.findIndex((key) => line.take(key));
        if (end < 0) return;
        stop();
        if (end + 1 < keys.length) handOn(keys.slice(end + 1));
        resolve(line.finish());
      } catch (error) {
        stop();
        line.clear();
        reject(error);
      } finally {
        keys.fill(0);
      }
    });
  });
}

/** Thrown at Ctrl+C; whoever runs the command ends it by the signal that the key stands for. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

class Line {
  readonly #bytes = new Uint8Array(TYPED_MAX);
  #length = 0;
  /** Inside an escape sequence, as an arrow key sends it: nothing of it is part of a secret. */
  #escape: 'none' | 'begun' | 'inside' = 'none';

  /** True at the end of the line. */
  take(key: number): boolean {
    if (this.#escape !== 'none') {
      this.#skip(key);
      return false;
    }
    switch (key) {
      case KEY.enter:
      case KEY.lineFeed:
        return true;
      case KEY.ctrlC:
        throw new Interrupted();
      case KEY.ctrlD:
        throw new CommandProblem(
          'usage',
          'Nothing was typed, so the card was asked nothing.',
          'Run it again.',
        );
      case KEY.backspace:
      case KEY.delete:
        this.#length = Math.max(0, this.#length - 1);
        return false;
      case KEY.ctrlU:
        this.clear();
        return false;
      case KEY.escape:
        this.#escape = 'begun';
        return false;
      default:
        this.#add(key);
        return false;
    }
  }

  finish(): Uint8Array {
    const answer = this.#bytes.slice(0, this.#length);
    this.clear();
    return answer;
  }

  clear(): void {
    this.#bytes.fill(0);
    this.#length = 0;
  }

  #add(key: number): void {
    if (this.#length < TYPED_MAX) {
      this.#bytes[this.#length] = key;
      this.#length += 1;
    }
  }

  /** `ESC [` up to a letter or `~`, `ESC O` and one more, or `ESC` and one key (ECMA-48 section 5.4). */
  #skip(key: number): void {
    const opens = this.#escape === 'begun' && (key === 0x5b || key === 0x4f);
    const ends = key >= 0x40 && key <= 0x7e;
    if (opens) this.#escape = 'inside';
    else if (this.#escape === 'begun' || ends) this.#escape = 'none';
  }
}
