import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reminderFile } from './calendar.ts';

const file = (title = '更新, 手続き; 窓口') =>
  reminderFile({
    title,
    text: 'a\nb',
    notAfter: Date.UTC(2026, 11, 19, 14, 59, 59),
    now: Date.UTC(2026, 10, 23, 1, 2, 3),
  });

test('the event is of the day in Japan 30 days before the end', () => {
  assert.match(file(), /\r\nDTSTART;VALUE=DATE:20261119\r\n/);
  assert.match(file(), /\r\nDTSTAMP:20261123T010203Z\r\n/);
});

test('what separates in such a file is escaped, and no line is longer than 75 octets', () => {
  assert.match(file(), /\r\nSUMMARY:更新\\, 手続き\\; 窓口\r\n/);
  assert.match(file(), /\r\nDESCRIPTION:a\\nb\r\n/);
  const long = file('あ'.repeat(60));
  for (const line of long.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
  assert.ok(long.replaceAll('\r\n ', '').includes(`SUMMARY:${'あ'.repeat(60)}\r\n`));
});
