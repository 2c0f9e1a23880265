import { concat, fromHex, toUtf8 } from '@kazasu/bytes';
import { PIN_RULES, type PinName } from '../../../pin.ts';
import type { PinMemory } from '../../index.ts';
import { terminal } from '../messaging.ts';
import type { ApplicationName } from './observer.ts';
import type { Chance } from './random.ts';

const SELECTS: { readonly [name in ApplicationName]: string } = {
  jpki: '00a4040c0ad392f000260100000001',
  text: '00a4040c0ad3921000310001010408',
  surface: '00a4040c0ad3921000310001010402',
  juki: '00a4040c0ad3921000310001010401',
  common: '00a4040c0ad3921000310001010100',
  masterFile: '00a4040c07a0000001510000',
};

/** Where there is more to find, the fuzzing goes more often. */
const VISITS: readonly ApplicationName[] = [
  ...(['text', 'text', 'text', 'text', 'surface', 'surface', 'jpki', 'jpki'] as const),
  ...(['juki', 'common', 'masterFile'] as const),
];

/** A delivery that the fuzzed chip "decrypts": see world.ts. */
export const SEED = 'abcdef00112233445566778899aabbcc'.repeat(2);
const SET_SESSION_KEY = `80ae0000000100a0228020${SEED}${'00'.repeat(220)}`;

const SIGN = `33${'00'.repeat(51)}00`;
const HASH = `20${'00'.repeat(32)}00`;

/** Commands that get somewhere, by the application in which they do. */
const TEMPLATES: { readonly [name in ApplicationName]: readonly string[] } = {
  jpki: [
    '00b0810000',
    '00b08100000000',
    '00a4020c020001',
    '00a4020c020018',
    '00a4020c02001b',
    '0020009b06414141414141',
    '002000980430303030',
    '002401980439393939',
    '0024019804393941ff',
    '0024019b06414141414143',
    `802a0097${SIGN}`,
    `802a009a${SIGN}`,
    `802a0397${SIGN}`,
    `802a049a${HASH}`,
    `802a049a${SIGN}`,
    '0088009701aa00',
    '80a2000001aa00',
  ],
  text: [
    ...[1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 6, 7, 6, 7].map((file) => `00b08${file}0000`),
    '00b08200000000',
    '00a4020c020002',
    '002000910430303030',
    '002000940c303030303030303030303030',
    '002000950e3030303030303030303030303030',
    '002000920431323334',
    '00200092',
    '002401910439393939',
    `802a0000${SIGN}`,
    ...Array<string>(4).fill(SET_SESSION_KEY),
    '80ae0000000100'.padEnd(526, '11'),
  ],
  surface: [
    ...[1, 2, 3, 4, 5, 6, 1, 2, 5].map((file) => `00b08${file}0000`),
    '00a4020c020005',
    '0020009106303030303030',
    '002000930c303030303030303030303030',
    '002000920e3030303030303030303030303030',
    '0024019106303030303030',
    `802a0000${SIGN}`,
    '80ae0000',
  ],
  juki: ['00b2011400', '0020009c0430303030', '8032009c0439393939', '0024019c0439393939', SET_SESSION_KEY],
  common: [
    '00b2010c00',
    '00b2020c00',
    '0088009908010203040506070800',
    '0020009c0430303030',
    '8032009c0439393939',
    '80ae0000',
  ],
  masterFile: ['00ca00f000', '00ca5f5100', '00ca00f800', '00a40000', '00a4000c023f00', '80ae0000'],
};

/** Commands that mean something everywhere, and those that mean nothing anywhere. */
const ANYWHERE = [
  '00a404000ad392f00026010000000100',
  '00b0000000',
  '00b0000001',
  '00b2010400',
  '00200080',
  '0020008000',
  '002000800430303030',
  '00240180',
  '0084000008',
  '00840000000010',
  '80fc0000',
  '00a40000',
  '80320080',
  '08b08100059603000000',
  '08a4020c020001',
  '04b0810000',
  '0cb0810000',
  'a0b0810000',
  '01b0810000',
  '00b07f0001',
  '802a0080',
];

const PINS_OF: { readonly [name in ApplicationName]: readonly PinName[] } = {
  jpki: ['authentication', 'signature'],
  text: ['text', 'textNumberA', 'textNumberB'],
  surface: ['surfaceBirthdate', 'surfaceNumberA', 'surfaceNumberB'],
  juki: ['juki'],
  common: ['common'],
  masterFile: [],
};

export interface Situation {
  readonly application: ApplicationName;
  readonly memory: PinMemory;
  /** The number of the next secure message, as far as the observer can tell. */
  readonly messageCount: number | undefined;
  readonly anythingShown: boolean;
  /** Whether right PINs may be shown. */
  readonly withRightPins: boolean;
}

/** One command, as likely to get far from here as not. */
export function nextCommand(chance: Chance, situation: Situation): Uint8Array {
  const die = chance.below(100);
  if (die < 6) return fromHex(SELECTS[chance.pick(VISITS)]);
  if (die < 47) return fromHex(chance.pick(TEMPLATES[situation.application]));
  if (die < 58) return fromHex(chance.pick(ANYWHERE));
  if (die < 70) return mutated(chance, fromHex(chance.pick(TEMPLATES[situation.application])));
  if (die < 82) return pinFor(chance, situation);
  if (die < 85) return wrongPin(chance, situation);
  if (die < 96 && situation.messageCount !== undefined) return hidden(chance, situation);
  return chance.octets(chance.below(24));
}

/** Seldom a second right PIN: what one of them opens alone would rarely be tried. */
function pinFor(chance: Chance, situation: Situation): Uint8Array {
  const right = situation.withRightPins && (!situation.anythingShown || chance.onceIn(4));
  return right ? rightPin(chance, situation) : wrongPin(chance, situation);
}

function mutated(chance: Chance, bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let changes = 1 + chance.below(3); changes > 0; changes--) {
    copy[chance.below(Math.min(copy.length, 40))] = chance.below(256);
  }
  return chance.onceIn(8) ? copy.subarray(0, chance.below(copy.length)) : copy;
}

function verify(name: PinName, value: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(0, 0x20, 0, 0x80 + PIN_RULES[name].file, value.length), value);
}

function rightPin(chance: Chance, { application, memory }: Situation): Uint8Array {
  const names = PINS_OF[application];
  if (names.length === 0) return fromHex('0084000001');
  const name = chance.pick(names);
  return verify(name, toUtf8(memory[name]?.value ?? ''));
}

/** Never the value of a PIN: those of the world contain no 0 next to a 0, and changed ones none either. */
function wrongPin(chance: Chance, { application }: Situation): Uint8Array {
  const names = PINS_OF[application];
  if (names.length === 0) return fromHex('0084000001');
  const value = concat(chance.octets(1 + chance.below(15)), Uint8Array.of(0x30, 0x30));
  return verify(chance.pick(names), value);
}

function hidden(chance: Chance, { memory, messageCount, withRightPins }: Situation): Uint8Array {
  const side = terminal(Buffer.from(SEED, 'hex'));
  side.counter = (messageCount ?? 1) + (chance.onceIn(6) ? 1 : 0);
  const name = chance.pick(PINS_OF.text);
  const value = withRightPins ? (memory[name]?.value ?? '') : '000';
  const hex = chance.pick([
    () => side.read(`8${chance.below(9)}00`, chance.below(3) * 16),
    () => side.read('0000', 0),
    () => side.hide('a4020c', Buffer.of(0, chance.below(9))),
    () => '0cb08100059603000000',
    () => side.hide(`2000${(0x80 + PIN_RULES[name].file).toString(16)}`, Buffer.from(value)),
  ])();
  const command = fromHex(hex.replaceAll(' ', ''));
  return chance.onceIn(12) ? mutated(chance, command) : command;
}
