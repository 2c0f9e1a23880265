/**
 * Runs in a process of its own, so that each step's memory and start are its own: reads its task as JSON from the command
 * line, and tells what it measured as JSON on standard output.
 */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { CrlIndexer, openRevocationIndex, parseCertificate } from '@kazasu/pki';
import { replaceFile } from '@kazasu/server/file';
import { openMapper } from '@kazasu/server/mapping';
import { createHash, randomBytes } from '../crypto.ts';
import { median } from '../figure/index.ts';

export interface CrlTask {
  readonly task: 'load' | 'restart' | 'copy' | 'look-up' | 'share';
  readonly crl: string;
  readonly index: string;
  /** DER in base64. */
  readonly issuer: string;
  readonly rounds: number;
  /** Serial numbers that are listed, eight octets each, base64. */
  readonly listed: string;
}

const task = JSON.parse(readFileSync(0, 'utf8')) as CrlTask;
const buffer = Buffer.allocUnsafeSlow(1 << 20);

function readChunks(take: (chunk: Uint8Array) => void): void {
  const file = openSync(task.crl, 'r');
  for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer))
    take(buffer.subarray(0, read));
  closeSync(file);
}

/** Milliseconds of processor time, the system's for it included: what others do on the machine meanwhile does not count. */
function timed(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const peakMegabytes = () => process.resourceUsage().maxRSS / 1024;

function load(): object {
  const issuer = parseCertificate(Buffer.from(task.issuer, 'base64'));
  const hashing = () => {
    const hash = createHash('sha256');
    readChunks((chunk) => hash.update(chunk));
    hash.digest();
  };
  const indexing = () => {
    const indexer = new CrlIndexer({ issuer });
    readChunks((chunk) => indexer.feed(chunk));
    replaceFile(task.index, indexer.finish());
  };
  const rounds = Array.from({ length: task.rounds + 1 }, () => {
    const alone = timed(hashing);
    const whole = timed(() => void createHash('sha256').update(readFileSync(task.crl)).digest());
    return { alone, whole, loaded: timed(indexing) };
  }).slice(1);
  const of = (pick: (round: { alone: number; whole: number; loaded: number }) => number) =>
    median(rounds.map(pick));
  return {
    alone: of(({ alone }) => alone),
    whole: of(({ whole }) => whole),
    loaded: of(({ loaded }) => loaded),
    ratio: of(({ loaded, alone }) => loaded / alone),
    ratioWhole: of(({ loaded, whole }) => loaded / whole),
  };
}

/** What a process waits for when it starts with an index there: the library, the file, the checksums, the first answer. */
async function restart(native: boolean): Promise<object> {
  const start = performance.now();
  const mapFile = await openMapper(...(native ? [] : [Promise.resolve(undefined)]));
  const { octets, kind } = mapFile(task.index);
  const index = openRevocationIndex(octets);
  index.find(Buffer.from(task.listed, 'base64').subarray(0, 8));
  return { milliseconds: performance.now() - start, kind, octets: octets.length, count: index.count };
}

/** Hits and misses by turns, in random order, other ones in each round. */
async function lookUp(): Promise<object> {
  const mapFile = await openMapper();
  const index = openRevocationIndex(mapFile(task.index).octets);
  const listed = Buffer.from(task.listed, 'base64');
  const count = 1_000_000;
  const rows = new Int32Array(count);
  const rates = Array.from({ length: 2 * task.rounds + 2 }, () => {
    const serials = randomBytes(8 * count);
    for (let i = 0; i < count; i += 2) {
      const at = 8 * (serials.readUInt32BE(8 * i) % (listed.length / 8));
      listed.copy(serials, 8 * i, at, at + 8);
    }
    let single = 0;
    let found = 0;
    const many = timed(() => {
      found = index.findMany(serials, 8, rows);
    });
    const one = timed(() => {
      for (let i = 0; i < count; i += 1) if (index.find(serials, 8 * i, 8 * i + 8) >= 0) single += 1;
    });
    if (found !== count / 2 || single !== found) throw new Error(`${found} of ${count} were found`);
    return { many: count / many / 1000, one: count / one / 1000 };
  }).slice(2);
  return { many: median(rates.map(({ many }) => many)), one: median(rates.map(({ one }) => one)) };
}

/** Holds the index, tells its own memory once it is told that all others hold it too. */
async function share(): Promise<object> {
  const mapFile = await openMapper();
  const { octets, kind } = mapFile(task.index);
  openRevocationIndex(octets);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const rollup = readFileSync('/proc/self/smaps_rollup', 'utf8');
  const field = (name: string) => Number(new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(rollup)?.[1]) / 1024;
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return {
    kind,
    own: field('Private_Clean') + field('Private_Dirty'),
    resident: field('Rss'),
    counted: field('Pss'),
  };
}

const TASKS = { load, restart: () => restart(true), copy: () => restart(false), 'look-up': lookUp, share };
const result = await TASKS[task.task]();
process.stdout.write(JSON.stringify({ ...result, peakMegabytes: peakMegabytes() }));
