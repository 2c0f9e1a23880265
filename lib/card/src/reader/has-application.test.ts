import assert from 'node:assert/strict';
import test from 'node:test';
import { toHex } from '@kazasu/bytes';
import { AID } from '../application/index.ts';
import { hasApplication } from './has-application.ts';

/** A card that answers every command with this, and what it heard. */
function answering(status: string) {
  const heard: string[] = [];
  const transmit = async (command: Uint8Array) => {
    heard.push(toHex(command));
    return Uint8Array.from(Buffer.from(status, 'hex'));
  };
  return { heard, transport: { transmit, close: async () => {} } };
}

test('a card that takes the SELECT has the application, one that refuses in whatever way has not', async () => {
  const there = answering('9000');
  assert.equal(await hasApplication(there.transport, AID.jpki), true);
  assert.deepEqual(there.heard, ['00a4040c0ad392f000260100000001']);
  for (const refusal of ['6a82', '6a81', '6d00', '6999']) {
    assert.equal(await hasApplication(answering(refusal).transport, AID.jpki), false, refusal);
  }
});

test('a card that is gone is no card without the application', async () => {
  const gone = { transmit: () => Promise.reject(new Error('gone')), close: async () => {} };
  await assert.rejects(hasApplication(gone, AID.jpki), { code: 'card/removed' });
});
