import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Check, reportOf } from '@kazasu/pki';
import { keepableReport } from './keepable-report.ts';

test('only facts on the list are kept: no date of the certificate, no time of a revocation, nothing new', () => {
  const base: Check = { id: 'path.validity', status: 'failed', reason: 'expired', citation: 'RFC 5280' };
  const facts = {
    position: 0,
    notBefore: 1,
    notAfter: 2,
    at: 3,
    serial: '0a',
    somethingNew: 'x',
    keyId: 'ab',
  };
  const kept = keepableReport(reportOf(7, [{ ...base, facts }, { ...base, facts: { serial: '0a' } }, base]));
  assert.deepEqual(kept, {
    verdict: 'invalid',
    time: 7,
    checks: [{ ...base, facts: { position: 0, keyId: 'ab' } }, base, base],
  });
});
