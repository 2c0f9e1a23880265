import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { equal, fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import { type DecodedCommand, decodeCommand } from '../../../apdu.ts';
import { PIN_NAMES, PIN_RULES, type PinName } from '../../../pin.ts';
import type { PinMemory } from '../../index.ts';
import { SEED } from './commands.ts';
import { GUARDS, SECRETS, type SecretName } from './world.ts';

export type ApplicationName = 'jpki' | 'text' | 'surface' | 'juki' | 'common' | 'masterFile';

const AIDS: Readonly<Record<string, ApplicationName>> = {
  d392f000260100000001: 'jpki',
  d3921000310001010408: 'text',
  d3921000310001010402: 'surface',
  d3921000310001010401: 'juki',
  d3921000310001010100: 'common',
  a0000001510000: 'masterFile',
};
const KEY = Buffer.from(SEED, 'hex').subarray(0, 16);
const CARRIED = [0x20, 0xa4, 0xb0];

/**
 * Who watches the interface and knows the facts: what has been shown, which application is selected, how many secure
 * messages have passed. Decides from what was sent and answered alone; the memory is looked at for the counters.
 */
export class Observer {
  application: ApplicationName = 'masterFile';
  readonly shown = new Set<PinName>();
  /** The number of the next secure message; undefined without a session. */
  messageCount: number | undefined;
  /** Every secret that was seen, with the one credential that had been shown, where it was just one. */
  readonly seen = new Set<string>();
  readonly statuses = new Set<number>();

  forget(): void {
    this.application = 'masterFile';
    this.shown.clear();
    this.messageCount = undefined;
  }

  /** Throws an AssertionError where a rule is broken. */
  judge(bytes: Uint8Array, answer: Uint8Array, before: PinMemory, after: PinMemory, failed: boolean): void {
    assert(answer.length >= 2, 'an answer ends in two status bytes');
    const status = (answer.at(-2) as number) * 256 + (answer.at(-1) as number);
    this.statuses.add(status);
    const command = decoded(bytes);
    if (command !== undefined) this.#judgeMessaging(command, status);
    const plain = command && this.#plain(command, status);
    this.#judgeCounters(plain, status, before, after, failed);
    // What the command itself shows counts for its own answer: VERIFY has none, SELECT takes it away first.
    if (plain !== undefined && status === 0x9000) this.#follow(plain, before);
    this.#judgeSecrets(command, answer);
    if (status === 0x6988) this.messageCount = undefined;
  }

  #judgeMessaging({ cla, ins }: DecodedCommand, status: number): void {
    if (cla === 8 && this.messageCount === undefined) {
      assert(status === 0x69fc || status === 0x6882, 'no message is read without a session');
    }
    if (cla === 0x80 && ins === 0xae && status === 0x9000) {
      assert(this.application === 'text' && this.shown.has('text'), 'a session wants the PIN');
    }
  }

  /** The command inside a message that the card could read; counts it. */
  #plain(command: DecodedCommand, status: number): DecodedCommand | undefined {
    if (command.cla !== 8) return command;
    if (this.messageCount === undefined || !CARRIED.includes(command.ins) || status === 0x6988)
      return undefined;
    const count = this.messageCount++;
    return {
      ...command,
      cla: 0,
      data: command.ins === 0xb0 ? new Uint8Array() : opened(command.data, count),
    };
  }

  #judgeCounters(
    command: DecodedCommand | undefined,
    status: number,
    before: PinMemory,
    after: PinMemory,
    failed: boolean,
  ): void {
    const changed = PIN_NAMES.filter((name) => before[name] !== after[name]);
    const shows = command?.ins === 0x20 && command.cla === 0 && command.data.length > 0;
    const changes =
      (command?.ins === 0x24 && command.cla === 0) || (command?.ins === 0x32 && command.cla === 0x80);
    assert(changed.length <= 1, 'one command changes one PIN at most');
    if ((status & 0xfff0) === 0x63c0 && shows) assert.equal(changed.length, 1, 'a miss costs a try');
    for (const name of changed) {
      const [was, is] = [before[name], after[name]];
      assert(was !== undefined && is !== undefined);
      const right = shows && equal(command.data, toUtf8(was.value));
      if (is.value !== was.value || is.triesLeft > was.triesLeft) {
        assert.equal(status, 0x9000, 'a refused command gives nothing');
        assert.equal(is.triesLeft, PIN_RULES[name].tries);
      }
      if (is.value !== was.value)
        assert(changes && this.shown.has(name), `${name} changed by whom it is not`);
      else if (is.triesLeft > was.triesLeft) assert(right || (changes && this.shown.has(name)), 'a free try');
      else if (is.triesLeft < was.triesLeft) {
        this.#judgeLoss(was.triesLeft, is.triesLeft, status, shows, failed);
        // A try takes back what was shown before it, unless it is right to the end.
        this.shown.delete(name);
      }
      assert.equal(PIN_RULES[name].application, this.application, 'a PIN of another application');
    }
    if (shows && status === 0x9000) {
      const right = PIN_NAMES.some((name) => this.#isRight(name, command.data, before));
      assert(right, 'a wrong PIN is never right');
    }
  }

  #judgeLoss(was: number, is: number, status: number, shows: boolean, failed: boolean): void {
    assert(shows, 'only VERIFY costs a try');
    assert.equal(is, was - 1);
    assert.equal(status, failed ? 0x6581 : 0x63c0 + is, 'the answer tells what is left');
  }

  #isRight(name: PinName, given: Uint8Array, memory: PinMemory): boolean {
    const record = memory[name];
    return (
      PIN_RULES[name].application === this.application &&
      record !== undefined &&
      equal(given, toUtf8(record.value))
    );
  }

  #follow({ cla, ins, p1, data }: DecodedCommand, before: PinMemory): void {
    if (cla === 0x80 && ins === 0xae) this.messageCount = 1;
    if (cla !== 0) return;
    if (ins === 0xa4 && p1 === 4) {
      this.forget();
      this.application = AIDS[toHex(data)] ?? 'masterFile';
    }
    if (ins !== 0x20 || data.length === 0) return;
    for (const name of PIN_NAMES) if (this.#isRight(name, data, before)) this.shown.add(name);
  }

  #judgeSecrets(command: DecodedCommand | undefined, answer: Uint8Array): void {
    if (answer.length === 2) return;
    const count = (this.messageCount ?? 0) - 1;
    const visible = command?.cla === 8 && count > 0 ? opened(answer.subarray(0, -2), count) : answer;
    for (const text of visible === answer ? [toHex(answer)] : [toHex(answer), toHex(visible)]) {
      if (!text.includes('c0ffee')) continue;
      for (const name of Object.keys(SECRETS) as SecretName[]) {
        if (text.includes(SECRETS[name])) this.#judgeSecret(name);
      }
    }
  }

  #judgeSecret(name: SecretName): void {
    const keys = GUARDS[name].filter((guard) => this.shown.has(guard));
    assert(keys.length > 0, `${name} seen without any of its secrets`);
    if (keys.length === 1) this.seen.add(`${name} by ${keys[0]}`);
  }
}

function decoded(bytes: Uint8Array): DecodedCommand | undefined {
  try {
    return decodeCommand(bytes);
  } catch {
    return undefined;
  }
}

/** What an object `86` says under this count; nothing where it is none. */
function opened(object: Uint8Array, count: number): Uint8Array {
  const header = /^86(?:82....|81..|..)01/.exec(toHex(object.subarray(0, 6)))?.[0] ?? '';
  const hidden = object.subarray(header.length / 2);
  if (header === '' || hidden.length === 0 || hidden.length % 16 !== 0) return new Uint8Array();
  const block = Buffer.alloc(16);
  block.writeUInt32BE(count, 12);
  const vector = createCipheriv('aes-128-ecb', KEY, null).setAutoPadding(false).update(block);
  const plain = createDecipheriv('aes-128-cbc', KEY, vector).setAutoPadding(false).update(hidden);
  return fromHex(plain.toString('hex').replace(/80(00)*$/, ''));
}
