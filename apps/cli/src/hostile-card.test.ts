import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { fromBase64, toBase64, toUtf8 } from '@kazasu/bytes';
import { encodeFace, type Face, myNumberCheckDigit, parseFace } from '@kazasu/card';
import { signFile } from './card/index.ts';
import { createPinSource } from './card/pin/index.ts';
import { type CardBench, JIRO, openCardBench, PINS, startKazasu } from './testing/index.ts';

let bench: CardBench;
before(async () => {
  bench = await openCardBench();
});
after(() => bench?.close());

// biome-ignore lint/suspicious/noExplicitAny: a card file is changed here in every way that a hostile one may be.
type Image = any;

/** A card that is Jiro's but for what is done to it. */
function forged(change: (image: Image) => void): string {
  const data = JSON.parse(readFileSync(bench.cardFile, 'utf8'));
  change(data.image);
  const path = bench.fresh('forged.card');
  writeFileSync(path, JSON.stringify(data), { mode: 0o600 });
  return path;
}

function forgedFace(change: (face: Face) => Partial<Face>): string {
  return forged(({ surface }) => {
    const face = parseFace(fromBase64(surface.face));
    surface.face = toBase64(encodeFace({ ...face, ...change(face) }, face.signature));
  });
}

const triesLeft = async (card: string) =>
  (await bench.json('pin', 'status', '--card', card)).authentication.triesLeft;

function document(): string {
  const path = bench.fresh('document');
  writeFileSync(path, 'signed');
  return path;
}

test('a name that holds sequences for a terminal shows them, in a table and in JSON', async () => {
  const card = forged(({ text }) => {
    const items = Buffer.from(text.fourItems, 'base64');
    Buffer.from('\u001b[2J\u009b').copy(items, items.indexOf('見本'));
    text.fourItems = items.toString('base64');
  });
  const read = ['card', 'read', 'four-items', '--card', card, '--pin', PINS.text];
  for (const typed of [read, [...read, '--json']]) {
    const command = startKazasu(typed, bench.env);
    assert.equal(await command.ended(), 0, command.said());
    assert.match(command.said(), /\\u001b\[2J\\u009b　次郎/);
    assert.doesNotMatch(command.said(), /[^\P{Cc}\n]/u);
  }
});

test('a card that shows another certificate than its own, or none, makes no signature that --verify passes', async () => {
  const another = forged(({ jpki }) => {
    jpki.authenticationCertificate = jpki.authenticationCaCertificate;
  });
  const none = forged(({ jpki }) => {
    jpki.authenticationCertificate = Buffer.from(`308202bc${'00'.repeat(700)}`, 'hex').toString('base64');
  });
  for (const card of [another, none]) {
    const path = document();
    const { code, err } = await bench.card(
      'sign',
      path,
      '--verify',
      '--card',
      card,
      '--pin',
      PINS.authentication,
    );
    assert.equal(code, 1);
    assert.match(err, /does not fit its own certificate/);
    assert.ok(!existsSync(`${path}.sig`));
  }
});

test('a PIN is overwritten when the certificate cannot be read before it is shown to the card', async () => {
  const card = forged(({ jpki }) => {
    jpki.authenticationCertificate = Buffer.alloc(400).fill(0).toString('base64');
  });
  const pin = toUtf8(PINS.authentication);
  const context = {
    terminal: { watched: false, out: () => {}, note: () => {}, bytes: () => {}, progress: () => {} },
    keyboard: { present: true, ask: async () => pin },
    readStdin: async () => new Uint8Array(),
  };
  const options = { key: 'authentication', verify: true, card, town: '' } as const;
  await assert.rejects(signFile(document(), options, context), { name: 'CommandProblem' });
  assert.ok(pin.every((key) => key === 0));
});

test('a new PIN is overwritten when the person gives up, or mistypes, the second time', async () => {
  const again = [() => Promise.reject(new Error('Ctrl+C')), async () => toUtf8('11x')];
  for (const second of again) {
    const first = toUtf8('1111');
    const answers = [async () => first, second];
    const pins = createPinSource({
      keyboard: { present: true, ask: () => (answers.shift() ?? assert.fail('asked too often'))() },
      readStdin: async () => new Uint8Array(),
      known: {},
    });
    await assert.rejects(pins.choose('text'));
    assert.ok(first.every((key) => key === 0));
  }
});

test('no try is used for a signature or a picture that has no place to go', async () => {
  const card = bench.freshCard();
  const tries = await triesLeft(card);
  const nowhere = join(bench.fresh('none'), 'x');
  const wrong = ['--card', card, '--pin', '0000'];
  for (const typed of [
    ['sign', document(), '--out', nowhere],
    ['sign', document(), '--out', bench.record],
    ['read', 'face', '--card', card, '--pin', '00000000000000', '--out', bench.record],
  ]) {
    const { code, err } = await bench.card(...typed, ...(typed[0] === 'sign' ? wrong : []));
    assert.equal(code, 2, err);
  }
  assert.equal(await triesLeft(card), tries);
});

test('a face of which one picture is none leaves no picture, and a wrong PIN no signature', async () => {
  const { image } = JSON.parse(readFileSync(bench.cardFile, 'utf8'));
  const out = bench.fresh('face');
  const card = forgedFace(() => ({ securityCodeImage: toUtf8('no picture') }));
  const run = await bench.card('read', 'face', '--card', card, '--pin', image.numbers.numberB, '--out', out);
  assert.equal(run.code, 1, run.err);
  assert.deepEqual(readdirSync(out), []);
  const path = document();
  assert.equal((await bench.card('sign', path, '--card', bench.freshCard(), '--pin', '0000')).code, 1);
  assert.ok(!existsSync(`${path}.sig`));
});

test('a resident is not used up by a card that has no place to go', async () => {
  const record = bench.fresh('record.json');
  const resident = {
    ...JIRO,
    residentId: 'shiro',
    myNumber: `99900000030${myNumberCheckDigit('99900000030')}`,
  };
  writeFileSync(record, JSON.stringify({ resident, options: { pins: PINS } }));
  const made = (out: string) => bench.card('personalise', record, '--out', out, '--data', bench.data);
  const nowhere = await made(join(bench.fresh('none'), 'x'));
  assert.equal(nowhere.code, 2);
  assert.match(nowhere.err, /cannot be written/);
  const out = bench.fresh('shiro.card');
  const first = await made(out);
  assert.equal(first.code, 0, first.err);
  const again = bench.fresh('again.card');
  assert.equal((await made(again)).code, 1);
  assert.ok(!existsSync(again));
});

test('a card file under two names is refused: each would have tries of its own', async () => {
  const card = bench.freshCard();
  const second = bench.fresh('second.card');
  linkSync(card, second);
  for (const path of [card, second]) {
    const { code, err } = await bench.card('info', '--card', path);
    assert.equal(code, 1);
    assert.match(err, /hard links/);
  }
});

test('a trace goes into no link, no file that others may read, and no pipe', async () => {
  const loose = bench.fresh('loose.trace');
  writeFileSync(loose, 'older\n', { mode: 0o600 });
  const link = bench.fresh('link.trace');
  symlinkSync(loose, link);
  const pipe = bench.fresh('pipe');
  execFileSync('mkfifo', ['-m', '600', pipe]);
  const traced = (file: string) => bench.card('info', '--card', bench.cardFile, `--trace=${file}`);
  const linked = await traced(link);
  assert.equal(linked.code, 2);
  assert.match(linked.err, /is a link/);
  assert.equal((await traced(pipe)).code, 2);
  chmodSync(loose, 0o640);
  const refused = await traced(loose);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /Others may read/);
  assert.equal(readFileSync(loose, 'utf8'), 'older\n');
  chmodSync(loose, 0o600);
  assert.equal((await traced(loose)).code, 0);
  assert.match(readFileSync(loose, 'utf8'), /^older\n./);
});

test('what is wrong with a file is what is told of it', async () => {
  const none = join(bench.folder, 'no-such-file');
  const missing = await bench.card('verify', '--card', bench.cardFile, '--pin', PINS.text, '--issuers', none);
  assert.equal(missing.code, 2);
  assert.match(missing.err, /cannot be read/);
  const other = await bench.card('info', '--card', bench.record);
  assert.match(other.err, /is no card file/);
  assert.ok(!existsSync(`${bench.record}.lock`));
  const loose = bench.freshCard();
  chmodSync(loose, 0o644);
  assert.match((await bench.card('info', '--card', loose)).err, /Others may read/);
  const both = await bench.card('sign', document(), '--out', '-', '--json', '--card', bench.cardFile);
  assert.equal(both.code, 2);
  assert.match(both.err, /not both/);
});
