import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { EvidenceError } from '../error.ts';
import { createScene, makeBundle } from '../testing/index.ts';
import { encodeBundle, parseBundle } from './index.ts';

const { bundle } = makeBundle(createScene(), { renewed: true });
const text = fromUtf8(encodeBundle(bundle));

test('a bundle is read as it was written', () => {
  assert.deepEqual(parseBundle(encodeBundle(bundle)), bundle);
});

type Json = { [name: string]: Json };

const ABSENT = Symbol('absent');

/** The bundle with one member set, by its place: `proof.0.leafIndex`. */
function spoilt(place: string, value: unknown): Uint8Array {
  const document = JSON.parse(text) as Json;
  const steps = place.split('.');
  const last = steps.pop() as string;
  const holder = steps.reduce<Json>((at, step) => at[step] as Json, document);
  if (value === ABSENT) delete holder[last];
  else holder[last] = value as Json;
  return toUtf8(JSON.stringify(document));
}

const whole = JSON.parse(text) as Json & { entry: string; parts: { report: Json } };

test('other members, kinds and spellings are refused, and the refusal names the place', () => {
  for (const [place, value, message] of [
    ['format', 'kazasu-evidence-bundle/2', /^format/],
    ['extra', 1, /members/],
    ['log', ABSENT, /members/],
    ['entry', `${whole.entry}\n`, /^entry/],
    ['entry', 1, /^entry/],
    ['parts.Report', whole.parts.report, /^parts.*lower case/],
    ['parts.report.salt', 'AAAA', /salt/],
    ['parts.report.more', 1, /members/],
    ['objects.0.type', 'key', /objects\[0\]\.type/],
    ['objects', {}, /objects/],
    ['proof', [], /proof/],
    ['proof.0.entry', whole.entry, /proof\[0\]/],
    ['proof.1.entry', ABSENT, /proof\[1\]/],
    ['proof.0.leafIndex', -1, /leafIndex/],
    ['proof.0.leafIndex', 1.5, /leafIndex/],
    ['proof.0.path.0', 'AB', /path\[0\]/],
    ['proof.0.checkpoint', 1, /checkpoint/],
    ['proof.0.token', 'AAA', /token/],
    ['log.publicKey', 'AAAA', /publicKey/],
  ] as const) {
    assert.throws(
      () => parseBundle(spoilt(place, value)),
      (error: unknown) => {
        assert.ok(error instanceof EvidenceError && error.code === 'evidence/bundle', `${place}: ${error}`);
        assert.match(error.message, message);
        return true;
      },
    );
  }
});

test('a bundle is bounded in length, numbers and depth, in time and memory', () => {
  const started = performance.now();
  for (const large of [
    toUtf8('['.repeat(60_000_000)),
    toUtf8(`[${'[],'.repeat(1_000_000)}[]]`),
    new Uint8Array(64 * 1024 * 1024 + 1),
  ]) {
    assert.throws(() => parseBundle(large), { code: 'evidence/budget' });
  }
  assert.throws(() => parseBundle(toUtf8(`["${'\\'.repeat(2_000_001)}`)), { code: 'evidence/bundle' });
  assert.ok(performance.now() - started < 3_000, `${performance.now() - started} ms`);
  const times = (count: number, value: unknown) => Array.from({ length: count }, () => value);
  const hash = 'a'.repeat(64);
  const { proof, objects } = JSON.parse(text) as { proof: unknown[]; objects: unknown[] };
  for (const [place, value] of [
    ['proof.0.path', times(54, hash)],
    ['proof', [proof[0], ...times(64, proof[1])]],
    ['objects', times(513, objects[0])],
    ['proof.0.validation', times(65, objects[0])],
    ['parts', Object.fromEntries(times(257, whole.parts.report).map((part, i) => [`p${i}`, part]))],
  ] as const) {
    assert.throws(() => parseBundle(spoilt(place, value)), { code: 'evidence/budget' }, place);
  }
});

test('a refusal never repeats what the bundle says', () => {
  const secret = '山田太郎';
  for (const bad of [`{"a":"${secret}"`, text.replace('"format":"', `"format":"${secret}`), `"${secret}"`]) {
    assert.throws(
      () => parseBundle(toUtf8(bad)),
      (error: unknown) => {
        assert.ok(error instanceof EvidenceError);
        assert.ok(!`${error.message}${String(error.cause)}`.includes(secret));
        return true;
      },
    );
  }
});
