import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faults } from '../testing/faults.ts';
import { verifyPades } from './index.ts';
import { SigningOffice } from './testing/contract.ts';

const office = new SigningOffice();

test('a document that nobody signed is left open, as in every format: nothing failed, and nothing is known', () => {
  const report = verifyPades(office.draft().bytes, office.options);
  assert.deepEqual(
    [report.verdict, report.indication, report.subIndication, report.signatures.length],
    ['indeterminate', 'INDETERMINATE', undefined, 0],
  );
  assert.deepEqual(faults(report), ['pades.signatures none']);
});
