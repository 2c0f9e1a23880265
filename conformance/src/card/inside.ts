/**
 * The first process of the private namespace: prepares it, runs pcscd, holds the cards and runs programs for the tests. Ends with the
 * channel to the tests, and everything in the namespace ends with it.
 */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ATR, cardInProcess, serveVpcd } from '@kazasu/reader/vpcd';
import { openCards } from './cards.ts';
import type { Insertion, Order, Ran, Reply, Request, Run, Slot } from './messages.ts';

const exec = promisify(execFile);
const FIRST_PORT = 35_963;
const RUN_LIMIT = 20_000;
const READY_LIMIT = 10_000;
/** How often a reader is asked for what is on it. */
const POLL = 20;

interface Inserted {
  readonly end: AbortController;
  readonly done: Promise<void>;
}

const slots = new Map<Slot, Inserted>();

function prepare(): void {
  execFileSync('ip', ['link', 'set', 'lo', 'up']);
  const route = 'local 127.0.0.1 dev lo proto kernel scope host src 127.0.0.1 quickack 1';
  execFileSync('ip', ['route', 'change', 'table', 'local', ...route.split(' ')]);
  execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', '/run']);
  mkdirSync('/run/pcscd');
}

async function startService(): Promise<ChildProcess> {
  const service = spawn('pcscd', ['--foreground'], { stdio: 'ignore' });
  service.on('error', (error) => {
    throw error;
  });
  await until('pcscd lists its virtual reader', async () => (await occupied()).size === 2);
  return service;
}

async function run({ command, args, env }: Run): Promise<Ran> {
  const options = { env: { ...process.env, ...env }, timeout: RUN_LIMIT, maxBuffer: 16 * 1024 * 1024 };
  try {
    return { status: 0, ...(await exec(command, [...args], options)) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string };
    if (typeof code === 'string') throw error;
    return { status: typeof code === 'number' ? code : null, stdout, stderr };
  }
}

/** The slots, and whether a card is in them, as an outside program sees it. */
async function occupied(): Promise<Map<Slot, boolean>> {
  const { stdout } = await run({ command: 'opensc-tool', args: ['--list-readers'] });
  const rows = stdout.matchAll(/^[01]\s+(Yes|No)\s.*Virtual PCD 00 0([01])/gm);
  return new Map([...rows].map(([, card, slot]) => [Number(slot) as Slot, card === 'Yes']));
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const limit = AbortSignal.timeout(READY_LIMIT);
  while (!(await holds())) {
    if (limit.aborted) throw new Error(`in vain waited until ${what}`);
    await sleep(POLL);
  }
}

async function insert(
  { slot, card: name, atr }: Insertion,
  cardNamed: Awaited<ReturnType<typeof openCards>>,
) {
  const { image, chip } = await cardNamed(name);
  const end = new AbortController();
  const card = cardInProcess(chip, ATR[atr]);
  const done = serveVpcd({ port: FIRST_PORT + slot, card, signal: end.signal });
  slots.set(slot, { end, done });
  await until('the card is on the reader', async () => (await occupied()).get(slot) === true);
  return image;
}

async function remove(slot: Slot): Promise<void> {
  const inserted = slots.get(slot);
  slots.delete(slot);
  inserted?.end.abort();
  await inserted?.done;
  await until('the reader is empty', async () => (await occupied()).get(slot) !== true);
}

async function stop(service: ChildProcess): Promise<void> {
  if (service.exitCode !== null || service.signalCode !== null) return;
  service.kill();
  await once(service, 'exit');
}

async function main(): Promise<void> {
  process.once('disconnect', () => process.exit(0));
  prepare();
  const [service, cardNamed] = await Promise.all([startService(), openCards()]);
  const obey = async (order: Order): Promise<unknown> => {
    if (order.do === 'run') return run(order.run);
    if (order.do === 'insert') return insert(order.insertion, cardNamed);
    if (order.do === 'remove') return remove(order.slot);
    return stop(service);
  };
  const reply = (message: Reply) => process.send?.(message);
  process.on('message', ({ id, order }: Request) => {
    obey(order).then(
      (result) => reply({ id, result }),
      (error: unknown) => reply({ id, error: String(error) }),
    );
  });
  reply({ id: 0 });
}

await main();
