import type { Transport } from '@kazasu/card';
import { AGENT_PATHS, type AgentProblemCode, type AgentReaders, agentProtocols } from '@kazasu/reader/agent';
import { openWebSocketTransport } from '@kazasu/reader/websocket';
import * as v from 'valibot';
import type { Fetch } from '../../headless/index.ts';

/** `unreachable`: nobody answers. An agent that does not serve this page's origin looks the same, and is meant to. */
export type AgentFailure = AgentProblemCode | 'unreachable' | 'answer';

/** Of this room; the reader turns it into what a person reads. */
export class AgentError extends Error {
  override readonly name = 'AgentError';
  readonly code: AgentFailure;

  constructor(code: AgentFailure, options?: ErrorOptions) {
    super(`the agent: ${code}`, options);
    this.code = code;
  }
}

const Text = v.pipe(v.string(), v.maxLength(300));
const Readers = v.object({
  readers: v.pipe(
    v.array(v.object({ id: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)), name: Text, card: v.boolean() })),
    v.maxLength(100),
  ),
  holder: v.nullable(v.object({ origin: Text, own: v.boolean() })),
});
const Paired = v.object({ token: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)) });
const Problem = v.object({
  error: v.picklist([
    'request_invalid',
    'not_paired',
    'code_wrong',
    'code_none',
    'slow_down',
    'reader_unknown',
    'held',
    'no_card',
    'in_use',
    'service',
  ] satisfies AgentProblemCode[]),
});

/** A question is answered at once; taking a card may take a moment. */
const TIMEOUT_MS = 10_000;

export interface AgentWorld {
  /** `http://127.0.0.1:4020`, without a slash at the end; rejects where the page was told of none. */
  readonly url: () => Promise<string>;
  readonly fetch: Fetch;
}

/** The contract of `@kazasu/reader/agent`, with the token of this page's pairing. Every method rejects with an AgentError. */
export class AgentClient {
  readonly #world: AgentWorld;
  #token: string | undefined;
  #listed: AgentReaders['readers'] | undefined;

  constructor(world: AgentWorld) {
    this.#world = world;
  }

  get isPaired(): boolean {
    return this.#token !== undefined;
  }

  /** Has the terminal show a code. */
  async requestCode(): Promise<void> {
    await this.#ask(AGENT_PATHS.code, { method: 'POST' });
  }

  async pair(code: string): Promise<void> {
    const { token } = parsed(Paired, await this.#ask(AGENT_PATHS.pairing, post({ code })));
    this.#token = token;
  }

  async readers(): Promise<AgentReaders> {
    const found = parsed(Readers, await this.#ask(AGENT_PATHS.readers, { method: 'GET' }));
    this.#listed = found.readers;
    return found;
  }

  /** Whether these readers, or the cards on them, are others than those that were listed last. */
  isNews({ readers }: AgentReaders): boolean {
    return JSON.stringify(readers) !== JSON.stringify(this.#listed);
  }

  /** Takes the card and powers it on; closing powers it off. */
  async open(reader: string): Promise<Transport> {
    await this.#ask(AGENT_PATHS.hold, post({ reader }));
    return openWebSocketTransport(await this.#socketAt(AGENT_PATHS.card), { protocols: this.#protocols() });
  }

  /** Tells of every change at the readers until it is ended, or the agent goes. */
  watch(listener: (readers: AgentReaders) => void): () => void {
    let socket: WebSocket | undefined;
    let ended = false;
    void this.#socketAt(AGENT_PATHS.events).then(
      (address) => {
        if (ended) return;
        socket = new WebSocket(address, this.#protocols());
        socket.addEventListener('message', ({ data }) => {
          const told = v.safeParse(Readers, jsonIn(data));
          if (told.success && !ended) listener(told.output);
        });
      },
      () => {},
    );
    return () => {
      ended = true;
      socket?.close();
    };
  }

  #protocols(): string[] {
    return agentProtocols(this.#token ?? '');
  }

  async #socketAt(path: string): Promise<string> {
    return (await this.#world.url()).replace(/^http/, 'ws') + path;
  }

  async #ask(path: string, init: RequestInit): Promise<unknown> {
    const headers = new Headers(init.headers);
    if (this.#token !== undefined) headers.set('Authorization', `Bearer ${this.#token}`);
    const url = (await this.#world.url().catch(asUnreachable)) + path;
    const response = await this.#world
      .fetch(url, { ...OWN_MANNERS, ...init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) })
      .catch(asUnreachable);
    const text = await response.text().catch(asUnreachable);
    if (response.ok) return jsonIn(text);
    const problem = v.safeParse(Problem, jsonIn(text));
    const code = problem.success ? problem.output.error : 'answer';
    // The agent was started anew, or forgot a page that was idle for long.
    if (code === 'not_paired') this.#token = undefined;
    throw new AgentError(code);
  }
}

const OWN_MANNERS: RequestInit = { cache: 'no-store', credentials: 'omit', redirect: 'error', mode: 'cors' };

function post(body: object): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
}

function asUnreachable(cause: unknown): never {
  throw new AgentError('unreachable', { cause });
}

function parsed<T>(schema: v.GenericSchema<unknown, T>, answer: unknown): T {
  const result = v.safeParse(schema, answer);
  if (!result.success) throw new AgentError('answer');
  return result.output;
}

function jsonIn(text: unknown): unknown {
  try {
    return typeof text === 'string' && text !== '' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
