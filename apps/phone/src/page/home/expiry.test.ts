import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expiriesAt } from './expiry.ts';

const NOW = Date.UTC(2026, 10, 23);
const DAY = 24 * 60 * 60_000;
const certificate = (days: number, role: 'authentication' | 'signature' = 'authentication') => ({
  role,
  device: 'card' as const,
  notAfter: NOW + days * DAY,
  seenAt: NOW,
});
const stageAfter = (days: number) => expiriesAt([certificate(days)], NOW)[0]?.stage;

test('the reminder comes 90, 30 and 7 days before a certificate ends, and when it has ended', () => {
  assert.equal(stageAfter(91), undefined);
  assert.equal(stageAfter(90), 90);
  assert.equal(stageAfter(31), 90);
  assert.equal(stageAfter(30), 30);
  assert.equal(stageAfter(8), 30);
  assert.equal(stageAfter(7), 7);
  assert.equal(stageAfter(1), 7);
  assert.equal(stageAfter(0), 0);
  assert.equal(stageAfter(-400), 0);
});

test('a certificate that has been renewed is reminded of no more', () => {
  assert.deepEqual(expiriesAt([certificate(-3), certificate(1_800)], NOW), []);
});

test('the most urgent certificate comes first', () => {
  const found = expiriesAt([certificate(60), certificate(5, 'signature')], NOW);
  assert.deepEqual(
    found.map(({ role, daysLeft }) => [role, daysLeft]),
    [
      ['signature', 5],
      ['authentication', 60],
    ],
  );
});
