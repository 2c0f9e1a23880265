import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOf } from '@kazasu/ui/testing';
import { explain } from '../login/explain.ts';
import { FRAME_TEXTS, PROBLEM_TEXTS, SCREEN_TEXTS, textsIn } from './index.ts';

for (const [name, texts] of Object.entries({ FRAME_TEXTS, SCREEN_TEXTS, PROBLEM_TEXTS })) {
  test(`${name} is complete in both languages`, () => {
    assert.deepEqual(faultsOf(texts), []);
  });
}

test('a problem is explained by title, cause and remedy, with a short code', () => {
  const problem = { code: 'provider/certificate_revoked' } as const;
  const explained = explain(problem, textsIn('en').problem);
  assert.equal(explained.code, 'certificate_revoked');
  assert.match(explained.title, /revoked/);
  assert.ok(explained.cause.length > 0 && explained.remedy.length > 0);
});

test('codes for support are written in one style, whether the provider or the card found the problem', () => {
  const texts = textsIn('en').problem;
  assert.equal(explain({ code: 'card/pin-blocked', pin: 'authentication' }, texts).code, 'pin_blocked');
  assert.equal(explain({ code: 'card/unexpected-status' }, texts).code, 'unexpected_status');
});

test('a wrong PIN says how many tries are left', () => {
  const texts = { ja: textsIn('ja').problem, en: textsIn('en').problem };
  const problem = { code: 'card/pin-wrong', pin: 'authentication', triesLeft: 1 } as const;
  assert.equal(explain(problem, texts.ja).title, '暗証番号が違います（あと1回）');
  assert.equal(explain(problem, texts.en).title, 'Wrong PIN (1 try left)');
});

test('the two PINs are told apart when one is blocked', () => {
  const texts = textsIn('ja').problem;
  const blocked = (pin: 'authentication' | 'text') => explain({ code: 'card/pin-blocked', pin }, texts).title;
  assert.match(blocked('authentication'), /利用者証明用/);
  assert.match(blocked('text'), /券面事項入力補助用/);
});
