import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faults } from '../testing/faults.ts';
import { verifyPades } from './index.ts';
import { SigningOffice } from './testing/contract.ts';

const office = new SigningOffice();

test('a signature over its whole revision is TOTAL-PASSED', () => {
  const report = verifyPades(office.signed().bytes, office.options);
  assert.deepEqual(faults(report), []);
  assert.deepEqual(report.signatures.map(faults), [[]]);
  assert.equal(report.indication, 'TOTAL-PASSED');
  assert.equal(report.signatures[0]?.format, 'PAdES');
});
