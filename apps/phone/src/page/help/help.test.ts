import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACCOUNT_ERROR_CODES, explainAccount } from '../account/explain-account.ts';
import { explain, PROBLEM_CODES } from '../login/explain.ts';
import { routeIn } from '../router/index.ts';
import { textsIn } from '../text/index.ts';
import { searchTopics, topicsIn } from './topics.ts';

for (const language of ['ja', 'en'] as const) {
  const topics = topicsIn(language);
  const ids = topics.map(({ id }) => id);

  test(`every code that a screen can show has its entry under a link (${language})`, () => {
    const texts = textsIn(language);
    const codes = [
      ...PROBLEM_CODES.map((code) => explain({ code }, texts).code),
      ...ACCOUNT_ERROR_CODES.map((code) => explainAccount(code, texts).code),
    ];
    assert.ok(codes.length > 40);
    for (const code of codes) {
      assert.ok(ids.includes(code), code);
      assert.deepEqual(routeIn({ hash: `#help/${code}`, pathname: '/' }), { at: 'help', code });
    }
  });

  test(`no two entries share a name, and a guide that an entry leads to exists (${language})`, () => {
    assert.deepEqual([...new Set(ids)], ids);
    const guides = topics.flatMap((one) => (one.kind === 'error' && one.guide ? [one.guide] : []));
    assert.deepEqual(
      guides.filter((guide) => !ids.includes(guide)),
      [],
    );
  });
}

test('codes that mean different things to the person have different names', () => {
  const texts = textsIn('en');
  const titles = new Map<string, string>();
  const all = [
    ...PROBLEM_CODES.map((code) => explain({ code }, texts)),
    ...ACCOUNT_ERROR_CODES.map((code) => explainAccount(code, texts)),
  ];
  for (const { code, title } of all) {
    assert.equal(titles.get(code) ?? title, title, code);
    titles.set(code, title);
  }
});

test('the search takes every word, in any width and case, and codes too', () => {
  const find = (words: string, language: 'ja' | 'en' = 'ja') =>
    searchTopics(topicsIn(language), words).map(({ id }) => id);
  assert.ok(find('暗証番号　ロック').includes('pin_unlock'));
  assert.ok(find('ＰＩＮ＿ＢＬＯＣＫＥＤ').includes('pin_blocked'));
  assert.ok(find('lost card', 'en').includes('lost_card'));
  assert.deepEqual(find('ロック 駐車場'), []);
  assert.equal(find('').length, topicsIn('ja').length);
});
