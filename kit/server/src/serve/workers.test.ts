import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { environment } from '../config/index.ts';
import { Dispatcher, type DispatcherOptions, type Taker } from './dispatcher.ts';
import { keptSmall } from './memory.ts';

const PROGRAM = fileURLToPath(new URL('./testing/small-service.ts', import.meta.url));
/** Longer than anybody may rightly wait, and much shorter than for ever. */
const SILENT_MS = 6_500;

const started: ChildProcess[] = [];
after(() => {
  for (const child of started) child.kill('SIGKILL');
});

type Line = Readonly<Record<string, unknown>>;

interface Small {
  readonly child: ChildProcess;
  readonly port: number;
  /** Of the workers that are there now, in the order in which they began. */
  workers(): readonly number[];
  event(name: string, before?: number): Promise<Line>;
}

async function startSmall(workers: number): Promise<Small> {
  const { PATH, NODE_COMPILE_CACHE } = environment();
  const child = spawn(process.execPath, [PROGRAM], {
    env: { PATH, NODE_COMPILE_CACHE, KAZASU_WORKERS: String(workers) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const lines: Line[] = [];
  createInterface({ input: child.stdout }).on('line', (text) => {
    lines.push(JSON.parse(text) as Line);
    child.emit('line');
  });
  const told = (name: string) => lines.filter((line) => line.event === name);
  const event = async (name: string, before = 0): Promise<Line> => {
    for (;;) {
      const found = told(name)[before];
      if (found !== undefined) return found;
      await once(child, 'line');
    }
  };
  const processes = (name: string) => told(name).map((line) => Number(line.processId));
  const { url } = await event('service.ready');
  return {
    child,
    port: Number(new URL(String(url)).port),
    event,
    workers: () => processes('worker.ready').filter((one) => !processes('worker.ended').includes(one)),
  };
}

type Outcome = 'answered' | 'broken' | 'silent';

interface Asked {
  /** The process that answers, as soon as it says so. */
  readonly worker: Promise<number>;
  readonly outcome: Promise<Outcome>;
}

/** What the kernel says of a process, proc(5). */
function begunWith(processId: number, part: 'cmdline' | 'environ'): string[] {
  return readFileSync(`/proc/${processId}/${part}`, 'utf8').split('\0');
}

/** One request on a connection of its own. */
function ask(port: number, path = '/'): Asked {
  const worker = Promise.withResolvers<number>();
  const outcome = new Promise<Outcome>((resolve) => {
    const sent = request({ port, path, host: 'localhost', agent: false }, (answer) => {
      answer.on('data', (text: Buffer) => worker.resolve(Number(text)));
      answer.on('error', () => {}).on('close', () => resolve(answer.complete ? 'answered' : 'broken'));
    });
    sent.setTimeout(SILENT_MS, () => {
      resolve('silent');
      sent.destroy();
    });
    sent.on('error', () => resolve('broken'));
    sent.end();
  });
  return { worker: worker.promise, outcome };
}

/** So many at once, each with a new connection for each request, until told to stop. */
function crowd(port: number, people: number): { end(): Promise<Record<Outcome, number>> } {
  const outcomes = { answered: 0, broken: 0, silent: 0 };
  let going = true;
  const person = async () => {
    while (going) outcomes[await ask(port).outcome] += 1;
  };
  const all = Promise.all(Array.from({ length: people }, person));
  return {
    end: async () => {
      going = false;
      await all;
      return outcomes;
    },
  };
}

test('a worker is kept small, unless the operator has said how', () => {
  const flag = '--max-semi-space-size=16';
  assert.deepEqual(keptSmall([], { PATH: '/bin' }), {
    execArgv: [flag],
    env: { PATH: '/bin', MALLOC_ARENA_MAX: '1' },
  });
  for (const said of ['--max-semi-space-size=32', '--max_semi_space_size=32']) {
    assert.deepEqual(keptSmall(['--inspect', said], {}).execArgv, ['--inspect', said]);
    assert.deepEqual(keptSmall([], { NODE_OPTIONS: `--trace-gc ${said}` }).execArgv, []);
  }
  assert.deepEqual(keptSmall(['--inspect'], { MALLOC_ARENA_MAX: '4' }), {
    execArgv: ['--inspect', flag],
    env: { MALLOC_ARENA_MAX: '4' },
  });
});

test('nobody who connects while workers are killed is left without an answer, and none is lost while they are replaced', async () => {
  const small = await startSmall(2);
  await small.event('worker.ready', 1);
  for (const worker of small.workers()) {
    assert.ok(begunWith(worker, 'cmdline').includes('--max-semi-space-size=16'));
    assert.ok(begunWith(worker, 'environ').includes('MALLOC_ARENA_MAX=1'));
  }
  const unlucky = crowd(small.port, 32);
  for (let kills = 0; kills < 4; kills += 1) {
    await sleep(50);
    process.kill(small.workers()[0] ?? 0, 'SIGKILL');
    await small.event('worker.ended', kills);
    await small.event('worker.ready', kills + 2);
  }
  const { answered, silent } = await unlucky.end();
  assert.equal(silent, 0);
  assert.ok(answered > 100, `${answered}`);

  const lucky = crowd(small.port, 16);
  small.child.kill('SIGHUP');
  await small.event('reload.done');
  const replaced = await lucky.end();
  assert.deepEqual([replaced.broken, replaced.silent], [0, 0]);
  assert.ok(replaced.answered > 50);
});

test('a worker that is killed takes its own requests along, and no other', async () => {
  const small = await startSmall(2);
  await small.event('worker.ready', 1);
  const slow = Array.from({ length: 6 }, () => ask(small.port, '/?ms=1500'));
  const workers = await Promise.all(slow.map(({ worker }) => worker));
  const [killed = 0] = workers;
  assert.ok(
    workers.some((worker) => worker !== killed),
    'both have some',
  );
  process.kill(killed, 'SIGKILL');
  const later = Array.from({ length: 20 }, () => ask(small.port));
  assert.deepEqual(
    await Promise.all(slow.map(({ outcome }) => outcome)),
    workers.map((worker) => (worker === killed ? 'broken' : 'answered')),
  );
  assert.deepEqual(new Set(await Promise.all(later.map(({ outcome }) => outcome))), new Set(['answered']));
  // Without the first process nobody hands them connections: they finish what they have, and end.
  const last = ask(small.port, '/?ms=300');
  const worker = await last.worker;
  small.child.kill('SIGKILL');
  assert.equal(await last.outcome, 'answered');
  while (isThere(worker)) await sleep(20);
});

function isThere(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

const dispatchers: Dispatcher[] = [];
after(() => {
  for (const dispatcher of dispatchers) dispatcher.close();
});

function openDispatcher(options: Partial<DispatcherOptions> = {}): Dispatcher {
  const dispatcher = new Dispatcher({ host: 'localhost', port: 0, ...options });
  dispatchers.push(dispatcher);
  return dispatcher;
}

/** Stands for a worker. */
class Sham implements Taker {
  readonly given: number[] = [];
  take(id: number): void {
    this.given.push(id);
  }
}

async function clients(port: number, count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () => connect(port, 'localhost').on('error', () => {}));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  return sockets;
}

const isClosed = (socket: Socket) => (socket.closed ? undefined : once(socket.resume(), 'close'));

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 5) {
    assert.ok(waited < 10_000, String(condition));
    await sleep(5);
  }
}

test('the dispatcher gives by turns to whoever has taken the last one, and what a dead worker had not taken to another', async () => {
  const dispatcher = openDispatcher();
  const port = await dispatcher.listen();
  const [first, second] = [new Sham(), new Sham()];
  dispatcher.add(first);
  dispatcher.add(second);
  const sockets = await clients(port, 4);
  await until(() => dispatcher.held === 4);
  assert.deepEqual([first.given, second.given], [[1], [2]]);
  dispatcher.taken(second, 2);
  assert.deepEqual(second.given, [2, 3]);
  dispatcher.ended(first);
  assert.deepEqual([first.given, second.given], [[1], [2, 3]], 'the second is not free');
  dispatcher.taken(second, 3);
  assert.deepEqual(second.given, [2, 3, 1], 'the oldest first');
  dispatcher.taken(first, 1);
  dispatcher.closeWithLast();
  dispatcher.leave(second);
  assert.deepEqual(second.given, [2, 3, 1, 4], 'the last worker gets all that wait');
  await assert.rejects(clients(port, 1), { code: 'ECONNREFUSED' });
  // Whoever was given one and has not said to have it may die of it.
  dispatcher.ended(second);
  dispatcher.close();
  await Promise.all(sockets.map(isClosed));
});

test('the dispatcher closes what is nobody’s for long, and what would be too many', async () => {
  const dispatcher = openDispatcher({ heldMs: 150, mostHeld: 3 });
  const port = await dispatcher.listen();
  const stuck = new Sham();
  dispatcher.add(stuck);
  const [given, waiting, third, tooMany] = await clients(port, 4);
  assert.ok(given && waiting && third && tooMany);
  await Promise.all([tooMany, given, waiting, third].map(isClosed));
  const [next] = await clients(port, 1);
  assert.ok(next);
  // Who let some slip is not passed over for ever, and what came beyond the bound was never held.
  await until(() => stuck.given.length === 4);
  assert.deepEqual(stuck.given, [1, 2, 3, 4]);
  dispatcher.close();
  await isClosed(next);
});
