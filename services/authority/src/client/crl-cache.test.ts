import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settableClock } from '@kazasu/server/clock';
import { type AuthorityClient, AuthorityUnreachable, withCrlCache } from './index.ts';

function counting(answer: (scope: string) => Promise<Uint8Array>): {
  client: Pick<AuthorityClient, 'crl'>;
  asked: string[];
} {
  const asked: string[] = [];
  const client = {
    crl: (issuer: string, scope: string) => {
      asked.push(`${issuer}/${scope}`);
      return answer(scope);
    },
  };
  return { client, asked };
}

test('a list is fetched once for all who want it at the same time, and again after a minute', async () => {
  const clock = settableClock(0);
  const { client, asked } = counting(async (scope) => Buffer.from(scope));
  const cache = withCrlCache(client, clock);
  const lists = await Promise.all(Array.from({ length: 50 }, () => cache.crl('a', 'x')));
  assert.deepEqual(asked, ['a/x']);
  assert.ok(
    lists.every((list) => list === lists[0]),
    'the same bytes, so that they are read once',
  );
  await cache.crl('a', 'y');
  await cache.crl('b', 'x');
  clock.advance(59_999);
  await cache.crl('a', 'x');
  assert.equal(asked.length, 3);
  clock.advance(1);
  await cache.crl('a', 'x');
  assert.equal(asked.length, 4);
});

test('while the authority is away the list from before is given; without one the failure is', async () => {
  const clock = settableClock(0);
  let away = false;
  const { client, asked } = counting(async (scope) => {
    if (away) throw new AuthorityUnreachable('authority/unreachable', 'away');
    return Buffer.from(scope);
  });
  const cache = withCrlCache(client, clock);
  const list = await cache.crl('a', 'x');
  away = true;
  clock.advance(60_000);
  assert.equal(await cache.crl('a', 'x'), list);
  await assert.rejects(cache.crl('a', 'y'), AuthorityUnreachable);
  away = false;
  assert.notEqual(await cache.crl('a', 'x'), list, 'a failure is not remembered');
  assert.deepEqual(await cache.crl('a', 'y'), Buffer.from('y'));
  assert.equal(asked.length, 5);
});
