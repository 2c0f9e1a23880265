import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { environment } from '../../config/index.ts';
import type { StoreOptions } from '../open-store.ts';

/** A process of its own that works on the same database. */
export class Rival {
  readonly #process: ChildProcess;
  readonly #messages: Serializable[] = [];
  #ended = false;

  private constructor(child: ChildProcess) {
    this.#process = child;
    child.on('message', (message: Serializable) => {
      this.#messages.push(message);
      child.emit('heard');
    });
    child.once('exit', () => {
      this.#ended = true;
      child.emit('heard');
    });
  }

  /** Starts a script of the folder `child`; resolves when it has opened the store and waits for {@link go}. */
  static async start(script: string, options: StoreOptions, task: Serializable | null): Promise<Rival> {
    // Without the runner's own variable: the child is no test file.
    const { NODE_TEST_CONTEXT: _, ...env } = environment();
    const path = fileURLToPath(new URL(`./child/${script}.ts`, import.meta.url));
    const rival = new Rival(
      fork(path, [], { env, execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }),
    );
    rival.#process.send({ options, task });
    await rival.next();
    return rival;
  }

  go(): void {
    this.#process.send('go');
  }

  /** The next thing it says; throws when it ends without a word. */
  async next(): Promise<Serializable> {
    while (true) {
      const message = this.#messages.shift();
      if (message !== undefined) return message;
      if (this.#ended) throw new Error(`the rival ended early with ${this.#process.exitCode}`);
      await once(this.#process, 'heard');
    }
  }

  /** Waits for its own end. */
  async end(): Promise<void> {
    while (!this.#ended) await once(this.#process, 'heard');
    if (this.#process.exitCode !== 0) throw new Error(`the rival failed with ${this.#process.exitCode}`);
  }

  /** SIGKILL; returns all that it had said and that was not asked for yet. */
  async kill(): Promise<Serializable[]> {
    this.#process.kill('SIGKILL');
    while (!this.#ended) await once(this.#process, 'heard');
    return this.#messages;
  }
}

/** Starts several, lets them go at once, and collects the first thing each says. */
export async function race(
  count: number,
  script: string,
  options: StoreOptions,
  task: Serializable | null,
): Promise<Serializable[]> {
  const rivals = await Promise.all(Array.from({ length: count }, () => Rival.start(script, options, task)));
  try {
    for (const rival of rivals) rival.go();
    const answers = await Promise.all(rivals.map((rival) => rival.next()));
    await Promise.all(rivals.map((rival) => rival.end()));
    return answers;
  } finally {
    await Promise.all(rivals.map((rival) => rival.kill()));
  }
}
