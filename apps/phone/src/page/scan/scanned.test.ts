import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeScanned } from './scanned.ts';

const HERE = 'http://localhost:4002';
const CODE = 'abcdefghijklmnopqrstuvwx';

test('an address of this app with a code is taken', () => {
  assert.deepEqual(judgeScanned(`${HERE}/#open=${CODE}`, HERE), { kind: 'ours', code: CODE });
});

test('whatever is not exactly that is foreign, and nothing of it is kept', () => {
  for (const text of [
    CODE,
    `#open=${CODE}`,
    `http://localhost:4003/#open=${CODE}`,
    `https://localhost:4002/#open=${CODE}`,
    `http://localhost:4002.evil.example/#open=${CODE}`,
    `http://localhost:4002@evil.example/#open=${CODE}`,
    `${HERE}/path#open=${CODE}`,
    `${HERE}/?x=1#open=${CODE}`,
    `${HERE}/#open=short`,
    `${HERE}/#open=${CODE}%0a`,
    `${HERE}/#close=${CODE}`,
    ` ${HERE}/#open=${CODE}`,
    `${HERE}/#open=${'a'.repeat(600)}`,
    'WIFI:S:net;T:WPA;P:secret;;',
    'https://evil.example/',
    'javascript:alert(1)',
    '',
  ]) {
    assert.deepEqual(judgeScanned(text, HERE), { kind: 'foreign' }, text);
  }
});
