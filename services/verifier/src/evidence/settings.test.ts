import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { TimestampSettings } from './settings.ts';

test('units and lists are named as they are found: by http as well, with a path, a query or a slash at the end', () => {
  for (const url of [
    'https://time.sample/tsr',
    'http://time.sample',
    'http://time.sample/',
    'http://crl.time.sample:8080/ca.crl?generation=2',
    'http://127.0.0.1:4005/crl',
  ]) {
    assert.ok(v.is(TimestampSettings, { url, crls: [url] }), url);
  }
});

test('nothing else is an address of a unit', () => {
  for (const url of [
    '',
    'time.sample/tsr',
    'ftp://time.sample/tsr',
    'file:///etc/passwd',
    'data:text/plain,x',
    'http://user:word@time.sample/',
    'https://user@time.sample/',
    'https://time.sample/#tsr',
    'http://time.sample/ tsr',
    'http:\\\\time.sample',
    `http://time.sample/${'x'.repeat(1000)}`,
  ]) {
    assert.ok(!v.is(TimestampSettings, { url }), url);
    assert.ok(!v.is(TimestampSettings, { url: 'https://time.sample', crls: [url] }), url);
  }
});

test('a policy is asked for by its dotted name', () => {
  const isPolicy = (policy: string) => v.is(TimestampSettings, { url: 'https://time.sample', policy });
  for (const policy of ['1.3.6.1.4.1.99999.1', '2.999.3161.1', '0.4.0.2023.1.1', '0.39.1']) {
    assert.ok(isPolicy(policy), policy);
  }
  for (const policy of [
    '',
    '1',
    '1.3',
    '3.1.1',
    '1.40.1',
    '1.3.',
    '1.3.06',
    '1.3.x',
    '1.3.99999999999',
    ' 1.3.6',
  ]) {
    assert.ok(!isPolicy(policy), policy);
  }
});
