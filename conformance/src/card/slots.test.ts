import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { fromBase64 } from '@kazasu/bytes';
import { missingForCards, pkcs11Module } from './peers.ts';
import { openRig, type Rig } from './rig.ts';

describe('two cards on one virtual reader', { skip: missingForCards() }, () => {
  let rig: Rig;
  let images: CardImage[] = [];
  const JPKI = { OPENSC_DRIVER: 'jpki' };

  before(async () => {
    rig = await openRig();
    images = await Promise.all([
      rig.insert({ slot: 0, card: 'hanako', atr: 'contact' }),
      rig.insert({ slot: 1, card: 'taro', atr: 'contactless' }),
    ]);
  });
  after(() => rig?.close());

  const read = (reader: number) =>
    rig.run('pkcs15-tool', ['--reader', String(reader), '--read-certificate', '01'], JPKI);

  const certificateOf = (image: CardImage | undefined) =>
    Buffer.from(fromBase64(image?.jpki.authenticationCertificate ?? ''));

  test('each answers for itself, also when both are read at once', async () => {
    const rounds = await Promise.all(Array.from({ length: 8 }, (_, i) => read(i % 2)));
    rounds.forEach(({ stdout, stderr }, i) => {
      assert.deepEqual(new X509Certificate(stdout || stderr).raw, certificateOf(images[i % 2]), `${i}`);
    });
    assert.notDeepEqual(certificateOf(images[0]), certificateOf(images[1]));
  });

  test('four tokens are there in PKCS#11', async () => {
    const { stdout } = await rig.succeed('pkcs11-tool', ['--module', pkcs11Module(), '--list-slots'], JPKI);
    assert.equal(stdout.match(/token label\s*: JPKI/g)?.length, 4);
  });

  test('a wrong PIN on one card costs the other nothing', async () => {
    await rig.run('pkcs15-tool', ['--reader', '0', '--verify-pin', '--auth-id', '01', '--pin', '0000'], JPKI);
    const tries = await Promise.all(
      [0, 1].map(async (reader) => {
        const { stdout } = await rig.succeed(
          'pkcs15-tool',
          ['--reader', String(reader), '--list-pins'],
          JPKI,
        );
        return /Tries left\s*: (\d+)/.exec(stdout)?.[1];
      }),
    );
    assert.deepEqual(tries, ['2', '3']);
  });

  test('one card goes and comes back while the other stays, again and again', async () => {
    for (let i = 0; i < 3; i++) {
      await rig.remove(0);
      assert.notEqual((await read(0)).status, 0);
      assert.equal((await read(1)).status, 0);
      await rig.insert({ slot: 0, card: 'hanako', atr: i % 2 === 0 ? 'contactless' : 'contact' });
      assert.deepEqual(new X509Certificate((await read(0)).stdout).raw, certificateOf(images[0]));
    }
  });
});
