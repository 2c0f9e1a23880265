import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { faultsOf } from '@kazasu/ui/testing';
import type { PhonePin } from '../../headless/index.ts';
import { explain } from '../login/explain.ts';
import type { Problem } from '../login/index.ts';
import * as first from './index.ts';
import { textsIn } from './index.ts';
import * as later from './later.ts';

const catalogues = { ...first, ...later };

for (const [name, texts] of Object.entries(catalogues)) {
  if (!('ja' in texts)) continue;
  test(`${name} is complete in both languages`, () => {
    assert.deepEqual(faultsOf(texts), []);
  });
}

test('every catalogue of this folder is among those that are tested', async () => {
  const files = (await readdir(new URL('.', import.meta.url))).filter((name) =>
    /^(?!index\.|use-|.*\.test\.).*\.ts$/.test(name),
  );
  const made = await Promise.all(files.map((file) => import(new URL(file, import.meta.url).href)));
  const names = made.flatMap((one: object) => Object.keys(one)).filter((name) => name.endsWith('_TEXTS'));
  assert.deepEqual(
    names.filter((name) => !(name in catalogues)),
    [],
  );
});

/** Under which names something is kept on the device, and by which words the settings tell of it. */
const TOLD_OF: { readonly [name in string]: string } = {
  'kazasu-language': '言語',
  'kazasu-text-size': '文字の大きさ',
  'kazasu-lock-idle': 'ロックまでの時間',
  'kazasu-lock-hidden': 'ロックまでの時間',
  'kazasu-reader': 'カードの読み取り方法',
  'kazasu-signals': '音と振動',
  'kazasu-device': '初期設定',
  'kazasu-phone-certificate': 'スマホ用電子証明書',
};
/** Of the tab, or of no storage at all. */
const NOT_OF_THE_DEVICE = ['kazasu-first-use', 'kazasu-link', 'kazasu-transaction', 'kazasu-login'];

test('the settings tell of everything that is kept on the device', () => {
  const sources = globSync('{page,phone-certificate}/**/*.{ts,tsx}', {
    cwd: new URL('../../', import.meta.url),
    exclude: (name) => name.includes('.test.'),
  }).map((file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
  const names = sources.flatMap((source) => source.match(/(?<=')kazasu-[a-z-]+(?=')/g) ?? []);
  assert.deepEqual(new Set(names), new Set([...Object.keys(TOLD_OF), ...NOT_OF_THE_DEVICE]));
  const told = later.SETTINGS_TEXTS.ja.app.kept.join();
  for (const [name, words] of Object.entries(TOLD_OF)) assert.ok(told.includes(words), name);
});

test('a problem is explained by title, cause and remedy, with a short code', () => {
  const problem = { code: 'provider/certificate_revoked' } as const;
  const explained = explain(problem, textsIn('en'));
  assert.equal(explained.code, 'certificate_revoked');
  assert.match(explained.title, /revoked/);
  assert.ok(explained.cause.length > 0 && explained.remedy.length > 0);
});

test('codes for support are written in one style, whether the provider or the card found the problem', () => {
  const texts = textsIn('en');
  assert.equal(explain({ code: 'card/pin-blocked', pin: 'authentication' }, texts).code, 'pin_blocked');
  assert.equal(explain({ code: 'card/unexpected-status' }, texts).code, 'unexpected_status');
});

test('a wrong PIN says how many tries are left', () => {
  const texts = { ja: textsIn('ja'), en: textsIn('en') };
  const problem = { code: 'card/pin-wrong', pin: 'authentication', triesLeft: 1 } as const;
  assert.equal(explain(problem, texts.ja).title, '暗証番号が違います（あと1回）');
  assert.equal(explain(problem, texts.en).title, 'Wrong PIN (1 try left)');
});

test('the two PINs are told apart when one is blocked', () => {
  const texts = textsIn('ja');
  const blocked = (pin: 'authentication' | 'text') => explain({ code: 'card/pin-blocked', pin }, texts).title;
  assert.match(blocked('authentication'), /利用者証明用/);
  assert.match(blocked('text'), /券面事項入力補助用/);
});

test('what is about the signature’s certificate and password says so, and the PIN of the items stays what it is', () => {
  const texts = textsIn('ja');
  const title = (code: Problem['code'], pin?: PhonePin) =>
    explain({ code, ...(pin && { pin }) }, texts, true).title;
  assert.match(title('card/pin-blocked', 'signature'), /署名用/);
  assert.match(title('card/pin-blocked', 'text'), /券面事項入力補助用/);
  assert.match(title('provider/certificate_revoked'), /署名用電子証明書/);
  assert.match(title('provider/certificate_expired'), /署名用電子証明書/);
  assert.match(title('phone/no-certificate'), /署名用電子証明書がありません/);
  const wrong = { code: 'card/pin-wrong', pin: 'signature', triesLeft: 4 } as const;
  assert.equal(explain(wrong, texts, true).title, '署名用パスワードが違います（あと4回）');
  assert.equal(explain(wrong, textsIn('en'), true).title, 'Wrong password (4 tries left)');
  assert.match(explain({ ...wrong, pin: 'text' }, texts, true).remedy, /券面事項入力補助用/);
});

test('no problem of a signature speaks of the certificate or the PIN for logging in', () => {
  for (const language of ['ja', 'en'] as const) {
    const { signProblem: _, ...rest } = textsIn(language);
    const { pinWrong, ended, ...problems } = textsIn(language).signProblem;
    for (const [name, text] of Object.entries(problems)) {
      assert.ok(name in rest.problem, `${name} replaces nothing`);
      assert.doesNotMatch(`${text.title} ${text.cause}`, /利用者証明用|user authentication/);
    }
    assert.ok(pinWrong(1).length > 0 && ended.length > 0);
  }
});
