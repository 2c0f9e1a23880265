import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyPades } from '../../pades/index.ts';
import { SigningOffice } from '../../pades/testing/contract.ts';
import { isSound, pdfsig } from '../../pades/testing/peer.ts';
import { faults } from '../../testing/faults.ts';
import { NOW } from '../../testing/hierarchy.ts';
import { assemblePdf, type PdfOrder, preparePdf } from '../index.ts';
import { signatureFor } from '../testing/card.ts';

const office = new SigningOffice();
const certificate = office.town.derOf('buyer');
const key = office.town.shop.privateKey('buyer');

function signed(pdf: Uint8Array, order: Partial<PdfOrder> = {}): Uint8Array {
  const prepared = preparePdf({ pdf, certificate, signingTime: NOW, ...order });
  return assemblePdf(prepared, { signature: signatureFor(prepared.digest, key), certificate });
}

test('pdf', () => {
  let pdf = office.draft().bytes;
  for (const order of [
    {},
    { fieldName: 'Buyer', reason: '契約' },
    { certificate: undefined },
  ] as Partial<PdfOrder>[]) {
    pdf = signed(pdf, order);
    const report = verifyPades(pdf, office.options);
    assert.deepEqual([...faults(report), ...report.signatures.flatMap(faults)], []);
    assert.equal(report.indication, 'TOTAL-PASSED');
    assert.ok(isSound(pdf));
    assert.ok(pdfsig(pdf).every(({ valid }) => valid));
  }
});
