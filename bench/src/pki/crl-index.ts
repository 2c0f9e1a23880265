import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OPENSSL, requirePeer } from '@kazasu/server/peer';
import type { Figure } from '../figure/index.ts';
import { median } from '../figure/index.ts';
import type { CrlTask } from './crl-child.ts';
import type { Measurement, PkiBenchOptions } from './figure.ts';
import { type NationCrl, writeNationCrl } from './nation-crl.ts';

/** The revocation list of a nation: made, loaded, looked up, opened again, shared; OpenSSL beside it. */
export const CRL_INDEX: Measurement = {
  name: 'crl',
  run: async (options) => {
    const folder = mkdtempSync(join(tmpdir(), 'kazasu-bench-crl-'));
    try {
      options.onProgress(`making a CRL of ${options.entries} entries`);
      const crl = await writeNationCrl(folder, options.entries);
      return await measure(crl, join(folder, 'nation.index'), options);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(crl: NationCrl, index: string, options: PkiBenchOptions): Promise<Figure[]> {
  const run = (task: CrlTask['task']) => inChild(task, crl, index, options.rounds);
  options.onProgress('loading it');
  const loaded = await run('load');
  options.onProgress('opening the index');
  const restarts: Result[] = [];
  for (let i = 0; i <= options.rounds; i += 1) restarts.push(await run('restart'));
  const copies = [await run('copy'), await run('copy')];
  options.onProgress('looking up');
  const looked = await run('look-up');
  options.onProgress('sharing it');
  const shared = await Promise.all([run('share'), run('share'), run('share')]);
  const middle = (results: readonly Result[], field: string) =>
    median(results.map((one) => one[field] ?? Number.NaN));
  const per = (field: string) => (loaded[field] ?? Number.NaN) / 1000;
  return [
    {
      name: `CRL of ${crl.entries} entries: read, check, index, write`,
      value: per('loaded'),
      unit: 's',
      beside: { name: 'read and SHA-256, in chunks', value: per('alone') },
      ratio: loaded.ratio ?? Number.NaN,
      limit: { bound: 'most', of: 4 },
    },
    {
      name: '  the same',
      value: per('loaded'),
      unit: 's',
      beside: { name: 'read and SHA-256, the file at once', value: per('whole') },
      ratio: loaded.ratioWhole ?? Number.NaN,
    },
    {
      name: '  peak memory of it',
      value: loaded.peakMegabytes ?? Number.NaN,
      unit: 'MB',
      beside: { name: 'size of the CRL', value: crl.octets / 1e6 },
    },
    ...(await openssl(crl, options)),
    {
      name: 'octets an entry',
      value: statSync(index).size / crl.entries,
      unit: '',
      limit: { bound: 'most', of: 10 },
    },
    {
      name: 'look-ups in batches, half of them listed',
      value: looked.many ?? Number.NaN,
      unit: 'M/s',
      limit: { bound: 'least', of: 5 },
    },
    { name: 'look-ups one by one', value: looked.one ?? Number.NaN, unit: 'M/s' },
    {
      name: 'restart from the index file, mapped',
      value: middle(restarts.slice(1), 'milliseconds') / 1000,
      unit: 's',
      beside: { name: 'copied', value: middle(copies, 'milliseconds') / 1000 },
      limit: { bound: 'most', of: 0.1 },
    },
    {
      name: 'each of three processes that hold it: own memory',
      value: middle(shared, 'own'),
      unit: 'MB',
      beside: { name: 'resident', value: middle(shared, 'resident') },
    },
  ];
}

interface Result {
  readonly [field: string]: number;
}

function inChild(task: CrlTask['task'], crl: NationCrl, index: string, rounds: number): Promise<Result> {
  const input: CrlTask = {
    task,
    crl: crl.path,
    index,
    rounds,
    issuer: Buffer.from(crl.issuer).toString('base64'),
    listed: Buffer.from(crl.listed).toString('base64'),
  };
  const file = fileURLToPath(new URL('./crl-child.ts', import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
    });
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(text) as Result);
      else reject(new Error(`the measurement ${task} ended with ${code}`));
    });
    child.stdin.end(JSON.stringify(input));
  });
}

/** What it takes of memory for ten million entries, and more than enough time. */
const OPENSSL_OCTETS_AN_ENTRY = 500;
const OPENSSL_SECONDS = 180;

async function openssl(crl: NationCrl, { onProgress }: PkiBenchOptions): Promise<Figure[]> {
  const { path, missing } = requirePeer(OPENSSL);
  if (missing !== false) return [];
  if (freemem() < crl.entries * OPENSSL_OCTETS_AN_ENTRY) {
    onProgress('openssl crl left out: too little memory is free');
    return [];
  }
  onProgress('openssl crl');
  const start = performance.now();
  const args = ['crl', '-inform', 'DER', '-in', crl.path, '-noout', '-CAfile', crl.issuerPath];
  const child = spawn(path, args, { stdio: 'ignore', timeout: OPENSSL_SECONDS * 1000 });
  let peak = 0;
  const status = `/proc/${child.pid}/status`;
  const watch = setInterval(() => {
    if (existsSync(status))
      peak = Math.max(peak, Number(/^VmHWM:\s+(\d+) kB/m.exec(readStatus(status))?.[1] ?? 0));
  }, 50);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(watch);
  const note = code === 0 ? {} : { note: `ended with ${code}` };
  return [
    {
      name: '  openssl crl -CAfile, beside it',
      value: (performance.now() - start) / 1000,
      unit: 's',
      ...note,
    },
    { name: '  peak memory of it', value: peak / 1024, unit: 'MB' },
  ];
}

function readStatus(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
