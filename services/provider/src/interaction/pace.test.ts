import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { APP_PATHS } from '../api/index.ts';
import { begin, callRaw, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

const app = () => world.provider.app;

/** Asks until it is told to wait, and says how often it was answered. */
async function hammer(ask: () => Promise<Response>): Promise<{ answered: number; refused: Response }> {
  for (let answered = 0; answered < 200; answered++) {
    const response = await ask();
    if (response.status === 429) return { answered, refused: response };
  }
  return assert.fail('nobody was told to wait');
}

for (const suffix of ['/status', '/qr', '/match', '/extend']) {
  test(`a page that asks without pause is told to wait (${suffix})`, async () => {
    const browser = await begin(app(), { scope: 'openid' });
    const ask = () => (suffix === '/status' ? browser.get(suffix) : browser.post(suffix));
    const { answered, refused } = await hammer(ask);
    assert.equal(answered, 60);
    assert.equal(refused.headers.get('retry-after'), '1');
    const other = await begin(app(), { scope: 'openid' });
    assert.equal((await other.get('/status')).status, 200, 'nobody else has to');
    assert.equal((await browser.get()).status, 200, 'the page itself is shown');
    world.clock.advance(250);
    assert.notEqual((await ask()).status, 429, 'one more after a quarter of a second');
    assert.equal((await ask()).status, 429);
  });
}

test('a person who sends digits without pause is shown a page that leads back, and scripts are told in JSON', async () => {
  const browser = await begin(app(), { scope: 'openid' });
  const { refused } = await hammer(() => browser.post('/match', { accept: 'text/html,*/*;q=0.8' }));
  assert.match(refused.headers.get('content-type') ?? '', /^text\/html/);
  assert.equal(refused.headers.get('retry-after'), '1');
  assert.match(await refused.text(), new RegExp(`href="/api/interactions/${browser.id}\\?lang=ja"`));
  const script = await browser.post('/match', { accept: '*/*' });
  assert.deepEqual(await script.json(), { error: 'too_many_requests' });
});

test('a phone that asks without pause is told to wait, by the same measure', async () => {
  const browser = await begin(app(), { scope: 'openid' });
  const phone = await openPhone(app(), await browser.linkCode());
  const resume = () => callRaw(app(), APP_PATHS.resume, undefined, phone.token);
  const { answered, refused } = await hammer(resume);
  assert.equal(answered, 60);
  assert.equal(refused.headers.get('retry-after'), '1');
  assert.deepEqual(await refused.json(), { error: 'too_many_requests', final: false });
  assert.equal(
    (await callRaw(app(), APP_PATHS.decision, { agree: false }, phone.token)).status,
    200,
    'but may stop',
  );
});

test('an ordinary page in three tabs is never told to wait', async () => {
  const browser = await begin(app(), { scope: 'openid' });
  for (let second = 0; second < 300; second += 2) {
    for (let tab = 0; tab < 3; tab++) assert.equal((await browser.get('/status')).status, 200);
    world.clock.advance(2_000);
  }
});

test('whoever knows only the address cannot use up another’s patience', async () => {
  const browser = await begin(app(), { scope: 'openid' });
  for (let i = 0; i < 100; i++) {
    const stranger = await app().request(`/api/interactions/${browser.id}/status`);
    assert.equal(stranger.status, 404);
  }
  assert.equal((await browser.get('/status')).status, 200);
});
