import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HistoryEntry } from '@kazasu/provider/api';
import { historyAsCsv, historyAsJson } from './export.ts';
import { NO_SEARCH, searchHistory } from './search.ts';

const entry = (change: Partial<HistoryEntry> = {}, name = 'かざす市 施設予約サイト'): HistoryEntry => ({
  id: 'a',
  at: Date.UTC(2026, 10, 22, 15, 0),
  kind: 'login',
  relyingParty: { clientId: 'RP1', name, kind: 'government', origin: 'https://yoyaku.example' },
  items: ['name', 'address'],
  documents: [],
  openedBy: 'link',
  device: 'card',
  ...change,
});
const found = (search: Partial<typeof NO_SEARCH>, entries = [entry()]) =>
  searchHistory(entries, { ...NO_SEARCH, ...search }).length;

test('a day begins and ends at midnight in Japan, and the last day counts', () => {
  // 15:00 UTC is midnight in Japan: the first moment of the 23rd.
  assert.equal(found({ from: '2026-11-23' }), 1);
  assert.equal(found({ from: '2026-11-24' }), 0);
  assert.equal(found({ to: '2026-11-23' }), 1);
  assert.equal(found({ to: '2026-11-22' }), 0);
  assert.equal(found({ from: '2026-11-23', to: '2026-11-23' }), 1);
  const late = [entry({ at: Date.UTC(2026, 10, 23, 14, 59, 59, 999) })];
  assert.equal(found({ to: '2026-11-23' }, late), 1);
  assert.equal(found({ from: 'not a day' }), 1);
});

test('a service is found by name and by website, in any width and case', () => {
  assert.equal(found({ service: '施設予約' }), 1);
  assert.equal(found({ service: 'かざす市施設' }), 1);
  assert.equal(found({ service: 'ＹＯＹＡＫＵ.Example' }), 1);
  assert.equal(found({ service: '図書館' }), 0);
});

test('the kind and what was handed over narrow the list, and every condition must hold', () => {
  assert.equal(found({ kind: 'login' }), 1);
  assert.equal(found({ kind: 'signature' }), 0);
  assert.equal(found({ item: 'address' }), 1);
  assert.equal(found({ item: 'gender' }), 0);
  assert.equal(found({ item: 'address', kind: 'signature' }), 0);
});

test('the table for spreadsheets begins with a byte order mark, quotes, and disarms formulas', () => {
  const csv = historyAsCsv([entry({}, '=HYPERLINK("https://evil.example","a"),b')], 'ja');
  assert.equal(csv.codePointAt(0), 0xfeff);
  const [head, row, rest] = csv.slice(1).split('\r\n');
  assert.equal(head, '日時,種類,サービス,ウェブサイト,提供した情報,文書とハッシュ値,始めた場所,使ったもの');
  assert.equal(
    row,
    '2026年11月23日 0:00:00,本人確認,"\'=HYPERLINK(""https://evil.example"",""a""),b",https://yoyaku.example,氏名、住所,,この端末,マイナンバーカード',
  );
  assert.equal(rest, '');
  for (const sign of ['+1', '-1', '@a', '\ta', '\ra']) {
    assert.match(historyAsCsv([entry({}, sign)], 'en'), /,"?'/, sign);
  }
});

test('documents stand in one cell, each with its whole digest', () => {
  const digest = 'ab'.repeat(32);
  const documents = [{ digest, name: '契約書.pdf' }, { digest }];
  const csv = historyAsCsv([entry({ kind: 'signature', documents })], 'ja');
  assert.ok(csv.includes(`"契約書.pdf ${digest}\n（名前なし） ${digest}"`));
});

test('the file for programs is JSON with readable times, and leaves our own ids out', () => {
  const [read] = JSON.parse(historyAsJson([entry()])) as Record<string, unknown>[];
  assert.equal(read?.at, '2026-11-22T15:00:00.000Z');
  assert.ok(read !== undefined && !('id' in read));
});
