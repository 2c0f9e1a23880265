/** Bundles whose heads OpenSSL stamped, as any unit outside would: whoever checks them needs its CA in a trust file, and nothing of ours. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { checkBundle, encodeTrustFile, parseBundle, parseTrustFile } from '@kazasu/evidence';
import { signerAuthority } from '@kazasu/evidence/testing';
import { systemClock } from '@kazasu/server/clock';
import {
  type OutsideUnit,
  openOutsideUnit,
  openTestHeads,
  stepsOf,
  type TestHeads,
} from '@kazasu/verifier/testing/evidence';
import { judgeApart, skip } from './script.ts';

const KAZASU = resolve(import.meta.dirname, '../../../apps/cli/bin/kazasu.js');
const DAY = 86_400_000;
const signers = signerAuthority();
let folder = '';
let units: OutsideUnit[] = [];

before(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), 'kazasu-outside-'));
  units = [
    await openOutsideUnit({ name: 'Time', days: 60 }),
    await openOutsideUnit({ name: 'Younger Time', days: 3000, key: 'ec' }),
  ];
});
after(async () => {
  await Promise.all(units.map((unit) => unit.close()));
  if (folder !== '') rmSync(folder, { recursive: true });
});

/** Heads that have one record, at the machine's time, which is the units'. */
async function openHeads(): Promise<{ readonly heads: TestHeads; readonly id: string }> {
  const evidence = { headMs: 1_000 };
  const heads = await openTestHeads({ signers, outside: units, evidence, renewBeforeMs: 90 * DAY });
  heads.clock.set(systemClock.now());
  return { heads, id: await heads.verify() };
}

/** Verdicts of the library, the command and the script, by a trust file that names these CAs. */
async function judgeAll(bundle: Uint8Array, anchors: readonly Uint8Array[], time: number): Promise<string[]> {
  const { origin, publicKey } = parseBundle(bundle).log;
  const trust = encodeTrustFile({
    anchors: [signers.root.der],
    timestampAnchors: [...anchors],
    logKeys: [{ name: origin, publicKey }],
    profile: 'none',
  });
  const ours = checkBundle(bundle, { ...parseTrustFile(trust), time });
  const theirs = await judgeApart({ bundle, trust, time });
  return [ours.verdict, await commanded({ bundle, trust, time }), theirs.verdict];
}

interface Typed {
  readonly bundle: Uint8Array;
  readonly trust: Uint8Array;
  readonly time: number;
}

function commanded({ bundle, trust, time }: Typed): Promise<string> {
  const [file, believed] = [join(folder, 'bundle.json'), join(folder, 'trust.json')];
  writeFileSync(file, bundle);
  writeFileSync(believed, trust);
  const at = new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
  const typed = [KAZASU, 'evidence', 'verify', file, '--trust', believed, '--at', at, '--json'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, typed, { timeout: 60_000 }, (_problem, out, err) => {
      try {
        resolve(JSON.parse(out).verdict);
      } catch {
        reject(new Error(`${out}\n${err}`));
      }
    });
  });
}

test('a head that OpenSSL stamped is valid for library, command and script by its CA, and open without it', {
  skip,
}, async () => {
  const { heads, id } = await openHeads();
  await heads.sweep.run();
  const bundle = await heads.bundle(id);
  const [unit, other] = units.map(({ anchor }) => anchor);
  assert.ok(unit && other);
  const now = heads.clock.now() + 1_000;
  assert.deepEqual(await judgeAll(bundle, [unit], now), ['valid', 'valid', 'valid']);
  for (const anchors of [[other], [heads.unit.anchor], []]) {
    assert.deepEqual(await judgeAll(bundle, anchors, now), Array(3).fill('indeterminate'));
  }
  await heads.close();
});

test('renewed by a second unit outside it is valid for all three when the first has ended, and was not without', {
  skip,
}, async () => {
  const { heads, id } = await openHeads();
  await heads.sweep.run();
  const early = await heads.bundle(id);
  const { timestamp } = heads.deps.config;
  assert.ok(timestamp);
  timestamp.url = units[1]?.url ?? '';
  await heads.verify();
  for (let i = 0; i < 2; i += 1) {
    heads.clock.advance(1_000);
    await heads.sweep.run();
  }
  const bundle = await heads.bundle(id);
  assert.deepEqual([stepsOf(early), stepsOf(bundle)], [1, 2]);
  const anchors = units.map(({ anchor }) => anchor);
  const later = heads.clock.now() + 61 * DAY;
  assert.deepEqual(await judgeAll(bundle, anchors, heads.clock.now()), ['valid', 'valid', 'valid']);
  assert.deepEqual(await judgeAll(bundle, anchors, later), ['valid', 'valid', 'valid']);
  assert.deepEqual(await judgeAll(early, anchors, later), Array(3).fill('indeterminate'));
  await heads.close();
});
