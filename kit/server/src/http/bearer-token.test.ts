import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bearerToken } from './bearer-token.ts';

function tokenOf(authorization?: string): string | undefined {
  return bearerToken(
    new Request('http://localhost/?access_token=query', { headers: authorization ? { authorization } : {} }),
  );
}

test('the token of a bearer header is returned, with the scheme in any case', () => {
  assert.equal(tokenOf('Bearer abc-._~+/09=='), 'abc-._~+/09==');
  assert.equal(tokenOf('bearer abc'), 'abc');
});

test('anything else is no token', () => {
  const others = [
    undefined,
    'Bearer',
    'Bearer ',
    'Bearer  abc',
    'Bearer a b',
    'Bearer a,b',
    'Bearer =',
    'Basic abc',
    'abc',
    'Bearer é',
    'Bearer abc, Bearer def',
    `Bearer ${'a'.repeat(4097)}`,
  ];
  for (const header of others) assert.equal(tokenOf(header), undefined, header);
});
