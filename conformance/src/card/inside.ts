/**
 * The first process of the private namespace: prepares it, runs pcscd, holds the cards and runs programs for the tests. Ends with the
 * channel to the tests, and everything in the namespace ends with it.
 */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { VirtualCard } from '@kazasu/card/virtual';
import { serveVpcd, type VpcdEvent } from '@kazasu/reader/vpcd';
import { openCards } from './cards.ts';
import type { Insertion, Order, Ran, Reply, Request, Run, Slot } from './messages.ts';
import { serveOne } from './served-card.ts';

const exec = promisify(execFile);
const FIRST_PORT = 35_963;
const RUN_LIMIT = 20_000;
/** A list of readers takes no longer on a busy machine; a service that waits for its card gives none at all. */
const LIST_LIMIT = 5_000;
const READY_LIMIT = 10_000;
/** How often a reader is asked for what is on it. */
const POLL = 50;
/** A card is seen within half a second. */
const SEEN_LIMIT = 4_000;
const LIFTED = 1_000;
const ATTEMPTS = 3;

interface Inserted {
  readonly end: AbortController;
  readonly done: Promise<void>;
  /** What the reader did to the card since it was inserted. */
  readonly events: VpcdEvent['type'][];
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
  const ready = await within(READY_LIMIT, async () => (await occupied()).size === 2);
  if (!ready) throw new Error('pcscd does not list its virtual reader');
  return service;
}

async function run({ command, args, env }: Run, timeout = RUN_LIMIT): Promise<Ran> {
  const options = { env: { ...process.env, ...env }, timeout, maxBuffer: 16 * 1024 * 1024 };
  try {
    return { status: 0, ...(await exec(command, [...args], options)) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string };
    if (typeof code === 'string') throw error;
    return { status: typeof code === 'number' ? code : null, stdout, stderr };
  }
}

/** The slots, and whether a card is in them, as an outside program sees it; none when the service does not answer. */
async function occupied(): Promise<Map<Slot, boolean>> {
  const { stdout } = await run({ command: 'opensc-tool', args: ['--list-readers'] }, LIST_LIMIT);
  const rows = stdout.matchAll(/^[01]\s+(Yes|No)\s.*Virtual PCD 00 0([01])/gm);
  return new Map([...rows].map(([, card, slot]) => [Number(slot) as Slot, card === 'Yes']));
}

async function within(milliseconds: number, holds: () => Promise<boolean>): Promise<boolean> {
  const limit = AbortSignal.timeout(milliseconds);
  while (!(await holds())) {
    if (limit.aborted) return false;
    await sleep(POLL);
  }
  return true;
}

async function insert(insertion: Insertion, cardNamed: Awaited<ReturnType<typeof openCards>>) {
  const { slot } = insertion;
  const { image, chip } = await cardNamed(insertion.card);
  const attempts: string[] = [];
  for (;;) {
    const inserted = await put(chip, insertion);
    slots.set(slot, inserted);
    let listed: boolean | undefined;
    const seen = await within(SEEN_LIMIT, async () => {
      listed = (await occupied()).get(slot);
      return listed === true;
    });
    if (seen) return image;
    const said = listed === undefined ? 'it gives no answer' : 'it lists no card';
    attempts.push(`${said} (${inserted.events.join(', ') || 'not connected'})`);
    if (attempts.length === ATTEMPTS) throw new Error(`pcscd does not see the card: ${attempts.join('; ')}`);
    // As a person would: pcscd takes no notice of a card that comes back before it saw the last one go.
    await takeOff(slot);
    await sleep(LIFTED);
  }
}

async function put(chip: VirtualCard, insertion: Insertion): Promise<Inserted> {
  const end = new AbortController();
  const events: VpcdEvent['type'][] = [];
  const { card, close } = await serveOne(chip, insertion);
  const onEvent = ({ type }: VpcdEvent) => void events.push(type);
  const port = FIRST_PORT + insertion.slot;
  return { end, events, done: serveVpcd({ port, card, onEvent, signal: end.signal }).finally(close) };
}

async function takeOff(slot: Slot): Promise<void> {
  const inserted = slots.get(slot);
  slots.delete(slot);
  inserted?.end.abort();
  await inserted?.done;
}

async function remove(slot: Slot): Promise<void> {
  await takeOff(slot);
  const empty = await within(READY_LIMIT, async () => (await occupied()).get(slot) === false);
  if (!empty) throw new Error('pcscd does not see the card go');
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
    if (order.do === 'events') return slots.get(order.slot)?.events ?? [];
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
