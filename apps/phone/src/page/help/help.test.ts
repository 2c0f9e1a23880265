import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
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

  test(`an entry says what the screen of a login says, and what the screen of a signature says (${language})`, () => {
    const texts = textsIn(language);
    for (const code of PROBLEM_CODES) {
      const topic = topics.find(({ id }) => id === explain({ code }, texts).code);
      assert.ok(topic?.kind === 'error', code);
      for (const signing of [false, true]) {
        const { title, cause, remedy } = explain({ code }, texts, signing);
        const said = JSON.stringify(signing ? (topic.signing ?? topic) : topic);
        for (const sentence of [title, cause, remedy])
          assert.ok(said.includes(sentence), `${code}: ${sentence}`);
      }
    }
  });

  test(`every code in the table of the guide has its entry (${language})`, async () => {
    const name = language === 'ja' ? 'app.ja.md' : 'app.md';
    const guide = await readFile(new URL(`../../../../../docs/use/${name}`, import.meta.url), 'utf8');
    const rows = guide.split('\n').filter((line) => /^\| `[a-z_]+`/.test(line));
    const codes = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([a-z_]+)`/g)].map(([, code]) => code),
    );
    assert.ok(codes.length > 15);
    assert.deepEqual(
      codes.filter((code) => !ids.includes(code ?? '')),
      [],
    );
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
  assert.ok(find('署名用電子証明書 引っ越し').includes('certificate_revoked'));
  assert.deepEqual(find('ロック 駐車場'), []);
  assert.equal(find('').length, topicsIn('ja').length);
});
