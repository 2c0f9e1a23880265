import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { OidcError } from '../error.ts';
import { parseJsonObject } from '../json/index.ts';
import { checkTimes, numberClaim, numericDate, stringClaim } from './index.ts';

function refused(code: string, work: () => unknown, why?: string): void {
  assert.throws(work, (error) => error instanceof OidcError && error.code === code, why);
}

test('a string claim has at most 2,048 characters, and is absent or a string', () => {
  assert.equal(stringClaim({}, 'a'), undefined);
  assert.equal(stringClaim({ a: 'x'.repeat(2048) }, 'a')?.length, 2048);
  for (const value of ['x'.repeat(2049), 1, null, ['x'], {}, false])
    refused('oidc/claims', () => stringClaim({ a: value }, 'a'));
});

test('a time is a number of seconds from 0 on and below 10^12', () => {
  for (const value of [0, 0.5, 1_790_000_000, 999_999_999_999])
    assert.equal(numberClaim({ a: value }, 'a'), value);
  for (const value of [-1, -0.001, 1e12, Infinity, NaN, '1', null, [5], true])
    refused('oidc/claims', () => numberClaim({ a: value }, 'a'), String(value));
});

test('a time as a string of digits is told apart from a number, and from none', () => {
  assert.deepEqual(numericDate({ exp: '17' }, 'exp'), { seconds: 17, asString: true });
  assert.deepEqual(numericDate({ exp: 17 }, 'exp'), { seconds: 17, asString: false });
  assert.deepEqual(numericDate({}, 'exp'), { asString: false });
  for (const value of ['', '1.5', '-1', '1e3', ' 1', '1'.repeat(13)])
    refused('oidc/claims', () => numericDate({ exp: value }, 'exp'), value);
});

test('the times of a token are judged to the second, with ten of tolerance unless told', () => {
  const now = 1000;
  const times = (exp?: number, nbf?: number, iat?: number) => ({ exp, nbf, iat });
  assert.equal(checkTimes(times(991, 1010, 1010), now), 991);
  refused('oidc/expiry-missing', () => checkTimes(times(), now));
  refused('oidc/expired', () => checkTimes(times(990), now));
  refused('oidc/not-yet-valid', () => checkTimes(times(2000, 1011), now));
  refused('oidc/issued-in-future', () => checkTimes(times(2000, undefined, 1011), now));
  refused('oidc/expired', () => checkTimes(times(1000), now, 0));
});

const read = (text: string) => parseJsonObject(toUtf8(text));
const nested = (levels: number) => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;

test('JSON has at most 16 levels, no member twice at any of them, and an object at the top', () => {
  assert.deepEqual(read('{"a":{"a":[{"a":1},{"a":2}]},"b":"{\\"b\\":1,\\"b\\":2}"}').b, '{"b":1,"b":2}');
  assert.ok(read(nested(16)));
  for (const text of [
    nested(17),
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":1}',
    '{"b":[1,{"c":{},"a":1,"c":2}]}',
    '{"a":[1,2],"a":1}',
    '{"a":["a"],"b":{"a":1},"b":1}',
    '[]',
    'null',
    '"a"',
    '',
    '{"a":1}x',
  ])
    refused('oidc/json', () => read(text), text);
  refused('oidc/json', () => parseJsonObject(Uint8Array.of(0x7b, 0xff, 0x7d)));
  // Strings of values are no names, and a name may come again where another object begins.
  assert.deepEqual(read('{"a":"b","b":"a","c":["a","a"]}'), { a: 'b', b: 'a', c: ['a', 'a'] });
});
