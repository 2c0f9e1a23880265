/**
 * A card's life in a process of its own: `node one-command.ts MEMORY WRITES SELECT COMMAND`. It runs both commands on
 * a card whose memory is that file. Once the memory has been written so many times it says `written` and hangs, so
 * that whoever waits for it can take the power away before there is an answer; otherwise it prints the answer.
 */
import { writeSync } from 'node:fs';
import { fromHex, toHex } from '@kazasu/bytes';
import { createVirtualCard } from '../index.ts';
import { CONTENTS } from './contents.ts';
import { fileMemory } from './file-memory.ts';

const STDOUT = 1;
const [path = '', writes = '', select = '', command = ''] = process.argv.slice(2);
const inner = fileMemory(path);
let left = Number(writes);

const card = createVirtualCard({
  contents: CONTENTS,
  keys: { sign: () => undefined, signPss: () => undefined, decryptOaep: () => undefined },
  random: (length) => new Uint8Array(length),
  memory: {
    read: inner.read,
    write(next) {
      inner.write(next);
      left -= 1;
      if (left === 0) hang();
    },
  },
});
card.transmit(fromHex(select));
const answer = card.transmit(fromHex(command));
writeSync(STDOUT, toHex(answer));

function hang(): void {
  writeSync(STDOUT, 'written');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
