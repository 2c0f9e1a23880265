import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex, toUtf8 } from '@kazasu/bytes';
import type { Report } from '@kazasu/pki';
import { AT, TestLog } from '../testing/index.ts';
import { checkConsistency, PROOF_FORMAT, parseConsistencyProof } from './index.ts';

const log = new TestLog();
log.fill(7);
const older = log.checkpoint();
log.fill(9);
const newer = log.checkpoint();
const logKeys = [{ name: log.origin, publicKey: log.key.publicKey }];
const good = { older, newer, path: log.consistency(7, 16), logKeys, time: AT };

const faults = ({ checks }: Report) =>
  checks.filter(({ status }) => status !== 'passed').map(({ id, reason }) => `${id} ${reason}`);

test('a log that grew is consistent, and so is a head with itself', () => {
  assert.equal(checkConsistency(good).verdict, 'valid');
  assert.equal(checkConsistency({ ...good, newer: older, path: [] }).verdict, 'valid');
});

test('what was rewritten, mixed up or not signed is told as that', () => {
  const rewritten = new TestLog(log.origin, log.key);
  rewritten.fill(16, 100);
  const other = new TestLog('localhost:1/other', log.key);
  other.fill(16);
  const foreign = new TestLog(log.origin);
  foreign.fill(16);
  const bothKeys = [...logKeys, { name: other.origin, publicKey: log.key.publicKey }];
  for (const [change, expected] of [
    [{ newer: rewritten.checkpoint() }, ['evidence.consistency proof']],
    [{ newer: rewritten.checkpoint(7), path: [] }, ['evidence.consistency rewritten']],
    [{ path: good.path.slice(1) }, ['evidence.consistency proof']],
    [{ path: [] }, ['evidence.consistency proof']],
    [{ older: newer, newer: older }, ['evidence.heads order']],
    [{ newer: other.checkpoint(), logKeys: bothKeys }, ['evidence.heads origin']],
    [{ newer: foreign.checkpoint() }, ['evidence.checkpoint signature']],
    [{ logKeys: [] }, ['evidence.checkpoint no-key', 'evidence.checkpoint no-key']],
    [{ newer: toUtf8('x') }, ['evidence.checkpoint malformed', 'evidence.consistency checkpoint']],
  ] as const) {
    const report = checkConsistency({ ...good, ...change });
    assert.deepEqual(faults(report), expected);
    assert.notEqual(report.verdict, 'valid');
  }
});

test('a proof’s file is read strictly', () => {
  const path = good.path.map(toHex);
  assert.deepEqual(parseConsistencyProof(toUtf8(JSON.stringify({ format: PROOF_FORMAT, path }))), good.path);
  for (const bad of [
    { path },
    { format: PROOF_FORMAT, path: ['x'] },
    { format: PROOF_FORMAT, path, more: 1 },
  ]) {
    assert.throws(() => parseConsistencyProof(toUtf8(JSON.stringify(bad))), { code: 'evidence/proof' });
  }
});
