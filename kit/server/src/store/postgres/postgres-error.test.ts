import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toPostgresStoreError } from './postgres-error.ts';

function serverError(code: string): Error {
  return Object.assign(new Error('Key (id)=(secret) already exists'), {
    code,
    severity: 'ERROR',
    detail: 'Key (id)=(secret) already exists',
  });
}

test('SQLSTATE classes become the four codes', () => {
  const expected = {
    '40001': 'store/conflict',
    '40P01': 'store/conflict',
    '23505': 'store/constraint',
    '23503': 'store/constraint',
    '53100': 'store/unavailable',
    '53300': 'store/unavailable',
    '57P01': 'store/unavailable',
    '57014': 'store/unavailable',
    '55P03': 'store/unavailable',
    '25006': 'store/unavailable',
    '08006': 'store/unavailable',
    '58030': 'store/unavailable',
    XX000: 'store/unavailable',
    '22P02': 'store/statement',
    '42601': 'store/statement',
  };
  for (const [state, code] of Object.entries(expected)) {
    assert.equal(toPostgresStoreError(serverError(state), 'SELECT 1').code, code, state);
  }
});

test('errors without an answer of the server are store/unavailable and quote nothing', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED secret'), { code: 'ECONNREFUSED' });
  for (const error of [refused, new Error('Query read timeout secret'), 'secret']) {
    const mapped = toPostgresStoreError(error, 'SELECT 1');
    assert.equal(mapped.code, 'store/unavailable');
    assert.ok(!mapped.message.includes('secret'));
  }
});

test('the message of the server is left out where it quotes values', () => {
  assert.equal(
    toPostgresStoreError(serverError('23505'), 'INSERT  INTO a').message,
    'INSERT INTO a: SQLSTATE 23505',
  );
});
