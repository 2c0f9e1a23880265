import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faults } from '../testing/faults.ts';
import { createSigningBench } from './testing/bench.ts';
import { edited, judge } from './testing/judged.ts';

/** Honest documents of some megabytes are judged; those that are nothing but tags are not. */
const bench = createSigningBench();

/** As terse as the Universal Business Language lets a line be. */
function invoice(octets: number, signature: string): string {
  const line = (i: number) =>
    `<cac:InvoiceLine><cbc:ID>${i}</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="JPY">100</cbc:LineExtensionAmount><cac:Item><cbc:Name>筆</cbc:Name></cac:Item><cac:Price><cbc:PriceAmount currencyID="JPY">100</cbc:PriceAmount></cac:Price></cac:InvoiceLine>\n`;
  const lines = Array.from({ length: Math.ceil(octets / line(10_000).length) }, (_, i) => line(i));
  return `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">${lines.join('')}${signature}</Invoice>`;
}

/** A table of short rows, of which most octets are tags. */
function table(octets: number, signature: string): string {
  const rows = Array.from({ length: octets / 30 }, (_, i) => `<row><a>${10_000 + i}</a><b>7</b></row>\n`);
  return `<table>${rows.join('')}${signature}</table>`;
}

for (const [what, octets, around] of [
  ['an invoice of one megabyte', 1 << 20, invoice],
  ['an invoice of five megabytes', 5 << 20, invoice],
  ['a table of short rows', 1 << 20, table],
] as const) {
  test(`${what} is judged`, () => {
    const document = bench.signed({}, (signature) => around(octets, signature));
    assert.ok(document.length > octets * 0.9);
    assert.deepEqual(judge(document, bench.options).faults, []);
  });
}

test('a document of nothing but tags is given up before anything is built of it', () => {
  for (const tags of [
    '<a/>'.repeat(50_000),
    Array.from({ length: 50_000 }, (_, i) => `<a Id="x${i}"/>`).join(''),
  ]) {
    const document = bench.signed({}, (signature) => `<c>${signature}</c>`);
    const { report } = judge(edited(document, '<c>', `<c>${tags}`), bench.options);
    assert.deepEqual(faults(report), ['xades.document malformed']);
    assert.deepEqual(report.checks[0]?.facts, { code: 'pki/budget' });
  }
});
