import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { replaceFile } from '../file/index.ts';
import { openMapper, openSharedFile } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-mapping-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const mapFile = await openMapper();
const readFile = await openMapper(Promise.resolve(undefined));
const linux = process.platform === 'linux' ? false : 'what a process shares is told by /proc alone';
const MEGABYTES = 32;

/** Where no file is to be refused. */
const onRefused = (error: unknown) => {
  throw error;
};

/** A file whose every octet is `value`, so that a mixture of two would be seen. */
function filled(name: string, value: number, octets = 100_000): string {
  const path = join(folder, name);
  replaceFile(path, new Uint8Array(octets).fill(value));
  return path;
}

function sameOctets(octets: Uint8Array): number {
  const [first = -1] = octets;
  if (!octets.every((octet) => octet === first)) throw new Error('a mixture');
  return first;
}

test('the library that maps is installed here, so that the tests below are about it', () => {
  const { octets, kind } = mapFile(filled('a', 7));
  assert.equal(kind, 'mapped');
  assert.equal(octets.length, 100_000);
  assert.equal(sameOctets(octets), 7);
});

test('without the library the octets are the same, as a copy', () => {
  const path = filled('b', 9);
  assert.deepEqual([readFile(path).kind, readFile(path).octets], ['read', mapFile(path).octets]);
  assert.equal(readFile(path).identity, mapFile(path).identity);
});

test('a file of nothing is nothing, and one that is not there is an error', () => {
  assert.equal(mapFile(filled('c', 0, 0)).octets.length, 0);
  assert.throws(() => mapFile(join(folder, 'absent')), { code: 'ENOENT' });
});

test('a file that is not ours alone is not opened: who can write in it can end us', () => {
  const path = filled('open', 1);
  chmodSync(path, 0o620);
  const link = join(folder, 'link');
  symlinkSync(filled('behind', 1), link);
  for (const mapper of [mapFile, readFile]) {
    assert.throws(() => mapper(path), { code: 'file/mode' });
    assert.throws(() => mapper(link), { code: 'ELOOP' });
    assert.throws(() => mapper(folder), { code: 'file/kind' });
  }
});

/** Opens the file in another process, reads all of it, and tells its memory in kilobytes. */
function memoryElsewhere(path: string, native: boolean): { [field: string]: number } {
  const door = JSON.stringify(new URL('./index.ts', import.meta.url));
  const program = `import { openMapper } from ${door};
    import { readFileSync } from 'node:fs';
    const mapFile = await openMapper(${native ? '' : 'Promise.resolve(undefined)'});
    const before = readFileSync('/proc/self/smaps_rollup', 'utf8');
    const { octets } = mapFile(${JSON.stringify(path)});
    let sum = 0;
    for (let i = 0; i < octets.length; i += 4096) sum += octets[i];
    process.stdout.write(JSON.stringify([before, readFileSync('/proc/self/smaps_rollup', 'utf8'), sum]));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  const [before, later] = JSON.parse(stdout) as [string, string];
  const field = (text: string, name: string) =>
    Number(new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(text)?.[1]);
  const names = ['Private_Clean', 'Private_Dirty', 'Shared_Clean', 'Shared_Dirty', 'Pss'];
  return Object.fromEntries(names.map((name) => [name, field(later, name) - field(before, name)]));
}

test('two processes that map a file share one copy of it', { skip: linux }, () => {
  const path = filled('large', 5, MEGABYTES << 20);
  const here = mapFile(path);
  assert.equal(sameOctets(here.octets.subarray(0, 100)), 5);
  const mapped = memoryElsewhere(path, true);
  const copied = memoryElsewhere(path, false);
  const kilobytes = MEGABYTES * 1024;
  // What lies in memory alone has no clean copy on a disk.
  const shared = (mapped.Shared_Clean as number) + (mapped.Shared_Dirty as number);
  assert.ok(shared > 0.95 * kilobytes, JSON.stringify(mapped));
  const own = (mapped.Private_Clean as number) + (mapped.Private_Dirty as number);
  assert.ok(own < 0.3 * kilobytes, JSON.stringify(mapped));
  assert.ok((copied.Private_Dirty as number) > 0.95 * kilobytes, JSON.stringify(copied));
  assert.equal(sameOctets(here.octets), 5);
});

test('readers get the new file once it is in place, and who holds the old one keeps it whole', () => {
  for (const mapper of [mapFile, readFile]) {
    const path = filled('swapped', 1);
    const shared = openSharedFile({
      path,
      mapFile: mapper,
      open: (octets) => octets,
      lookEveryMs: 0,
      onRefused,
    });
    const held = shared.current();
    assert.ok(held);
    assert.equal(shared.current(), held, 'nothing is opened again while nothing changes');
    filled('swapped', 2);
    assert.equal(sameOctets(shared.current() ?? held), 2);
    assert.equal(sameOctets(held), 1);
    assert.equal(shared.kind, mapper === mapFile ? 'mapped' : 'read');
  }
});

test('between two looks the system is not asked', () => {
  const path = filled('seldom', 1);
  const shared = openSharedFile({ path, mapFile, open: sameOctets, lookEveryMs: 60_000, onRefused });
  filled('seldom', 2);
  assert.equal(shared.current(), 1);
});

test('a file that is refused leaves the one before in use, and is told of once', () => {
  const path = filled('refused', 1);
  const errors: unknown[] = [];
  const open = (octets: Uint8Array) => {
    if (octets[0] === 66) throw new Error('torn');
    return sameOctets(octets);
  };
  const shared = openSharedFile({
    path,
    mapFile,
    open,
    lookEveryMs: 0,
    onRefused: (error) => errors.push(error),
  });
  filled('refused', 66);
  assert.deepEqual([shared.current(), shared.current(), errors.length], [1, 1, 1]);
  rmSync(path);
  assert.equal(shared.current(), 1, 'taken away is not replaced');
  filled('refused', 3);
  assert.equal(shared.current(), 3);
});

test('a file that comes later is found when it is there', () => {
  const path = join(folder, 'later');
  const shared = openSharedFile({ path, mapFile, open: sameOctets, lookEveryMs: 0, onRefused });
  assert.deepEqual([shared.current(), shared.kind], [undefined, undefined]);
  filled('later', 4);
  assert.equal(shared.current(), 4);
});

test('a writer that is killed at any moment leaves the old file or the new one', async () => {
  const path = filled('killed', 1, 4 << 20);
  const door = JSON.stringify(new URL('../file/index.ts', import.meta.url));
  const program = `import { replaceFile } from ${door};
    process.stdout.write('.');
    for (let value = 1; ; value = (value % 250) + 1) {
      replaceFile(${JSON.stringify(path)}, new Uint8Array(4 << 20).fill(value));
    }`;
  const shared = openSharedFile({
    path,
    mapFile,
    open: (octets) => [octets.length, sameOctets(octets)],
    lookEveryMs: 0,
    onRefused,
  });
  let leftBeside = 0;
  for (let round = 0; round < 6; round += 1) {
    const writer = spawn(process.execPath, ['--input-type=module', '--eval', program]);
    await once(writer.stdout, 'data');
    const until = performance.now() + 20 + round * 7;
    while (performance.now() < until) {
      assert.equal(shared.current()?.[0], 4 << 20);
      await delay(1);
    }
    writer.kill('SIGKILL');
    await once(writer, 'exit');
    if (existsSync(`${path}.new`)) leftBeside += 1;
    assert.equal(shared.current()?.[0], 4 << 20);
  }
  assert.ok(leftBeside > 0, 'no kill met a writer at work');
});

test('the memory of a file that nobody holds any more is given back', { skip: linux }, async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const path = filled('freed', 1, 3 << 20);
  const isMapped = () => readFileSync('/proc/self/maps', 'utf8').includes(path);
  (() => assert.equal(sameOctets(mapFile(path).octets), 1))();
  assert.ok(isMapped());
  for (let i = 0; i < 50 && isMapped(); i += 1) {
    collect();
    await delay(10);
  }
  assert.equal(isMapped(), false);
});
