import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseForm, readForm } from './form.ts';
import { HttpError, type HttpErrorCode } from './http-error.ts';
import { isOwnRequest } from './own-request.ts';

const TYPE = 'application/x-www-form-urlencoded';

function post(body: BodyInit, type: string | undefined = TYPE): Request {
  const headers: Record<string, string> = type === undefined ? {} : { 'Content-Type': type };
  return new Request('http://localhost/', { method: 'POST', body, headers, ...{ duplex: 'half' } });
}

function hasCode(code: HttpErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof HttpError && error.code === code;
}

test('a form is read by name, with spaces, percent signs and Japanese', async () => {
  const form = await readForm(
    post('grant_type=authorization_code&a+b=%E3%81%8B%e3%81%96+%2B%25&empty=&bare'),
    200,
  );
  assert.equal(form.get('grant_type'), 'authorization_code');
  assert.equal(form.get('a b'), 'かざ +%');
  assert.equal(form.get('empty'), '');
  assert.equal(form.get('bare'), '');
  assert.equal(form.get('absent'), undefined);
  assert.equal(form.has('absent'), false);
  assert.deepEqual(form.names, ['grant_type', 'a b', 'empty', 'bare']);
  assert.deepEqual(form.repeated, []);
});

test('repeated names are remembered, and the first value is kept', () => {
  const form = parseForm('a=1&b=2&a=3&a=1&%61=4');
  assert.equal(form.get('a'), '1');
  assert.deepEqual(form.repeated, ['a']);
});

test('names of object properties are names like any other', () => {
  const form = parseForm('__proto__=1&constructor=2');
  assert.equal(form.get('__proto__'), '1');
  assert.equal(form.get('constructor'), '2');
  assert.equal(form.get('toString'), undefined);
});

test('broken encodings are refused instead of repaired', () => {
  const broken = [
    'a=%',
    'a=%4',
    'a=%zz',
    '%zz=a',
    'a=%ff',
    'a=%c0%80',
    'a=%ed%a0%80',
    'a=\ud800',
    'a=%00',
    'a=b&',
    '&a=b',
    '=a',
    'a=b&&c=d',
  ];
  for (const text of broken)
    assert.throws(() => parseForm(text), hasCode('http/malformed'), JSON.stringify(text));
});

test('raw bytes that are no UTF-8 are refused', async () => {
  await assert.rejects(readForm(post(Uint8Array.of(0x61, 0x3d, 0xff)), 100), hasCode('http/malformed'));
});

test('a hundred parameters are read, one more is refused', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => `p${i}=`).join('&');
  assert.equal(parseForm(hundred).names.length, 100);
  assert.throws(() => parseForm(`${hundred}&q=`), hasCode('http/malformed'));
});

test('only the media type of forms is read, in UTF-8', async () => {
  for (const type of [TYPE, `${TYPE};charset=UTF-8`, `${TYPE.toUpperCase()} ; charset="utf-8"`]) {
    assert.equal((await readForm(post('a=b', type), 100)).get('a'), 'b');
  }
  const wrong = [
    'text/plain',
    'application/json',
    'multipart/form-data; boundary=x',
    `${TYPE}; charset=shift_jis`,
    `${TYPE}x`,
    `${TYPE}; x=y`,
    '',
  ];
  for (const type of wrong) {
    await assert.rejects(readForm(post('a=b', type), 100), hasCode('http/media-type'), type);
  }
});

test('a body is bounded whether or not it says its length', async () => {
  assert.equal((await readForm(post('a=12345678'), 10)).get('a'), '12345678');
  await assert.rejects(readForm(post('a=123456789'), 10), hasCode('http/too-large'));
  let pulled = 0;
  const endless = new ReadableStream({
    pull: (controller) => {
      pulled += 1;
      controller.enqueue(new Uint8Array(1000).fill(0x61));
    },
  });
  await assert.rejects(readForm(post(endless), 5000), hasCode('http/too-large'));
  assert.ok(pulled < 20, `read on after the bound: ${pulled}`);
});

test('what the URL standard writes is read back the same', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((value) => !value.includes('\0'));
  const pairs = fc.uniqueArray(
    fc.tuple(
      text.filter((name) => name !== ''),
      text,
    ),
    { selector: ([name]) => name, maxLength: 10 },
  );
  fc.assert(
    fc.property(pairs, (list) => {
      const form = parseForm(new URLSearchParams(list).toString());
      assert.deepEqual(
        form.names.map((name) => [name, form.get(name)]),
        list,
      );
    }),
  );
});

test('whatever arrives is read as the URL standard reads it, or refused', () => {
  const alphabet = fc.string({
    unit: fc.constantFrom('a', '=', '&', '%', '+', '4', '1', 'é', ' ', 'F'),
    maxLength: 30,
  });
  fc.assert(
    fc.property(alphabet, (text) => {
      let form: ReturnType<typeof parseForm>;
      try {
        form = parseForm(text);
      } catch (error) {
        assert.ok(error instanceof HttpError);
        return;
      }
      const standard = new URLSearchParams(text);
      assert.deepEqual([...new Set(standard.keys())], form.names);
      for (const name of form.names) assert.equal(form.get(name), standard.get(name));
    }),
    { numRuns: 500 },
  );
});

test('what changes something is taken from a page of ours and from programs, and from nobody else', () => {
  const origin = 'http://localhost:4000';
  const taken = (said: Record<string, string>, concealed = false) =>
    isOwnRequest({ headers: new Headers(said) }, { origin, concealed });
  for (const said of [{}, { origin }, { origin: 'null', 'sec-fetch-site': 'same-origin' }]) {
    assert.equal(taken(said), true, JSON.stringify(said));
  }
  for (const said of [
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'same-site', origin },
    { 'sec-fetch-site': 'cross-site', origin: 'null' },
    { 'sec-fetch-site': '' },
    { origin: 'http://evil.example' },
    { origin: `${origin}0` },
    { origin: '' },
  ]) {
    for (const concealed of [false, true]) assert.equal(taken(said, concealed), false, JSON.stringify(said));
  }
  assert.deepEqual([taken({ origin: 'null' }), taken({ origin: 'null' }, true)], [false, true]);
});
