import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SigningOffice } from '../../pades/testing/contract.ts';
import type { PdfWriter } from '../../pades/testing/writer.ts';
import { costOf } from '../../testing/cost.ts';
import { codeOf } from '../../testing/faults.ts';
import { NOW } from '../../testing/hierarchy.ts';
import { preparePdf } from '../index.ts';

const office = new SigningOffice();
const LIMIT_MS = 500;

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);
const prepare = (file: PdfWriter, fieldName?: string) =>
  preparePdf({ pdf: file.bytes, signingTime: NOW, ...(fieldName !== undefined && { fieldName }) });

/** So many fields below others, one below another, with these names. */
function below(names: readonly string[], count: number): PdfWriter {
  const above = numbers(20, names.length);
  const kids = numbers(1_000, count);
  const list = (all: readonly number[]) => all.map((number) => `${number} 0 R`).join(' ');
  const chain = names.map((name, i) => [
    20 + i,
    `<< /T (${name}) ${i === 0 ? '' : `/Parent ${19 + i} 0 R `}/Kids [${list(above.slice(i + 1, i + 2).concat(i + 1 < names.length ? [] : kids))}] >>`,
  ]);
  const last = above.at(-1);
  return office.draft({
    6: '<< /Fields [7 0 R 8 0 R 11 0 R 20 0 R] /SigFlags 3 >>',
    ...Object.fromEntries(chain),
    ...Object.fromEntries(kids.map((number) => [number, `<< /FT /Tx /T (${number}) /Parent ${last} 0 R >>`])),
  });
}

const COUNT = 3_000;
const SHAPES: { readonly [title: string]: () => PdfWriter } = {
  'one long name above thousands of fields': () => below(['x'.repeat(60_000)], COUNT),
  'many names of medium length above thousands of fields': () =>
    below(
      numbers(0, 14).map(() => 'x'.repeat(30_000)),
      COUNT,
    ),
  'the longest names that are read above thousands of fields': () =>
    below(
      numbers(0, 14).map(() => '\xef\xbb\xbf'),
      COUNT,
    ),
};

for (const [title, make] of Object.entries(SHAPES)) {
  test(`prepared in bounded time: ${title}`, () => {
    const file = make();
    prepare(file);
    const ms = costOf(() => assert.equal(prepare(file).digest.length, 32));
    assert.ok(ms < LIMIT_MS, `${ms} ms for ${file.bytes.length} octets`);
  });
}

test('a field whose name is longer than can be asked for is no field of a shorter name', () => {
  const name = 'x'.repeat(122);
  assert.equal(
    codeOf(() => prepare(below([name], 1), `${name}.1000`)),
    'pki/pdf-field',
    'found, and of another kind',
  );
  const longer = below([`${name}x`], 1);
  assert.equal(
    codeOf(() => prepare(longer, `${name}x`)),
    'pki/pdf-field',
    'the one above has a name',
  );
  assert.equal(prepare(longer, '1000').digest.length, 32, 'made anew');
});

test('fields above each other in a circle have no name', () => {
  const circle = office.draft({
    6: '<< /Fields [7 0 R 20 0 R] /SigFlags 3 >>',
    20: '<< /FT /Tx /T (a) /Parent 20 0 R >>',
  });
  assert.equal(prepare(circle).digest.length, 32);
});
