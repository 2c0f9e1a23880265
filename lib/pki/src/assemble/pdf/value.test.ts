import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PdfLexer, type PdfValue, same } from '../../pdf/index.ts';
import { PdfParser } from '../../pdf/parser.ts';
import { textOf, writeDate, writeText, writeValue } from './value.ts';

function read(text: string): PdfValue {
  const parser = new PdfParser(new PdfLexer(Buffer.from(text, 'latin1')));
  const value = parser.value();
  parser.lexer.skip();
  assert.equal(parser.lexer.peek(), undefined, 'nothing is left over');
  return value;
}

const latin1 = (options: fc.IntegerConstraints) =>
  fc.array(fc.integer(options), { maxLength: 12 }).map((codes) => String.fromCharCode(...codes));
const real = fc.tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.nat(12)).map(([n, e]) => n / 10 ** e);

const { value: anyValue } = fc.letrec<{ value: PdfValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -0, 1e21, 1e-7, 0.1),
    fc.integer(),
    real,
    latin1({ min: 1, max: 255 }),
    fc.uint8Array({ maxLength: 12 }).map((bytes) => ({
      kind: 'string' as const,
      bytes,
      start: 0,
      end: 0,
      hexadecimal: true,
      plain: true,
    })),
    fc.record({
      kind: fc.constant('reference' as const),
      number: fc.nat(10 ** 7),
      generation: fc.nat(65_535),
    }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(latin1({ min: 1, max: 255 }), tie('value')), { maxLength: 4 })
      .map((list) => new Map(list)),
  ),
}));

test('any value is read again as it was written', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const text = writeValue(value);
      assert.ok(same(read(text), value), text);
      assert.ok(same(read(`[${text} 7]`), [value, 7]), 'with something behind it');
    }),
    { numRuns: 1500 },
  );
});

test('any text is read again as it was written, and times are dates in UTC', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
      if (!text.isWellFormed()) return;
      const value = read(writeText(text));
      assert.ok(typeof value === 'object' && value !== null && 'bytes' in value);
      assert.equal(textOf(value.bytes), text);
    }),
  );
  assert.equal(writeDate(Date.UTC(2026, 10, 23, 1, 2, 3, 999)), '(D:20261123010203Z)');
});
