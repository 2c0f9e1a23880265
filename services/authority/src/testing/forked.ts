/** An authority in a process of its own, asked as the one in this process is; it can be killed in the middle of anything. */
import type { ChildProcess } from 'node:child_process';
import type { StoreOptions } from '@kazasu/server/store';
import { forkScript } from '@kazasu/server/store/conformance';
import type { CardImage, CardRequest } from '../api.ts';
import { ADMIN, asking, type TestAuthority } from './authority.ts';

export interface ForkedTask {
  readonly store: StoreOptions;
  /** A key folder; several processes may share one, also before it exists. */
  readonly keys: string;
}

export interface ForkedQuestion {
  readonly number: number;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Base64. */
  readonly body: string | undefined;
}

export interface ForkedAnswer {
  readonly number: number;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Base64. */
  readonly body: string;
}

export interface ForkedAuthority
  extends Pick<TestAuthority, 'ask' | 'post' | 'certificates' | 'personalise'> {
  /** SIGKILL; resolves when the process is gone. What was asked and not answered is never answered. */
  kill(): Promise<void>;
}

export async function forkAuthority(task: ForkedTask): Promise<ForkedAuthority> {
  const forked = forkScript(new URL('./forked-child.ts', import.meta.url), {
    store: task.store,
    keys: task.keys,
  });
  const { child } = forked;
  await forked.told(1);
  if (child.exitCode !== null) throw new Error(`the authority's process ended: ${child.exitCode}`);
  const request = requester(child);
  const { ask, post, certificates } = asking(request);
  const personalise = async (order: CardRequest): Promise<CardImage> => {
    const response = await post(ADMIN, '/admin/cards', order);
    if (response.status !== 201) throw new Error(`no card: ${await response.text()}`);
    return (await response.json()) as CardImage;
  };
  const kill = async () => {
    forked.kill();
    await forked.ended;
  };
  return { ask, post, certificates, personalise, kill };
}

function requester(child: ChildProcess): (path: string, init: RequestInit) => Promise<Response> {
  const waiting = new Map<number, (answer: ForkedAnswer) => void>();
  let last = 0;
  child.on('message', (answer: ForkedAnswer) => waiting.get(answer.number)?.(answer));
  return async (path, init) => {
    last += 1;
    const number = last;
    const { method = 'GET', body } = init;
    const octets = body ? Buffer.from(await new Response(body).arrayBuffer()).toString('base64') : undefined;
    const headers = Object.fromEntries(new Headers(init.headers));
    const answered = new Promise<ForkedAnswer>((resolve) => void waiting.set(number, resolve));
    child.send({ number, path, method, headers, body: octets } satisfies ForkedQuestion);
    const answer = await answered;
    waiting.delete(number);
    const empty = answer.status === 204 || answer.status === 304;
    return new Response(empty ? null : Buffer.from(answer.body, 'base64'), answer);
  };
}
