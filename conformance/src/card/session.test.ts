import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { missingForCards, missingForReaders } from './peers.ts';
import { openRig, type Rig } from './rig.ts';

const missing = missingForCards() || (await missingForReaders());
const SESSION = join(import.meta.dirname, 'client/session.ts');
const JPKI = { OPENSC_DRIVER: 'jpki' };

/** The tests follow one another; the last takes the service away. */
describe('a session on a reader', { skip: missing }, () => {
  let rig: Rig;

  before(async () => {
    rig = await openRig();
  });
  after(() => rig?.close());

  const session = async (...words: string[]): Promise<string[]> =>
    JSON.parse((await rig.succeed(process.execPath, [SESSION, ...words])).stdout);

  async function eventually(holds: () => Promise<boolean>): Promise<void> {
    const limit = AbortSignal.timeout(10_000);
    while (!(await holds())) {
      assert(!limit.aborted, 'in vain waited');
      await sleep(20);
    }
  }

  /** A program that holds a session; it has verified its PIN when this resolves. */
  async function keep(name: string): Promise<{ readonly keeping: Promise<string[]> }> {
    const verified = join(rig.folder, name);
    const keeping = session('keep', verified);
    await eventually(async () => existsSync(verified));
    return { keeping };
  }

  test('without a card there is nothing to open', async () => {
    assert.deepEqual(await session('open'), ['reader/no-card']);
  });

  test('a card that comes later is waited for', async () => {
    const waiting = session('wait');
    await sleep(300);
    await rig.insert({ slot: 0, card: 'hanako', atr: 'contact' });
    assert.deepEqual(await waiting, ['waiting']);
  });

  test('the card is reset when it is given back, so that no PIN stays verified', async () => {
    const before = (await rig.events(0)).length;
    assert.deepEqual(await session('open'), ['card/removed']);
    await eventually(async () =>
      (await rig.events(0)).slice(before).some((type) => type === 'reset' || type === 'powerOff'),
    );
  });

  test('the service resets it when the program dies in the middle', async () => {
    const before = (await rig.events(0)).length;
    const { status } = await rig.run(process.execPath, [SESSION, 'crash']);
    assert.notEqual(status, 0);
    await eventually(async () =>
      (await rig.events(0)).slice(before).some((type) => type === 'reset' || type === 'powerOff'),
    );
  });

  test('no other program gets at the card during a session, ours asks for it for five seconds', async () => {
    const { keeping } = await keep('taken-away');
    assert.notEqual((await rig.run('opensc-tool', ['--name'], JPKI)).status, 0);
    assert.deepEqual(await session('open'), ['reader/in-use']);
    await rig.remove(0);
    assert.deepEqual(
      await keeping,
      ['card/removed', 'card/removed'],
      'and a card taken away ends the session',
    );
    await rig.insert({ slot: 0, card: 'hanako', atr: 'contact' });
    assert.equal((await rig.run('opensc-tool', ['--name'], JPKI)).status, 0);
    assert.deepEqual(await session('open'), ['card/removed']);
  });

  test('a card that never answers is given up in time; the program ends when the reader lets go', async () => {
    await rig.remove(0);
    await rig.insert({ slot: 0, card: 'hanako', atr: 'contact', kind: 'deaf' });
    const given = join(rig.folder, 'given-up');
    const reading = session('read', given);
    await eventually(async () => existsSync(given));
    await rig.remove(0);
    assert.deepEqual(await reading, ['card/timeout', 'card/timeout']);
  });

  test('a card behind a WebSocket does for OpenSC what one in the same process does', async () => {
    await rig.insert({ slot: 0, card: 'hanako', atr: 'contactless', kind: 'behindWebSocket' });
    const open = ['--verify-pin', '--auth-id', '02', '--pin', 'ABC123', '--read-certificate', '02'];
    const { stdout } = await rig.succeed('pkcs15-tool', open, JPKI);
    assert.match(stdout, /-----BEGIN CERTIFICATE-----/);
    assert.deepEqual(await session('open'), ['card/removed']);
    await rig.remove(0);
  });

  test('without the service a session ends, and a new one says what is wrong', async () => {
    await rig.insert({ slot: 0, card: 'hanako', atr: 'contact' });
    const { keeping } = await keep('without-service');
    await rig.stopService();
    assert.deepEqual(await keeping, ['card/removed', 'card/removed']);
    assert.deepEqual(await session('open'), ['reader/service']);
    assert.deepEqual(await session('list'), ['reader/service']);
  });
});
