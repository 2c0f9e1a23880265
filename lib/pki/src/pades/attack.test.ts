import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faults } from '../testing/faults.ts';
import { verifyPades } from './index.ts';
import { BAD_CASES } from './testing/cases/index.ts';
import { SigningOffice } from './testing/contract.ts';

const office = new SigningOffice();

for (const { title, make, fault, change } of BAD_CASES) {
  test(`refused: ${title}`, () => {
    const report = verifyPades(make(office), office.options);
    const signature = report.signatures[0];
    const found = [...faults(report), ...(signature ? faults(signature) : [])];
    assert.ok(found.includes(fault), `${found}`);
    assert.notEqual(report.verdict, 'valid');
    if (change !== undefined) {
      const changes = report.revisions.flatMap((revision) => revision.changes ?? []);
      assert.ok(
        changes.some(({ detail }) => detail === change),
        JSON.stringify(changes),
      );
    }
  });
}
