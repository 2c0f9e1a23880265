import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import test from 'node:test';
import type { WebSocket } from 'ws';
import { createHand } from './hand.ts';

/** A socket that still delivers after it was cut off, as a buffer full of frames may. */
class LingeringSocket extends EventEmitter {
  bufferedAmount = 0;
  readonly sent: Uint8Array[] = [];
  terminated = false;
  send(data: Uint8Array): void {
    this.sent.push(data);
  }
  close(): void {}
  terminate(): void {
    this.terminated = true;
  }
}

function world() {
  const seen: string[] = [];
  const hand = createHand({
    transmit: (command) => {
      seen.push(Buffer.from(command).toString('hex'));
      return Uint8Array.of(0x90, 0x00);
    },
    reset: () => {
      seen.push('reset');
    },
  });
  const give = () => {
    const socket = new LingeringSocket();
    hand.give(socket as unknown as WebSocket);
    return socket;
  };
  return { seen, hand, give };
}

test('a command that arrives from a hand that has lost the card does not reach it', () => {
  const { seen, give } = world();
  const older = give();
  older.emit('message', Buffer.from('0084000008', 'hex'), true);
  const newer = give();
  seen.length = 0;
  older.emit('message', Buffer.from('002000800431323334', 'hex'), true);
  assert.equal(older.terminated, true);
  assert.deepEqual(seen, []);
  newer.emit('message', Buffer.from('0084000008', 'hex'), true);
  assert.deepEqual(seen, ['0084000008']);
});

test('the end of an older connection does not power off the card in the newer hand; that of the newer does', () => {
  const { seen, give } = world();
  const older = give();
  const newer = give();
  seen.length = 0;
  older.emit('close');
  assert.deepEqual(seen, []);
  newer.emit('close');
  assert.deepEqual(seen, ['reset']);
});

test('a card that is taken back answers nobody', () => {
  const { seen, hand, give } = world();
  const socket = give();
  hand.empty();
  seen.length = 0;
  socket.emit('message', Buffer.from('0084000008', 'hex'), true);
  assert.deepEqual(seen, []);
});
