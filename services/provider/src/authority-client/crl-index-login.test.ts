import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { proofOf } from '../testing/card.ts';
import { begin, openPhone } from '../testing/visit.ts';
import { createWorld } from '../testing/world.ts';

const MINUTE = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'kazasu-crl-index-'));
const world = await createWorld({ crlIndex: { folder, refreshMs: 10 * MINUTE } });
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});
const hanako = await world.personalise({});

async function login(image: CardImage): Promise<string> {
  const browser = await begin(world.provider.app, { scope: 'openid', acr_values: 'aal3 crl' });
  const phone = await openPhone(world.provider.app, await browser.linkCode());
  const answer = await phone.proof(await proofOf(image, phone.transaction));
  return 'error' in answer ? answer.error : answer.state;
}

test('with an index a login asks for the whole list once and for no municipality’s, and learns of a revocation with the next list', async () => {
  assert.equal(await login(hanako), 'proved');
  assert.equal(await login(hanako), 'proved');
  const lists = () => world.asked.filter((line) => line.startsWith('GET /crl/'));
  const whole = lists().filter((line) => line.endsWith('/whole'));
  assert.deepEqual(lists(), whole);
  assert.equal(new Set(whole).size, whole.length, 'once for each generation');
  await world.revoke(hanako, 'keyCompromise');
  world.clock.advance(20 * MINUTE);
  assert.equal(await login(hanako), 'certificate_revoked');
});

test('while the authority is away the index is used until its list has run out', async () => {
  const taro = await world.personalise({ residentId: 'taro', name: '試野　太郎', myNumber: '999000000024' });
  world.network = async (path, forward) =>
    path.startsWith('/crl/') ? new Response('gone', { status: 503 }) : forward();
  world.clock.advance(20 * MINUTE);
  assert.equal(await login(taro), 'proved');
  world.clock.advance(72 * 60 * MINUTE);
  assert.equal(await login(taro), 'revocation_unknown');
  world.network = undefined;
  world.clock.advance(MINUTE);
  assert.equal(await login(taro), 'proved');
});
