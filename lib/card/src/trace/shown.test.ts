import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex } from '@kazasu/bytes';
import { createHash } from '../crypto.ts';
import { SELECT_JPKI, SELECT_SURFACE, SELECT_TEXT } from '../virtual/testing/card.ts';
import { tracedCard } from './index.ts';

/** What is shown of the last answer where a card answers so. */
function shown(exchanges: readonly (readonly [command: string, answer: string])[]): string | undefined {
  const responses: (string | undefined)[] = [];
  const answers = exchanges.map(([, answer]) => fromHex(answer));
  const card = { transmit: () => answers.shift() ?? new Uint8Array(), reset: () => {} };
  const traced = tracedCard(card, ({ response }) => responses.push(response));
  for (const [command] of exchanges) traced.transmit(fromHex(command));
  return responses.at(-1);
}

test('an open file is shown where it is certain to be the current one, and only then', () => {
  const jpki = [SELECT_JPKI, '9000'] as const;
  const read = ['00b0000002', 'a2a29000'] as const;
  const file = ['00a4020c02000b', '9000'] as const;
  const cases: readonly (readonly [string, string | undefined, readonly (readonly [string, string])[]])[] = [
    ['selected', 'A2A2', [jpki, file, read]],
    ['named', 'A2A2', [jpki, ['00b08b0002', 'a2a29000']]],
    ['current since it was named', 'A2A2', [jpki, ['00b08b0002', 'a2a29000'], read]],
    [
      'named while a closed one is current',
      'A2A2',
      [jpki, ['00a4020c020001', '9000'], ['00b08b0002', 'a2a29000']],
    ],
    ['after that', '[2 bytes]', [jpki, ['00a4020c020001', '9000'], ['00b08b0002', 'a2a29000'], read]],
    ['after a refused name', '[2 bytes]', [jpki, file, ['00b08b0002', '6982'], read]],
    ['behind a warning', '[2 bytes]', [jpki, file, ['00b0000002', 'a2a26282']]],
    ['in a message', '[2 bytes]', [jpki, file, ['0cb0000002', 'a2a29000']]],
    ['named with bits of no meaning', '[2 bytes]', [jpki, ['00b0cb0002', 'a2a29000']]],
    ['the next file of a number', '[2 bytes]', [jpki, ['00a4020e02000b', '9000'], read]],
    [
      'the next application of a name',
      '[2 bytes]',
      [[SELECT_JPKI.replace('040c', '040e'), '9000'], file, read],
    ],
    ['an application selected in a message', '[2 bytes]', [jpki, ['0ca4040c02000b', '9000'], file, read]],
    ['anywhere in the tree', '[2 bytes]', [jpki, ['00a4000c02000b', '9000'], read]],
    ['an application of a masked name', '[2 bytes]', [jpki, ['00a4040c054142434445', '9000'], file, read]],
    ['after an unknown instruction', '[2 bytes]', [jpki, file, ['00e0000000', '6d00'], read]],
    ['after half an answer', '[2 bytes]', [jpki, file, ['00b0000002', '90'], read]],
    ['fetched later', '[2 bytes]', [jpki, file, ['00b0000002', '6102'], ['00c0000002', 'a2a29000']]],
  ];
  for (const [name, expected, exchanges] of cases) assert.equal(shown(exchanges), expected, name);
});

test('what names the municipality is masked wherever it stands', () => {
  const read = ['00b0000002', 'eeee9000'] as const;
  const at = (application: string, file: string) =>
    shown([[application, '9000'], [`00a4020c02${file}`, '9000'], read]);
  assert.equal(at(SELECT_TEXT, '0005'), 'EEEE');
  assert.equal(at(SELECT_TEXT, '0004'), '[2 bytes]');
  for (const file of ['0003', '0004']) assert.equal(at(SELECT_SURFACE, file), '[2 bytes]');
  for (const tag of ['00f0', '7f21']) assert.equal(shown([[`00ca${tag}00`, 'eeee9000']]), '[2 bytes]');
  for (const tag of ['0042', '00f7', '00f8']) assert.equal(shown([[`00ca${tag}00`, 'eeee9000']]), 'EEEE');
});

test('of what is signed a hash is shown, and no message', () => {
  const info = (algorithm: string) => createHash(algorithm).update('').digest('hex');
  const prefixes: readonly (readonly [string, string])[] = [
    ['sha1', '3021300906052b0e03021a05000414'],
    ['sha256', '3031300d060960864801650304020105000420'],
    ['sha384', '3041300d060960864801650304020205000430'],
    ['sha512', '3051300d060960864801650304020305000440'],
  ];
  const command = (p1: number, data: string) => {
    const commands: (string | undefined)[] = [];
    const card = { transmit: () => Uint8Array.of(0x6a, 0x88), reset: () => {} };
    const header = `802a${hexByte(p1)}80${hexByte(data.length / 2)}`;
    tracedCard(card, (entry) => commands.push(entry.command)).transmit(fromHex(`${header}${data}00`));
    return commands[0]?.includes(data.toUpperCase());
  };
  for (const [algorithm, prefix] of prefixes) {
    const digestInfo = prefix + info(algorithm);
    assert.equal(command(0, digestInfo), true, algorithm);
    assert.equal(command(0, `${digestInfo}00`), false, `${algorithm} and more`);
    for (const p1 of [1, 2, 3, 4, 5, 6])
      assert.equal(command(p1, digestInfo), false, `${algorithm} as form ${p1}`);
  }
  const hash = info('sha256');
  for (const p1 of [2, 4]) assert.equal(command(p1, hash), true, `form ${p1}`);
  for (const p1 of [0, 1, 3, 5]) assert.equal(command(p1, hash), false, `form ${p1}`);
  for (const p1 of [2, 4]) assert.equal(command(p1, `${hash}00`), false, `form ${p1} of 33 bytes`);
});

function hexByte(value: number): string {
  return value.toString(16).padStart(2, '0');
}
