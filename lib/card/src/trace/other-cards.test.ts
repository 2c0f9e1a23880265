import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { openLicence } from '../licence/index.ts';
import { testLicence } from '../licence/testing/licence.ts';
import { openResidenceCard } from '../residence/index.ts';
import { nodeTripleDes } from '../residence/node/index.ts';
import { CARD_NUMBER, testCard } from '../residence/testing/card.ts';
import { cardTransport, type VirtualCard } from '../virtual/index.ts';
import { type TraceEntry, tracedTransport, traceText } from './index.ts';

function traced(card: VirtualCard) {
  const entries: TraceEntry[] = [];
  const transport = tracedTransport(cardTransport(card), (entry) => entries.push(entry));
  const lines = () => entries.map(({ what, outcome }) => `${what} → ${outcome}`);
  return { entries, lines, transport };
}

/** Readable without a table beside it, and without a byte of what the card holds or was told. */
function assertNamed(entries: readonly TraceEntry[], secrets: readonly string[]): void {
  const text = entries.map(traceText).join('\n');
  assert.doesNotMatch(text, /unknown/);
  for (const secret of secrets) assert.ok(!text.includes(Buffer.from(secret).toString('hex').toUpperCase()));
  for (const { response } of entries) assert.match(response ?? '[', /^\[/);
}

test('a licence is read in sentences that know its PINs and files', async () => {
  const { entries, lines, transport } = traced(testLicence().card);
  const reader = openLicence(transport);
  await reader.readPinSetting();
  await reader.readPhoto(toUtf8('1234'), toUtf8('5678'));
  assert.deepEqual(lines().slice(0, 11), [
    'SELECT master file → ok',
    'SELECT EF 000A PIN setting or card type → ok',
    'READ BINARY offset 0, 256 bytes → 3 bytes',
    'SELECT master file → ok',
    'SELECT EF 0001 licence PIN 1 → ok',
    'VERIFY licence PIN 1 (tries left) → 63C3: 3 tries left',
    'VERIFY licence PIN 1 **** → ok',
    'SELECT EF 0002 licence PIN 2 → ok',
    'VERIFY licence PIN 2 (tries left) → 63C3: 3 tries left',
    'VERIFY licence PIN 2 **** → ok',
    'SELECT application licence photo → ok',
  ]);
  assert.equal(entries.at(-1)?.file, 'EF 0001 photo');
  await reader.readSigned(toUtf8('1234'), toUtf8('5678'));
  assertNamed(entries, ['1234', '5678']);
});

test('a residence card is read in sentences that know its number and files', async () => {
  const { entries, lines, transport } = traced(testCard());
  const random = (length: number) => new Uint8Array(length).fill(7);
  const reader = openResidenceCard(transport, { tripleDes: nodeTripleDes, random });
  await reader.readCommonData();
  const session = await reader.authenticate(toUtf8(CARD_NUMBER));
  await session.readPortrait();
  assert.deepEqual(lines().slice(0, 9), [
    'SELECT master file → ok',
    'READ BINARY EF 000B common data, offset 0, 256 bytes → 6 bytes',
    'READ BINARY EF 000A PIN setting or card type, offset 0, 256 bytes → 3 bytes',
    'SELECT master file → ok',
    'GET CHALLENGE 8 bytes → 8 bytes',
    'MUTUAL AUTHENTICATE 40 bytes → 40 bytes',
    'SM VERIFY card number **** → ok',
    'SELECT application residence front → ok',
    'SM READ BINARY EF 0006 portrait, offset 0, 65536 bytes → 1037 bytes',
  ]);
  await session.readPermissions();
  await session.readSignature();
  assertNamed(entries, [CARD_NUMBER]);
});
