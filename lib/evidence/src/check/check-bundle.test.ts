import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeBundle } from '../bundle/index.ts';
import { createScene, makeBundle } from '../testing/index.ts';
import { checkBundle, type EvidenceReport } from './index.ts';

const scene = createScene();

const told = (report: EvidenceReport) =>
  report.checks
    .filter(({ status }) => status === 'failed' || status === 'undetermined')
    .map(({ id, status, reason, facts }) => `${id} ${status} ${reason} ${JSON.stringify(facts ?? {})}`);

test('a good bundle is valid', () => {
  for (const renewed of [false, true]) {
    const { bundle, options } = makeBundle(scene, { renewed });
    const report = checkBundle(encodeBundle(bundle), options);
    assert.deepEqual(told(report), []);
    assert.equal(report.verdict, 'valid');
  }
});
