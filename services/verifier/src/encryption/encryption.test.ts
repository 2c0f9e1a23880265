import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type KeyFolder, memoryKeys } from '@kazasu/server/keys';
import { createLog } from '@kazasu/server/log';
import { encrypt } from '../testing/result.ts';
import { createWorld, PURPOSE, type World } from '../testing/world.ts';
import { openEncryptionKeys } from './index.ts';

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

/** What a node of the same database sees, with these keys in its folder. */
function nodeWith(folder = memoryKeys()) {
  const { store, authority, lines } = world;
  const log = createLog({ service: 'verifier', destination: { write: (line) => void lines.push(line) } });
  return openEncryptionKeys({ store, folder, clock: authority.clock, log });
}

test('a node whose folder lacks a key, or has another of its name, is not ready, and says what to do', async () => {
  const folder = memoryKeys();
  for (const [prepare, told] of [
    [async () => {}, /encryption-rsa-1 is not in the key folder of this node: share the folder, or copy it/],
    [
      () => folder.loadOrCreate('encryption-rsa-1', 'rsa-2048'),
      /encryption-rsa-1 is another key on this node: share/,
    ],
  ] as const) {
    await prepare();
    const from = world.lines.length;
    const node = await nodeWith(folder);
    assert.equal(node.fault(), 'keys/missing');
    const [line = ''] = world.lines.slice(from);
    assert.match(line, told);
    assert.match(line, /"code":"key\/unavailable".*"event":"keys.missing"/);
    await assert.rejects(
      node.publicKeys(),
      { code: 'key/unavailable' },
      'nobody could open what comes for it',
    );
  }
  assert.equal((await nodeWith(world.keys)).fault(), undefined);
});

test('what needs a key that this node lacks is answered with 503, and nothing is kept of it', async () => {
  const folder = memoryKeys();
  let shared = true;
  const load: KeyFolder['load'] = async (name, kind) =>
    shared || !name.startsWith('encryption') ? folder.load(name, kind) : undefined;
  const own = await createWorld({ keys: { ...folder, load } });
  const member = await own.tenant();
  const bring = (jwe: string) =>
    member.verify({ purpose: PURPOSE, jwe }, { 'idempotency-key': '"one-result-brought-again"' });
  const result = await encrypt(own, { aud: 'somebody else' });
  shared = false;
  for (const answer of [await own.ask('/jwks'), await bring(result)]) {
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '10']);
    assert.equal(((await answer.json()) as { code: string }).code, 'unavailable');
    const line = own.lines.findLast((one) => one.includes('request.failed')) ?? '';
    assert.match(line, /"code":"key\/unavailable".*encryption-rsa-1 is not in the key folder.*copy it/);
  }
  assert.equal(own.verifier.fault(), undefined, 'not looked yet');
  await own.verifier.sweep();
  assert.equal(own.verifier.fault(), 'keys/missing');
  shared = true;
  assert.equal((await bring(result)).status, 422, 'the same request is judged once the key is there');
  await own.verifier.sweep();
  assert.equal(own.verifier.fault(), undefined);
  await own.close();
});
