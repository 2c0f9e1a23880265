import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { fromBase64, toHex } from '@kazasu/bytes';
import { ERRANDS } from './client/errands.ts';
import type { OwnReaderResult } from './client/own-reader.ts';
import { missingForCards, missingForReaders } from './peers.ts';
import { openRig, type Rig } from './rig.ts';

const missing = missingForCards() || (await missingForReaders());
const CLIENT = join(import.meta.dirname, 'client');

describe('our PC/SC transport and reader on a card behind pcscd', { skip: missing }, () => {
  let rig: Rig;
  let image: CardImage;
  let result: OwnReaderResult;

  before(async () => {
    rig = await openRig();
    image = await rig.insert({ slot: 1, card: 'hanako', atr: 'contactless' });
    const imageFile = join(rig.folder, 'image.json');
    await writeFile(imageFile, JSON.stringify(image));
    const { stdout } = await rig.succeed(process.execPath, [
      join(CLIENT, 'own-reader.ts'),
      imageFile,
      '00 01',
    ]);
    result = JSON.parse(stdout);
  });
  after(() => rig?.close());

  test('both places of the reader are listed, and the card is found by a part of its reader’s name', () => {
    assert.equal(result.readers.length, 2);
    assert.equal(result.readers[0]?.atr, undefined);
    assert.deepEqual(result.readers[1], { name: result.reader, atr: '3b88800100000000338181003a' });
    assert.match(result.reader, /Virtual PCD 00 01$/);
    assert.equal(result.atr, '3b88800100000000338181003a');
  });

  test('every method of a card has an errand', () => {
    assert.deepEqual(Object.keys(ERRANDS).sort(), [...result.methods].sort());
  });

  for (const name of Object.keys(ERRANDS)) {
    test(`${name} brings what was written into the card`, () => {
      assert.equal(result.errands[name], 'passed');
    });
  }

  test('extended commands pass in both directions', () => {
    const certificate = toHex(fromBase64(image.jpki.authenticationCertificate));
    assert.equal(result.extended.wholeFile, `${certificate}9000`);
    assert.equal(result.extended.part, `${certificate.slice(0, 2048)}9000`);
    assert.equal(result.extended.verify, '9000');
    assert.equal(result.extended.signature?.length, 2 * 258);
    assert.equal(result.extended.signature?.slice(-4), '9000');
  });
});
