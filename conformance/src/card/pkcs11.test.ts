import assert from 'node:assert/strict';
import { verify, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { fromBase64 } from '@kazasu/bytes';
import { missingForCards, missingForPkcs11, pkcs11Module } from './peers.ts';
import { openRig, type Rig } from './rig.ts';

const missing = missingForCards() || (await missingForPkcs11());

describe('a program that speaks PKCS#11', { skip: missing }, () => {
  let rig: Rig;
  let image: CardImage;

  before(async () => {
    rig = await openRig();
    image = await rig.insert({ slot: 0, card: 'hanako', atr: 'contact' });
  });
  after(() => rig?.close());

  test('sees two tokens, signs with each, and sees the certificate with the name only after the password', async () => {
    const program = join(import.meta.dirname, 'client/pkcs11.ts');
    const words = [program, pkcs11Module(), '1234', 'ABC123'];
    const { stdout } = await rig.succeed(process.execPath, words, { OPENSC_DRIVER: 'jpki' });
    const tokens = JSON.parse(stdout);
    assert.deepEqual(
      tokens.map((token: { label: string }) => token.label),
      ['JPKI (User Authentication PIN)', 'JPKI (Digital Signature PIN)'],
    );
    const { authenticationCertificate, signatureCertificate = '' } = image.jpki;
    [authenticationCertificate, signatureCertificate].forEach((certificate, i) => {
      const key = new X509Certificate(fromBase64(certificate)).publicKey;
      const signature = Buffer.from(tokens[i].signature, 'base64');
      assert(verify('sha256', Buffer.from('signed through PKCS#11'), key, signature), `token ${i}`);
    });
    assert(tokens[0].before.includes(authenticationCertificate));
    assert(!tokens[1].before.includes(signatureCertificate));
    assert(tokens[1].after.includes(signatureCertificate));
  });
});
