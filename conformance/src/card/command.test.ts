import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CardImage, secretsOf } from '@kazasu/authority/api';
import { openTypeface, somebody, testAuthority, VERIFIER } from '@kazasu/authority/testing';
import { freshPins } from '@kazasu/card/virtual';
import { requireSignature } from './openssl.ts';
import { missingForCards, missingForReaders } from './peers.ts';
import { openRig, type Rig } from './rig.ts';

const missing = missingForCards() || (await missingForReaders());
const KAZASU = resolve(import.meta.dirname, '../../../apps/cli/bin/kazasu.js');
const PINS = { authentication: '1234', signature: 'ABC123', text: '5678' };
const MESSAGE = 'signed through a reader\n';
const READER = ['--reader', 'Virtual PCD 00 00'];
const JPKI = { OPENSC_DRIVER: 'jpki' };
/** A card that pcscd does not see by then is put on anew, as a person would. */
const SEEN_LIMIT = 4_000;
const ATTEMPTS = 3;

/** `kazasu card serve` holds the card; OpenSC and `kazasu card … --reader` find it through pcscd. */
describe('the card commands at a reader', { skip: missing }, () => {
  let rig: Rig;
  let image: CardImage;
  let message = '';
  let file = '';

  before(async () => {
    rig = await openRig();
    const authority = await testAuthority({ typeface: openTypeface() });
    image = await authority.personalise({ resident: somebody(), options: { pins: PINS } });
    message = join(rig.folder, 'message');
    file = join(rig.folder, 'hanako.card');
    const card = { kind: 'kazasu-card', version: 1, image, pins: freshPins(secretsOf(image)) };
    await writeFile(file, JSON.stringify(card), { mode: 0o600 });
    await writeFile(
      join(rig.folder, 'issuers.json'),
      await (await authority.ask(VERIFIER, '/v1/trust')).text(),
    );
    await writeFile(message, MESSAGE);
    await serve();
  });
  after(() => rig?.close());

  const kazasu = (...typed: string[]) => rig.run(process.execPath, [KAZASU, 'card', ...typed]);

  /** At the reader; the answer that programs get. */
  async function answer(...typed: string[]) {
    const ran = await kazasu(...typed, ...READER, '--json');
    assert.equal(ran.status, 0, ran.stderr);
    return JSON.parse(ran.stdout);
  }

  /** Runs beside the programs, and ends with the namespace or by `take`. */
  async function serve(): Promise<void> {
    const log = join(rig.folder, 'serve.log');
    const line = '"$0" "$1" card serve --card "$2" >"$3" 2>&1 & echo $! >"$4"';
    const pid = join(rig.folder, 'serve.pid');
    for (let attempt = 1; ; attempt++) {
      await rig.succeed('sh', ['-c', line, process.execPath, KAZASU, file, log, pid]);
      if (await seen(true)) return;
      assert.ok(attempt < ATTEMPTS, `pcscd does not see the card: ${readFileSync(log, 'utf8')}`);
      await take();
    }
  }

  async function take(): Promise<void> {
    await rig.succeed('sh', ['-c', 'kill -TERM "$(cat "$0")"', join(rig.folder, 'serve.pid')]);
    assert.ok(await seen(false), 'the card is off the reader');
  }

  async function seen(wanted: boolean): Promise<boolean> {
    const limit = AbortSignal.timeout(SEEN_LIMIT);
    for (;;) {
      const { stdout } = await rig.run('opensc-tool', ['--list-readers']);
      if (/^0\s+Yes\s/m.test(stdout) === wanted) return true;
      if (limit.aborted) return false;
      await sleep(50);
    }
  }

  test('the served card is what OpenSC reads and signs with', async () => {
    const { stdout } = await rig.succeed('pkcs15-tool', ['--dump'], JPKI);
    assert.equal(stdout.match(/^X\.509 Certificate \[/gm)?.length, 4);
    const hash = join(rig.folder, 'hash');
    const signature = join(rig.folder, 'signature');
    await writeFile(hash, createHash('sha256').update(MESSAGE).digest());
    const how = ['--sign', '--key', '01', '--pin', PINS.authentication, '--sha-256', '--pkcs1'];
    await rig.succeed('pkcs15-crypt', [...how, '--input', hash, '--output', signature], JPKI);
    await requireSignature(rig.folder, image.jpki.authenticationCertificate, message, signature);
  });

  test('list shows the readers without a town, and the card on the one', async () => {
    const { status, stdout } = await kazasu('list', '--town', 'http://localhost:1', '--json');
    assert.equal(status, 0);
    const { readers, box } = JSON.parse(stdout);
    assert.equal(box, null);
    assert.deepEqual(
      readers.map(({ atr }: { atr: string | null }) => atr),
      ['3be000ff8131fe4514', null],
    );
    assert.match(readers[0].name, /Virtual PCD 00 00$/);
  });

  test('info tells what lies there, also where no reader is named', async () => {
    const named = await answer('info');
    assert.match(named.where, /^reader .*Virtual PCD 00 00$/);
    assert.deepEqual([named.kind, named.atr], ['my-number', '3be000ff8131fe4514']);
    const { stdout } = await kazasu('info', '--json');
    assert.deepEqual(JSON.parse(stdout), named);
    const elsewhere = await kazasu('info', '--reader', 'Virtual PCD 00 01');
    assert.equal(elsewhere.status, 3);
    assert.match(elsewhere.stderr, /No card lies on a reader/);
  });

  test('the items and the face are those of the person', async () => {
    const { name, gender } = await answer('read', 'four-items', '--pin', PINS.text);
    assert.deepEqual([name, gender], ['見本　花子', '2']);
    const out = join(rig.folder, 'pictures');
    const face = await answer('read', 'face', '--pin', image.numbers.numberB, '--out', out);
    assert.equal(face.birthdate, '19880517');
    assert.equal(readdirSync(out).length, 4);
  });

  test('what the command signs is what OpenSSL verifies', async () => {
    const out = join(rig.folder, 'own-signature');
    const how = ['--key', 'signature', '--pin', PINS.signature, '--out', out, '--verify'];
    assert.equal((await answer('sign', message, ...how)).verified, true);
    assert.equal((await stat(out)).size, 256);
    await requireSignature(rig.folder, image.jpki.signatureCertificate, message, out);
  });

  test('verify finds the card genuine by the keys of its authority', async () => {
    const issuers = ['--issuers', join(rig.folder, 'issuers.json')];
    assert.equal((await answer('verify', '--pin', PINS.text, ...issuers)).genuine, true);
  });

  test('a try that OpenSC used is gone for the command too, and in the file', async () => {
    const wrong = await rig.run('pkcs15-tool', ['--verify-pin', '--auth-id', '02', '--pin', 'XYZ999'], JPKI);
    assert.notEqual(wrong.status, 0);
    assert.deepEqual((await answer('pin', 'status')).signature, { triesLeft: 4, triesMax: 5 });
    await take();
    assert.equal((await kazasu('info', ...READER)).status, 3);
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).pins.signature.triesLeft, 4);
  });
});
