import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  fromCertificateDate,
  fromEraDate,
  isCalendarDate,
  isEraDate,
  isJisCharacter,
  jstDate,
  jstDateTime,
  jstDay,
  jstMidnight,
  toCertificateDate,
  toEraDate,
} from './index.ts';

test('eras begin on their day, and the day that two share belongs to the new one', () => {
  const expected = {
    18680125: [1, 1],
    19120729: [1, 45],
    19120730: [2, 1],
    19261224: [2, 15],
    19261225: [3, 1],
    19800217: [3, 55],
    19890107: [3, 64],
    19890108: [4, 1],
    20190430: [4, 31],
    20190501: [5, 1],
    20260401: [5, 8],
  };
  for (const [date, [era, year]] of Object.entries(expected)) {
    const found = toEraDate(date);
    assert.deepEqual([found.era, found.year], [era, year], date);
  }
  assert.deepEqual(toEraDate('19800217'), { era: 3, year: 55, month: 2, day: 17 });
});

const NAMES = { 1: '明治', 2: '大正', 3: '昭和', 4: '平成', 5: '令和' } as const;

/** As the platform writes it: `昭和55年2月17日`, the first year as 元年. */
function spelled(date: string): string {
  const { era, year, month, day } = toEraDate(date);
  return `${NAMES[era]}${year === 1 ? '元' : year}年${month}月${day}日`;
}

test('era dates agree with the Japanese calendar of the platform, and come back', () => {
  const platform = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { dateStyle: 'long', timeZone: 'UTC' });
  // From 1873, the first year of the Gregorian calendar in Japan.
  const day = fc.integer({
    min: Date.UTC(1873, 0, 1) / 86_400_000,
    max: Date.UTC(2099, 11, 31) / 86_400_000,
  });
  fc.assert(
    fc.property(day, (days) => {
      const when = new Date(days * 86_400_000);
      const date = when.toISOString().slice(0, 10).replaceAll('-', '');
      assert.equal(spelled(date), platform.format(when));
      assert.equal(fromEraDate(toEraDate(date)), date);
      assert.equal(fromCertificateDate(toCertificateDate(date)), date);
    }),
    { numRuns: 500 },
  );
  assert.equal(spelled('20190501'), '令和元年5月1日');
});

test('days that do not exist, or lie before Meiji, are refused', () => {
  for (const date of [
    '19800230',
    '19000229',
    '20230431',
    '19801301',
    '19800001',
    '19800100',
    '1980217',
    '1980021７',
    '00000101',
    '18680124',
    '',
  ]) {
    assert.throws(() => toEraDate(date), { code: 'bytes/date' }, date);
    assert.equal(isEraDate(date), false, date);
  }
  for (const date of ['18680125', '20240229']) assert.equal(isEraDate(date), true, date);
  assert.equal(isCalendarDate('20000229'), true);
  assert.equal(isCalendarDate('19000229'), false);
  assert.equal(isCalendarDate('00000101'), false);
  for (const wrong of [
    { era: 3, year: 64, month: 1, day: 8 },
    { era: 3, year: 1, month: 12, day: 24 },
    { era: 4, year: 0, month: 1, day: 8 },
    { era: 3, year: 55, month: 2, day: 30 },
    { era: 5, year: 1.5, month: 6, day: 1 },
    { era: 5, year: 1, month: -6, day: 1 },
  ] as const)
    assert.throws(() => fromEraDate(wrong), { code: 'bytes/date' }, JSON.stringify(wrong));
});

test('the certificate writes the era digit before the Gregorian date, and must tell the truth', () => {
  assert.equal(toCertificateDate('19800217'), '319800217');
  assert.equal(fromCertificateDate('319800217'), '19800217');
  assert.equal(fromCertificateDate('219261225'), '19261225', 'the shared day in its old era');
  for (const text of [
    '419800217',
    '319900101',
    '019800217',
    '619800217',
    '319800200',
    '300000000',
    '31980021',
    '3198002170',
    '',
  ])
    assert.throws(() => fromCertificateDate(text), { code: 'bytes/date' }, text);
});

test('a day in Japan begins at 15:00Z the day before', () => {
  const instant = (text: string) => Date.parse(text);
  assert.equal(jstDate(instant('2026-06-14T14:59:59Z')), '20260614');
  assert.equal(jstDate(instant('2026-06-14T15:00:00Z')), '20260615');
  assert.equal(jstDay(instant('2026-06-14T15:00:00Z')), '2026-06-15');
  assert.equal(jstDateTime(instant('2026-12-31T15:04:05.999Z')), '20270101000405');
  assert.equal(jstMidnight('20260615'), instant('2026-06-14T15:00:00Z'));
  assert.equal(jstMidnight('00990101'), instant('0098-12-31T15:00:00Z'));
  const platform = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' });
  const moment = fc.integer({ min: Date.UTC(1952, 0, 1), max: Date.UTC(2099, 11, 31) });
  fc.assert(
    fc.property(moment, (milliseconds) => {
      assert.equal(jstDate(milliseconds), platform.format(milliseconds).replaceAll('-', ''));
      const begun = milliseconds - jstMidnight(jstDate(milliseconds));
      assert.ok(begun >= 0 && begun < 86_400_000);
    }),
    { numRuns: 200 },
  );
});

test('everyday characters stand in the tables; emoji, ASCII and characters outside do not', () => {
  for (const character of '山田太郎々〆ヶー〜−‖　高鷗')
    assert.equal(isJisCharacter(character), true, character);
  for (const character of ['A', ' ', 'ｱ', '𠮷', '髙', '😀', '①', '㈱', 'é́', '', '山田', '\ufffd'])
    assert.equal(isJisCharacter(character), false, character);
});

test('the tables are those of iconv, which knows them from another source', () => {
  const candidates: string[] = [];
  for (let code = 0xa0; code < 0xe000; code++) if (code < 0xd800) candidates.push(String.fromCodePoint(code));
  for (let code = 0xf900; code < 0x10000; code++) candidates.push(String.fromCodePoint(code));
  const run = (from: string, to: string, input: Buffer) =>
    execFileSync('iconv', ['-c', '-f', from, '-t', to], { input, maxBuffer: 1 << 24 });
  const octets = run('UTF-8', 'EUC-JP', Buffer.from(candidates.join('')));
  const known = new Set(run('EUC-JP', 'UTF-8', octets).toString('utf8'));
  const differing = candidates.filter(
    (character) => isJisCharacter(character) !== known.has(character) && !/[\uff61-\uff9f]/.test(character),
  );
  // Five characters that iconv reads as their standard twin alone; both are taken for the same here.
  assert.equal(differing.join(''), '∥－￠￡￢');
});
