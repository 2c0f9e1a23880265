import assert from 'node:assert/strict';
import { request } from 'node:http';
import test, { after, before } from 'node:test';
import { freshTown, type TestTown } from './support/index.ts';

let world: TestTown;
before(async () => {
  world = await freshTown();
});
after(() => world.end());

/** What is answered to a request that reached this machine under another name, as by DNS rebinding. */
function statusFor(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(url, { headers });
    call.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.on('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    call.on('error', reject);
    call.end();
  });
}

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
};

test('no service of the town answers under another name than this machine’s', async () => {
  for (const url of Object.values(world.town.urls)) {
    const { port } = new URL(url);
    assert.equal(await statusFor(url, { host: `evil.example:${port}` }), 421, url);
    assert.notEqual(await statusFor(url, { host: `127.0.0.1:${port}` }), 421, url);
  }
});

test('no card is reached by a WebSocket under another name', async () => {
  const url = `${world.town.urls.phone}/box/cards/hanako`;
  assert.equal(await statusFor(url, { ...UPGRADE, host: `evil.example:${new URL(url).port}` }), 421);
  assert.equal(await statusFor(url, UPGRADE), 101);
});
