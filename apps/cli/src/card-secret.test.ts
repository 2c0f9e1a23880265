import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { OPENSSL, PYTHON, requirePeer } from '@kazasu/server/peer';
import {
  type CardBench,
  JIRO,
  KAZASU,
  openCardBench,
  PINS,
  playAtTerminal,
  startKazasu,
} from './testing/index.ts';

const openssl = requirePeer(OPENSSL);
/** Back to the beginning of the line, and nothing left on it. */
const CLEAR_LINE = '\r\u001b[2K';
const python = requirePeer(PYTHON);
let bench: CardBench;
before(async () => {
  bench = await openCardBench();
});
after(() => bench?.close());

const jiroCard = () => ['--card', bench.cardFile];
const textPin = () => [...jiroCard(), '--pin', PINS.text];

test('what both keys sign is what OpenSSL verifies', { skip: openssl.missing }, async () => {
  const file = bench.fresh('contract');
  writeFileSync(file, 'the text of a contract');
  for (const key of ['authentication', 'signature'] as const) {
    const out = bench.fresh('signature');
    const secret = [...jiroCard(), '--pin', PINS[key]];
    const answer = await bench.json('sign', file, '--key', key, '--out', out, '--verify', ...secret);
    assert.deepEqual(answer, { file, key, signature: out, verified: true });
    const certificate = bench.fresh('certificate.pem');
    await bench.ok(
      'read',
      `${key}-certificate`,
      '--out',
      certificate,
      ...secret.slice(0, key === 'signature' ? 4 : 2),
    );
    const publicKey = bench.fresh('key.pem');
    writeFileSync(publicKey, execFileSync(openssl.path, ['x509', '-in', certificate, '-noout', '-pubkey']));
    const verdict = execFileSync(
      openssl.path,
      ['dgst', '-sha256', '-verify', publicKey, '-signature', out, file],
      { encoding: 'utf8' },
    );
    assert.match(verdict, /Verified OK/);
  }
  const { bytes } = await bench.card('sign', file, '--out', '-', ...jiroCard(), '--pin', PINS.authentication);
  assert.equal(bytes.length, 256);
  await bench.ok('sign', file, ...jiroCard(), '--pin', PINS.authentication);
  assert.equal(statSync(`${file}.sig`).size, 256);
});

test('verify tells the genuine card of this town from one whose issuer is not trusted', async () => {
  const genuine = await bench.json('verify', ...textPin(), '--data', bench.data);
  assert.equal(genuine.genuine, true);
  assert.ok(genuine.checks.length > 10);
  const strangers = bench.fresh('issuers.json');
  const modulus = Buffer.alloc(256, 1).toString('base64');
  writeFileSync(strangers, JSON.stringify([{ keyId: '00'.repeat(16), modulus, exponent: 'AQAB' }]));
  const foreign = await bench.card('verify', ...textPin(), '--issuers', strangers, '--json');
  assert.equal(foreign.code, 1);
  const { checks } = JSON.parse(foreign.out) as {
    checks: { id: string; passed: boolean; reason?: string }[];
  };
  assert.equal(checks.find(({ id }) => id === 'four-items/issuer-known')?.reason, 'unknown-issuer');
  assert.match(foreign.err, /--issuers/);
});

test('verify tells items that were copied onto another chip', async () => {
  const path = bench.freshCard();
  const forged = JSON.parse(readFileSync(path, 'utf8'));
  const other = bench.fresh('other.card');
  const made = { resident: { ...JIRO, residentId: 'saburo' }, options: { pins: PINS } };
  writeFileSync(bench.record, JSON.stringify(made));
  await bench.ok('personalise', bench.record, '--out', other, '--data', bench.data);
  const { image } = JSON.parse(readFileSync(other, 'utf8'));
  Object.assign(forged.image.keys, { text: image.keys.text, surface: image.keys.surface });
  writeFileSync(path, JSON.stringify(forged));
  const run = await bench.card('verify', '--card', path, '--pin', PINS.text, '--data', bench.data, '--json');
  assert.equal(run.code, 1);
  const failed = (JSON.parse(run.out).checks as { id: string; passed: boolean }[]).filter(
    (one) => !one.passed,
  );
  assert.deepEqual(
    failed.map(({ id }) => id),
    ['chip/text-key', 'chip/surface-key'],
  );
});

test('a PIN is changed, and the tries of the old one count', async () => {
  const path = bench.freshCard();
  const change = ['pin', 'change', 'text', '--card', path, '--pin'];
  assert.deepEqual(await bench.json(...change, PINS.text, '--new-pin', '1597'), { changed: 'text' });
  assert.equal((await bench.card(...change, PINS.text, '--new-pin', '1111')).code, 1);
  assert.equal((await bench.json('pin', 'status', '--card', path)).text.triesLeft, 2);
  await bench.ok('read', 'four-items', '--card', path, '--pin', '1597');
  assert.equal((await bench.json('pin', 'status', '--card', path)).text.triesLeft, 3);
  const plain = await bench.card(
    'pin',
    'change',
    'signature',
    '--card',
    path,
    '--pin',
    PINS.signature,
    '--new-pin',
    'ABCDEF',
  );
  assert.equal(plain.code, 2);
  assert.match(plain.err, /a letter and a digit/);
  assert.equal((await bench.card('pin', 'change', 'surfaceNumberA', '--card', path)).code, 2);
});

test('the last try is used only when that is said, and a blocked PIN says what helps', async () => {
  const path = bench.freshCard();
  const wrong = ['read', 'four-items', '--card', path, '--pin', '0000'];
  assert.match((await bench.card(...wrong)).err, /2 tries left/);
  assert.match((await bench.card(...wrong)).err, /1 try left/);
  const held = await bench.card('read', 'four-items', '--card', path, '--pin', PINS.text);
  assert.equal(held.code, 1);
  assert.match(held.err, /--use-last-try/);
  assert.equal((await bench.json('pin', 'status', '--card', path)).text.triesLeft, 1);
  const last = await bench.card(...wrong, '--use-last-try');
  assert.match(last.err, /blocked now/);
  const blocked = await bench.card(
    'read',
    'four-items',
    '--card',
    path,
    '--pin',
    PINS.text,
    '--use-last-try',
  );
  assert.equal(blocked.code, 1);
  assert.match(blocked.err, /blocked: no try is left/);
  assert.match(await bench.ok('pin', 'status', '--card', path), /text +blocked/);
});

test('a trace tells the exchange and neither secrets nor what is on the card', async () => {
  const trace = bench.fresh('trace');
  await bench.ok('read', 'four-items', ...textPin(), `--trace=${trace}`);
  const text = readFileSync(trace, 'utf8');
  assert.match(text, /VERIFY text PIN \*\*\*\*/);
  assert.equal(statSync(trace).mode & 0o777, 0o600);
  const name = Buffer.from(JIRO.name).toString('hex').toUpperCase();
  assert.ok(!text.includes(name));
  const shown = await bench.card('read', 'four-items', ...textPin(), '--trace');
  assert.match(shown.err, /VERIFY text PIN \*\*\*\*/);
  bench.heard(text.replaceAll(/\b[0-9A-F]{8,}…?/g, ''));
  bench.heard(shown.err);
  const hex = Buffer.from(PINS.text).toString('hex');
  assert.ok(!text.includes(hex));
});

test('a secret comes through standard input, a line each', async () => {
  const path = bench.freshCard();
  const change = startKazasu(
    ['card', 'pin', 'change', 'authentication', '--card', path, '--pin-stdin'],
    bench.env,
  );
  change.child.stdin.end(`${PINS.authentication}\n2846\n`);
  assert.equal(await change.ended(), 0, change.said());
  bench.heard(change.said());
  await bench.ok('sign', bench.record, '--out', bench.fresh('sig'), '--card', path, '--pin', '2846');
});

test('at a terminal', { skip: python.missing }, async (t) => {
  const env = { KAZASU_PORT: '1', PATH: process.env.PATH ?? '', TERM: 'xterm' };
  const play = async (typed: string[], ...steps: [string, string][]) => {
    const command = [process.execPath, KAZASU, 'card', ...typed];
    const played = await playAtTerminal(
      python.path,
      command,
      steps.map(([expect, type]) => ({ expect, type })),
      env,
    );
    bench.heard(played.shown);
    return played;
  };

  await t.test('a PIN is asked for, shows nowhere, and the terminal is as before', async () => {
    const typed: [string, string] = ['4 digits: ', `${PINS.text}\r`];
    // While the card is read the keys work again, Ctrl+C among them.
    const played = await play(['read', 'four-items', ...jiroCard()], typed, ['Reading', '']);
    assert.equal(played.status, 0, played.shown);
    assert.match(played.shown, /見本　次郎/);
    assert.deepEqual(played.echoed, [false, true]);
    assert.ok(!played.shown.includes(PINS.text));
    assert.ok(played.restored);
  });

  await t.test(
    'what is being done shows on a line that the answer replaces, and not where a program reads it',
    async () => {
      const secret: [string, string] = ['4 digits: ', `${PINS.text}\r`];
      const watched = await play(['read', 'four-items', ...jiroCard()], secret);
      const lines = watched.shown.split(CLEAR_LINE);
      assert.match(lines[lines.lastIndexOf('Reading; leave the card where it is …') + 1] ?? '', /^name /);
      const asked = await play(['read', 'four-items', ...jiroCard(), '--json'], secret);
      assert.equal(asked.status, 0, asked.shown);
      assert.doesNotMatch(asked.shown, /Reading|Talking|Showing/);
      const piped = startKazasu(['card', 'read', 'four-items', ...jiroCard(), '--pin', PINS.text], bench.env);
      assert.equal(await piped.ended(), 0, piped.said());
      assert.ok(piped.said().startsWith('name '), piped.said());
      assert.ok(!piped.said().includes('\u001b'));
    },
  );

  await t.test('Ctrl+C ends the command by its signal, restores the terminal, and costs no try', async () => {
    const path = bench.freshCard();
    const played = await play(['read', 'my-number', '--card', path], ['4 digits: ', '82\u0003']);
    assert.equal(played.status, -2);
    assert.ok(played.restored);
    assert.ok(!played.shown.includes('999000000202'));
    assert.equal((await bench.json('pin', 'status', '--card', path)).text.triesLeft, 3);
  });

  await t.test('a new PIN is asked for twice, and two that differ change nothing', async () => {
    const path = bench.freshCard();
    const steps = (again: string): [string, string][] => [
      ['4 digits: ', `${PINS.authentication}\r`],
      ['New ', '3141\r'],
      ['Once more', `${again}\r`],
    ];
    const change = ['pin', 'change', 'authentication', '--card', path];
    const differ = await play(change, ...steps('3142'));
    assert.equal(differ.status, 2);
    assert.match(differ.shown, /differ/);
    const same = await play(change, ...steps('3141'));
    assert.equal(same.status, 0, same.shown);
    assert.deepEqual(same.echoed, [false, false, false]);
    assert.ok(same.restored && !same.shown.includes('3141'));
    await bench.ok('sign', bench.record, '--out', bench.fresh('sig'), '--card', path, '--pin', '3141');
  });

  await t.test('a signature password may be typed in small letters', async () => {
    const typed = ['read', 'signature-certificate', ...jiroCard()];
    const played = await play(typed, ['letters and digits: ', `${PINS.signature.toLowerCase()}\r`]);
    assert.equal(played.status, 0, played.shown);
    assert.ok(!played.shown.toUpperCase().includes(PINS.signature));
  });
});

test('no command has said a secret', () => {
  bench.requireDiscretion();
});
