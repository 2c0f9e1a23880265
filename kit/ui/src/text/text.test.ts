import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOf } from '../testing/catalogue-faults.ts';
import {
  catalogue,
  chooseLanguage,
  exactTime,
  languageLinks,
  readableDate,
  readableDay,
  readableGender,
  readableItem,
  readableTime,
  SHARED_TEXTS,
} from './index.ts';

test('the shared texts are complete in both languages', () => {
  assert.deepEqual(faultsOf(SHARED_TEXTS), []);
});

test('a text that is missing, empty or in the wrong language is found', () => {
  const missing = { ja: { a: 'あ', b: 'い' }, en: { a: 'a' } };
  assert.deepEqual(faultsOf(missing), ['en.b is missing']);
  assert.deepEqual(faultsOf({ ja: { a: 'あ' }, en: { a: '' } }), ['en.a is empty']);
  assert.deepEqual(faultsOf({ ja: { a: 'あ' }, en: { a: 'い' } }), ['en.a holds Japanese: い']);
  assert.deepEqual(faultsOf({ ja: { a: { b: 'あ' } }, en: { a: { b: 'b', c: 'c' } } }), [
    'ja.a.c is missing',
  ]);
});

test('leaving a text out does not compile', () => {
  // @ts-expect-error the English text is missing
  catalogue({ ja: { a: 'あ', b: 'い' }, en: { a: 'a' } });
  // @ts-expect-error the gap in the text is of another kind
  catalogue({ ja: { a: (n: number) => `${n}個` }, en: { a: (n: string) => n } });
});

test('the language asked for comes before the one the browser prefers, and Japanese is the last resort', () => {
  assert.equal(chooseLanguage({ asked: [undefined, 'en-GB'], acceptLanguage: 'ja' }), 'en');
  assert.equal(chooseLanguage({ asked: ['fr', null], acceptLanguage: 'fr, en;q=0.5, ja;q=0.4' }), 'en');
  assert.equal(chooseLanguage({ acceptLanguage: 'ja-JP,en;q=0.9' }), 'ja');
  assert.equal(chooseLanguage({ acceptLanguage: 'en;q=0' }), 'ja');
  assert.equal(chooseLanguage({ acceptLanguage: 'fr;q=x,,;;,en;q=2' }), 'ja');
  assert.equal(chooseLanguage({}), 'ja');
});

test('a language link keeps the rest of the address and leads nowhere else', () => {
  assert.deepEqual(languageLinks('http://localhost:4001/a/b?x=1%202&lang=en'), {
    ja: '/a/b?x=1+2&lang=ja',
    en: '/a/b?x=1+2&lang=en',
  });
});

test('a date of the card is written out, with the Japanese year', () => {
  assert.equal(readableDate('19800217', 'ja'), '1980年2月17日（昭和55年）');
  assert.equal(readableDate('20190501', 'ja'), '2019年5月1日（令和元年）');
  assert.equal(readableDate('20190430', 'ja'), '2019年4月30日（平成31年）');
  assert.equal(readableDate('19800217', 'en'), '17 February 1980');
});

test('a date that does not exist is shown as it is', () => {
  for (const value of ['19800230', '19800200', '1980-02-17', '', '00000101']) {
    assert.equal(readableDate(value, 'ja'), value);
  }
});

test('the gender digit is written out; an unknown one is shown as it is', () => {
  assert.equal(readableGender('1', 'ja'), '男');
  assert.equal(readableGender('2', 'en'), 'Female');
  assert.equal(readableGender('7', 'ja'), '7');
  assert.equal(readableGender('toString', 'ja'), 'toString');
});

test('an item has its label in the language of the reader and keeps name and address untouched', () => {
  assert.deepEqual(readableItem('name', '髙橋　花子', 'en'), {
    name: 'name',
    label: 'Name',
    value: '髙橋　花子',
  });
  assert.equal(readableItem('gender', '2', 'ja').label, '性別');
  assert.equal(readableItem('gender', '2', 'en').label, 'Gender');
});

test('times are told as it is in Japan, whatever the machine thinks, and in English with the zone', () => {
  const late = Date.UTC(2026, 10, 22, 15, 4, 5);
  assert.equal(readableDay(late, 'ja'), '2026年11月23日');
  assert.equal(readableDay(late - 300_000, 'en'), '22 Nov 2026');
  assert.equal(readableTime(late, 'ja'), '2026年11月23日 0:04');
  assert.equal(readableTime(late, 'en'), '23 Nov 2026, 00:04 (JST)');
  assert.equal(exactTime(late, 'en'), '23 Nov 2026, 00:04:05 (JST)');
});
