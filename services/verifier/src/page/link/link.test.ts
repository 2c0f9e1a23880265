import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openStore, type Store } from '@kazasu/server/store';
import { onBothEngines } from '@kazasu/server/store/conformance';
import { createWorld, type Member, type World } from '../../testing/index.ts';
import { enter, linkFor, post } from '../testing/index.ts';

const PARALLEL = 20;

describe('what is used once, by many at the same time', () => {
  onBothEngines((databases) => {
    let store: Store;
    let world: World;
    let city: Member;
    before(async () => {
      store = await openStore(await databases('links'));
      world = await createWorld({ store });
      city = await world.tenant();
    });
    after(async () => {
      await world.close();
      await store.close();
    });

    test('one of many uses of a link gets in', async () => {
      const code = await linkFor(world, city);
      const tries = await Promise.all(
        Array.from({ length: PARALLEL }, () => post(world, '/console/enter', { code })),
      );
      assert.deepEqual(tries.map(({ status }) => status).sort(), [303, ...Array(PARALLEL - 1).fill(403)]);
      const cookies = tries.flatMap(({ headers }) => headers.getSetCookie());
      assert.equal(cookies.length, 1);
      const rows = await store.run('SELECT token_hash FROM verifier_console_session');
      assert.equal(rows.length, 1, 'nobody else has a session');
    });

    test('one of many sendings of a form makes a key', async () => {
      const visit = await enter(world, city.token);
      const form = await visit.tokenOn('/console/keys', '/console/keys');
      const sent = await Promise.all(
        Array.from({ length: PARALLEL }, () =>
          visit.send('/console/keys', { form, name: 'once', 'scope-read': 'yes' }),
        ),
      );
      assert.equal(sent.filter(({ status }) => status === 200).length, 1);
      const keys = await store.run(`SELECT key_id FROM verifier_api_key WHERE key_name = 'once'`);
      assert.equal(keys.length, 1);
    });
  });
});
