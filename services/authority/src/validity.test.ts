import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ageOn,
  birthdayAfter,
  cardEnd,
  certificateEnd,
  dateOf,
  endOfDay,
  mayHaveSignature,
  nextMidnight,
  yearsLater,
} from './validity.ts';

const NOON = 3 * 3_600_000;
const at = (text: string) => Date.parse(text);

test('a day in Japan begins at 15:00Z the day before and ends at 14:59:59Z', () => {
  assert.equal(dateOf(at('2026-06-14T14:59:59Z')), '20260614');
  assert.equal(dateOf(at('2026-06-14T15:00:00Z')), '20260615');
  assert.equal(endOfDay('20260615'), at('2026-06-15T14:59:59Z'));
  assert.equal(nextMidnight(at('2026-06-14T15:00:00Z')), at('2026-06-15T15:00:00Z'));
  assert.equal(nextMidnight(at('2026-06-14T14:59:59Z')), at('2026-06-14T15:00:00Z'));
});

test('years are counted by the calendar in Japan, and 29 February becomes the 28th where there is none', () => {
  const cases: readonly (readonly [string, number, string])[] = [
    ['2026-06-15T12:34:56+09:00', 10, '2036-06-15T12:34:56+09:00'],
    ['2028-02-29T08:00:00+09:00', 10, '2038-02-28T08:00:00+09:00'],
    ['2028-02-29T23:59:59+09:00', 10, '2038-02-28T23:59:59+09:00'],
    ['2028-02-29T12:00:00+09:00', 4, '2032-02-29T12:00:00+09:00'],
    // In London it is still the 29th.
    ['2028-03-01T08:00:00+09:00', 10, '2038-03-01T08:00:00+09:00'],
  ];
  for (const [from, years, to] of cases) assert.equal(yearsLater(at(from), years), at(to), from);
});

test('a birthday counts from its first second in Japan', () => {
  assert.equal(ageOn('20110616', '20260615'), 14);
  assert.equal(ageOn('20110615', '20260615'), 15);
  assert.equal(ageOn('20110614', '20260615'), 15);
});

test('the fifth birthday is the fifth one after the day of issue; the day itself does not count', () => {
  assert.equal(birthdayAfter('19880517', '20260615', 5), '20310517');
  assert.equal(birthdayAfter('19880701', '20260615', 5), '20300701');
  assert.equal(birthdayAfter('19880615', '20260615', 5), '20310615');
  assert.equal(birthdayAfter('19880616', '20260615', 5), '20300616');
});

test('whoever was born on 29 February has the birthday on the 28th in other years', () => {
  assert.equal(birthdayAfter('20000229', '20260615', 1), '20270228');
  assert.equal(birthdayAfter('20000229', '20260615', 2), '20280229');
  assert.equal(ageOn('20000229', '20260227'), 25);
  assert.equal(ageOn('20000229', '20260228'), 26);
});

test('a card lives to the tenth birthday of an adult and to the fifth of anybody under 18', () => {
  const issued = at('2026-06-15T00:00:00Z') + NOON;
  assert.equal(cardEnd('19880517', issued), at('2036-05-17T14:59:59Z'));
  assert.equal(cardEnd('20080615', issued), at('2036-06-15T14:59:59Z'));
  assert.equal(cardEnd('20080616', issued), at('2030-06-16T14:59:59Z'));
});

test('a certificate lives to the fifth birthday, or to the end of the card if that is earlier', () => {
  const issued = at('2026-06-15T00:00:00Z') + NOON;
  const cardEndsAt = at('2036-05-17T14:59:59Z');
  assert.equal(certificateEnd('19880517', issued, cardEndsAt), at('2031-05-17T14:59:59Z'));
  assert.equal(certificateEnd('19880517', issued, at('2028-05-17T14:59:59Z')), at('2028-05-17T14:59:59Z'));
});

test('a signature certificate is for people of 15 and over, by the date in Japan', () => {
  assert.ok(!mayHaveSignature('20110616', at('2026-06-15T14:59:59Z')));
  assert.ok(mayHaveSignature('20110616', at('2026-06-15T15:00:00Z')));
});
