import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CardImage } from '@kazasu/authority/api';
import type { VpcdEvent } from '@kazasu/reader/vpcd';
import type { Insertion, Order, Ran, Reply, Run } from './messages.ts';
import { unshareOptions } from './peers.ts';

/** A private PC/SC service with a virtual reader of two slots, and programs beside it. */
export interface Rig {
  /** For files of the programs; goes with the rig. */
  readonly folder: string;
  /** Runs a program beside the service, in `folder` as its home. */
  run(command: string, args: readonly string[], env?: Run['env']): Promise<Ran>;
  /** As `run`; a status other than 0 rejects with what the program said. */
  succeed(command: string, args: readonly string[], env?: Run['env']): Promise<Ran>;
  /** Resolves when the card is on the reader, to what was written into it. */
  insert(insertion: Insertion): Promise<CardImage>;
  remove(slot: Insertion['slot']): Promise<void>;
  /** What the reader did to the card in that place since it came. */
  events(slot: Insertion['slot']): Promise<VpcdEvent['type'][]>;
  /** The readers stay without a service for good. */
  stopService(): Promise<void>;
  close(): Promise<void>;
}

const START_LIMIT = 30_000;

export async function openRig(): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'kazasu-card-'));
  const inside = spawn(
    'unshare',
    [...unshareOptions(), process.execPath, join(import.meta.dirname, 'inside.ts')],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, HOME: folder, XDG_CACHE_HOME: folder },
    },
  );
  const order = dispatcher(inside);
  const close = async () => {
    if (inside.exitCode === null && inside.signalCode === null) {
      const exit = once(inside, 'exit');
      inside.disconnect();
      await exit;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await order.started;
  } catch (error) {
    await close();
    throw error;
  }
  const run: Rig['run'] = (command, args, env) =>
    order.give({ do: 'run', run: { command, args, ...(env && { env }) } }) as Promise<Ran>;
  return {
    folder,
    run,
    succeed: async (command, args, env) => {
      const ran = await run(command, args, env);
      if (ran.status !== 0)
        throw new Error(`${command} ended with ${ran.status}: ${ran.stderr}${ran.stdout}`);
      return ran;
    },
    insert: (insertion) => order.give({ do: 'insert', insertion }) as Promise<CardImage>,
    remove: async (slot) => void (await order.give({ do: 'remove', slot })),
    events: (slot) => order.give({ do: 'events', slot }) as Promise<VpcdEvent['type'][]>,
    stopService: async () => void (await order.give({ do: 'stopService' })),
    close,
  };
}

interface Dispatcher {
  readonly started: Promise<unknown>;
  give(order: Order): Promise<unknown>;
}

/** Gives orders over the channel and hands the replies to those who wait for them. */
function dispatcher(inside: ChildProcess): Dispatcher {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  const expect = (id: number) => {
    const reply = Promise.withResolvers<unknown>();
    waiting.set(id, reply);
    return reply.promise;
  };
  const failAll = (reason: string) => {
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  };
  const started = expect(0);
  const timer = setTimeout(() => failAll('the private PC/SC service did not start in time'), START_LIMIT);
  inside.on('error', (error) => failAll(String(error)));
  inside.on('exit', (status) => failAll(`the process in the namespace ended with ${status}`));
  inside.on('message', ({ id, result, error }: Reply) => {
    if (id === 0) clearTimeout(timer);
    const reply = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) reply?.resolve(result);
    else reply?.reject(new Error(error));
  });
  return {
    started: started.finally(() => clearTimeout(timer)),
    give: (order) => {
      const id = ++last;
      const reply = expect(id);
      inside.send({ id, order });
      return reply;
    },
  };
}
