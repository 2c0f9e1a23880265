import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { fromBase64, toHex } from '@kazasu/bytes';
import { requireSignature } from './openssl.ts';
import { missingForCards, pkcs11Module } from './peers.ts';
import { openRig, type Rig } from './rig.ts';

/** OpenSC's expectations of a JPKI card are its driver's (card-jpki.c, pkcs15-jpki.c); nobody there knows of this card. */
describe('OpenSC on a virtual card through pcscd', { skip: missingForCards() }, () => {
  let rig: Rig;
  let image: CardImage;
  let message = '';
  let signature = '';

  before(async () => {
    rig = await openRig();
    image = await rig.insert({ slot: 0, card: 'hanako', atr: 'contact' });
    message = join(rig.folder, 'message');
    signature = join(rig.folder, 'signature');
    await writeFile(message, 'signed by software of others\n');
  });
  after(() => rig?.close());

  /** Without the variable OpenSC has to find out for itself what lies there. */
  const JPKI = { OPENSC_DRIVER: 'jpki' };

  async function triesLeft(): Promise<(string | undefined)[]> {
    const { stdout } = await rig.succeed('pkcs15-tool', ['--list-pins'], JPKI);
    return [...stdout.matchAll(/Tries left\s*: (\d+)/g)].map(([, tries]) => tries);
  }

  function pkcs11(...args: string[]) {
    return rig.run('pkcs11-tool', ['--module', pkcs11Module(), ...args], JPKI);
  }

  test('the card is recognised by its ATR, with its driver named and without', async () => {
    assert.equal((await rig.succeed('opensc-tool', ['--name'], JPKI)).stdout.trim(), 'jpki');
    assert.equal((await rig.succeed('opensc-tool', ['--name'])).stdout.trim(), 'jpki');
    const { stdout } = await rig.succeed('opensc-tool', ['--atr']);
    assert.equal(stdout.trim(), '3b:e0:00:ff:81:31:fe:45:14');
  });

  test('on a contactless reader it is recognised by its application, after thirty probes of other drivers', async () => {
    await rig.remove(0);
    await rig.insert({ slot: 0, card: 'hanako', atr: 'contactless' });
    assert.equal((await rig.succeed('opensc-tool', ['--name'])).stdout.trim(), 'jpki');
    const { stdout } = await rig.succeed('pkcs15-tool', ['--list-pins']);
    assert.match(stdout, /User Authentication PIN[\s\S]*Digital Signature PIN/);
    await rig.remove(0);
    await rig.insert({ slot: 0, card: 'hanako', atr: 'contact' });
  });

  test('its own commands reach the card: select, select, read', async () => {
    const commands = [
      '00:A4:04:0C:0A:D3:92:F0:00:26:01:00:00:00:01',
      '00:A4:02:0C:02:00:06',
      '00:B0:00:00:20',
    ];
    const { stdout } = await rig.succeed(
      'opensc-tool',
      commands.flatMap((command) => ['--send-apdu', command]),
      JPKI,
    );
    assert.equal(stdout.match(/SW1=0x90, SW2=0x00/g)?.length, 3);
    const octets = [...stdout.matchAll(/^((?:[0-9A-F]{2} )+)/gm)].map(([, row]) => row).join('');
    const expected = toHex(fromBase64(image.jpki.tokenInformation).subarray(0, 32));
    assert.equal(octets.replaceAll(' ', '').toLowerCase(), expected);
  });

  test('a dump shows both PINs, four keys and four certificates', async () => {
    const { stdout } = await rig.succeed('pkcs15-tool', ['--dump'], JPKI);
    assert.deepEqual(stdout.match(/^\S.* \[.*\]$/gm), [
      'PIN [User Authentication PIN]',
      'PIN [Digital Signature PIN]',
      'Private RSA Key [User Authentication Key]',
      'Private RSA Key [Digital Signature Key]',
      'Public RSA Key [User Authentication Public Key]',
      'Public RSA Key [Digital Signature Public Key]',
      'X.509 Certificate [User Authentication Certificate]',
      'X.509 Certificate [Digital Signature Certificate]',
      'X.509 Certificate [User Authentication Certificate CA]',
      'X.509 Certificate [Digital Signature Certificate CA]',
    ]);
    assert.match(stdout, /^PKCS#15 Card \[JPKI\]:/);
    assert.deepEqual(stdout.match(/min_len:\d+, max_len:\d+/g), [
      'min_len:4, max_len:4',
      'min_len:6, max_len:16',
    ]);
    assert.deepEqual(
      [...stdout.matchAll(/Path\s*: (\w+)/g)].map(([, path]) => path),
      [...['000a', '0001', '000a', '0001', '000b', '0002']],
    );
    const serials = [...stdout.matchAll(/Encoded serial : 02 \w\w (\w+)/g)].map(([, serial]) => serial);
    const { jpki } = image;
    const free = [
      jpki.authenticationCertificate,
      jpki.authenticationCaCertificate,
      jpki.signatureCaCertificate,
    ];
    assert.deepEqual(
      serials,
      free.map((der) => new X509Certificate(fromBase64(der)).serialNumber),
    );
  });

  test('to look at the PINs costs no try', async () => {
    assert.deepEqual(await triesLeft(), ['3', '5']);
    assert.deepEqual(await triesLeft(), ['3', '5']);
  });

  test('the free certificates are read byte for byte, without a PIN', async () => {
    const { jpki } = image;
    const files = {
      '01': jpki.authenticationCertificate,
      '03': jpki.authenticationCaCertificate,
      '04': jpki.signatureCaCertificate,
    };
    for (const [id, expected] of Object.entries(files)) {
      const { stdout } = await rig.succeed('pkcs15-tool', ['--read-certificate', id], JPKI);
      assert.deepEqual(new X509Certificate(stdout).raw, Buffer.from(fromBase64(expected)), id);
    }
  });

  test('the certificate with name and address is behind its password, also for the next program', async () => {
    const locked = await rig.run('pkcs15-tool', ['--read-certificate', '02'], JPKI);
    assert.notEqual(locked.status, 0);
    const open = ['--verify-pin', '--auth-id', '02', '--pin', 'ABC123', '--read-certificate', '02'];
    const { stdout } = await rig.succeed('pkcs15-tool', open, JPKI);
    const pem = stdout.slice(stdout.indexOf('-----BEGIN'));
    assert.deepEqual(
      new X509Certificate(pem).raw,
      Buffer.from(fromBase64(image.jpki.signatureCertificate ?? '')),
    );
    const again = await rig.run('pkcs15-tool', ['--read-certificate', '02'], JPKI);
    assert.notEqual(again.status, 0);
    assert.match(again.stderr, /Certificate read failed/);
  });

  test('its PKCS#11 module shows two tokens', async () => {
    const { stdout } = await pkcs11('--list-slots');
    assert.deepEqual(
      [...stdout.matchAll(/token label\s*: (.*\S)/g)].map(([, label]) => label),
      ['JPKI (User Authentication PIN)', 'JPKI (Digital Signature PIN)'],
    );
  });

  test('both keys sign through PKCS#11, and OpenSSL verifies with the certificates', async () => {
    const { jpki } = image;
    const keys = [
      { slot: '0', pin: '1234', id: '01', certificate: jpki.authenticationCertificate },
      { slot: '1', pin: 'ABC123', id: '02', certificate: jpki.signatureCertificate },
    ];
    for (const { slot, pin, id, certificate } of keys) {
      const files = ['--input-file', message, '--output-file', signature];
      const { status, stderr } = await pkcs11(
        ...['--slot', slot, '--login', '--pin', pin, '--sign', '--id', id, '-m', 'SHA256-RSA-PKCS', ...files],
      );
      assert.equal(status, 0, stderr);
      await requireSignature(rig.folder, certificate, message, signature);
      await assert.rejects(
        requireSignature(rig.folder, jpki.authenticationCaCertificate, message, signature),
        'the check can fail',
      );
    }
  });

  test('pkcs15-crypt signs a hash', async () => {
    const hash = join(rig.folder, 'hash');
    await writeFile(hash, createHash('sha256').update('signed by software of others\n').digest());
    const how = ['--sign', '--key', '01', '--pin', '1234', '--sha-256', '--pkcs1'];
    await rig.succeed('pkcs15-crypt', [...how, '--input', hash, '--output', signature], JPKI);
    assert.equal((await stat(signature)).size, 256);
    await requireSignature(rig.folder, image.jpki.authenticationCertificate, message, signature);
  });

  test("the module's own test suite finds nothing wrong", async () => {
    const { status, stdout, stderr } = await pkcs11('--slot', '0', '--test', '--login', '--pin', '1234');
    const all = stdout + stderr;
    assert.equal(status, 0, all);
    assert.match(all, /^No errors$/m);
    assert.match(all, /all 4 signature functions seem to work/);
    assert.match(all, /SHA256-RSA-PKCS: OK/);
    assert.doesNotMatch(all, /ERR:/);
  });

  test('a wrong PIN costs a try, a right one gives them all back, three wrong ones block', async () => {
    const verify = (pin: string) =>
      rig.run('pkcs15-tool', ['--verify-pin', '--auth-id', '01', '--pin', pin], JPKI);
    const wrong = await verify('0000');
    assert.notEqual(wrong.status, 0);
    assert.match(wrong.stderr + wrong.stdout, /PIN code or key incorrect/);
    assert.deepEqual(await triesLeft(), ['2', '5']);
    assert.equal((await verify('1234')).status, 0);
    assert.deepEqual(await triesLeft(), ['3', '5']);
    for (let i = 0; i < 3; i++) await verify('0000');
    assert.deepEqual(await triesLeft(), ['0', '5']);
    const blocked = await verify('1234');
    assert.notEqual(blocked.status, 0);
    assert.match(blocked.stderr + blocked.stdout, /not usable|blocked/i);
    await rig.remove(0);
    await rig.insert({ slot: 0, card: 'hanako', atr: 'contact' });
    assert.deepEqual(await triesLeft(), ['0', '5'], 'also after the card left the reader');
  });
});
