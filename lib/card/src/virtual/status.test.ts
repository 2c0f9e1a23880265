import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIVERGENCES } from '../divergences.ts';
import { STATUS } from '../status.ts';
import {
  SELECT_COMMON,
  SELECT_JPKI,
  SELECT_TEXT,
  testCard,
  VERIFY_AUTHENTICATION,
  VERIFY_TEXT,
} from './testing/card.ts';
import { openChannel } from './testing/messaging.ts';

/** For each status word a command that is answered with it, in the JPKI application. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  9000: [SELECT_JPKI],
  '63c0': ['00200098 04 30303030', '00200098 04 30303030', '00200098 04 30303030'],
  6700: ['00b086'],
  6881: ['01b0860001'],
  6882: ['08a4020c 020006'],
  6981: ['00200086'],
  6982: ['00b0810001'],
  6984: Array<string>(4).fill('00200098 04 30303030'),
  6986: ['00200080'],
  6987: [SELECT_TEXT, VERIFY_TEXT, openChannel(), '0cb0820000'],
  6988: [SELECT_TEXT, VERIFY_TEXT, openChannel(), '08200091 04 35363738'],
  '66f1': [SELECT_COMMON, '80ae0000'],
  '69fc': ['08b0820000'],
  '6a83': [SELECT_COMMON, '00b2020c00'],
  '6a80': [VERIFY_AUTHENTICATION, '00240198 04 39393941'],
  '6a82': ['00a4020c020099'],
  '6a86': ['00200180'],
  '6a88': ['00200087'],
  '6b00': ['00b0887f01'],
  '6d00': ['80ca00f200'],
  '6e00': ['a0b0860001'],
};

const word = (status: number) => status.toString(16).padStart(4, '0');

test('every status word of the facts is answered somewhere, or said not to be', () => {
  const never = DIVERGENCES.statusNeverAnswered.value.match(/\b6[0-9A-F]{3}\b/g) ?? [];
  // A memory without power and a key that fails: see pin-sign.test.ts.
  const elsewhere = [word(STATUS.memoryFailure), word(STATUS.conditions)];
  assert.deepEqual(
    Object.values(STATUS).map(word).sort(),
    [...Object.keys(COMMANDS), ...elsewhere, ...never.map((text) => text.toLowerCase())].sort(),
  );
  for (const [expected, commands] of Object.entries(COMMANDS)) {
    const { send } = testCard();
    send(SELECT_JPKI);
    assert.equal(commands.map(send).at(-1)?.slice(-4), expected, expected);
  }
});
