import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { OPENSSL, requirePeer } from '@kazasu/server/peer';
import { createTown, type Town } from '@kazasu/town';
import { OTHER_CARD_IDS, PEOPLE } from '@kazasu/town/people';
import { decode } from 'fast-png';
import { READ_ITEMS } from './card/index.ts';
import {
  KAZASU,
  PYTHON,
  playAtTerminal,
  ReaderDriver,
  runHere,
  type Said,
  startKazasu,
} from './testing/index.ts';

const openssl = requirePeer(OPENSSL);
const python = requirePeer(PYTHON);
const folder = mkdtempSync(join(tmpdir(), 'kazasu-card-'));
const data = join(folder, 'data');
const PINS = { authentication: '7193', text: '8264', signature: 'QZXW7391' };
const SECRETS = Object.values(PINS).flatMap((pin) => [pin, Buffer.from(pin).toString('hex')]);
const record = join(folder, 'record.json');
const cardFile = join(folder, 'jiro.card');
let town: Town;
/** What every command of this file said, for the search for secrets at the end. */
const said: string[] = [];

before(async () => {
  town = await createTown({ port: 0, dataFolder: data, log: { write: () => {} } });
  writeFileSync(record, JSON.stringify({ resident: JIRO, options: { pins: PINS } }));
  const made = await card('personalise', record, '--out', cardFile, '--data', data);
  assert.equal(made.code, 0, made.err);
});
after(async () => {
  await town.close();
  rmSync(folder, { recursive: true });
});

const JIRO = {
  residentId: 'jiro',
  name: '見本　次郎',
  address: '架空県かざす市読取一丁目１番１号',
  birthdate: '19900401',
  gender: '1',
  myNumber: '999000000202',
  municipality: { code: '48201', prefecture: 'Kakuu-ken', city: 'Kazasu-shi' },
};

async function card(...typed: string[]): Promise<Said> {
  const result = await runHere('card', ...typed, '--town', town.urls.index);
  said.push(result.out, result.err);
  return result;
}

async function ok(...typed: string[]): Promise<string> {
  const { code, out, err } = await card(...typed);
  assert.equal(code, 0, `${typed.join(' ')}: ${err}`);
  return out;
}

const json = async (...typed: string[]) => JSON.parse(await ok(...typed, '--json'));
const JIRO_CARD = ['--card', cardFile];
const TEXT_PIN = [...JIRO_CARD, '--pin', PINS.text];
let names = 0;
const fresh = (name: string) => join(folder, `${++names}-${name}`);

/** A copy of the card with all its tries. */
function freshCard(): string {
  const path = fresh('card');
  copyFileSync(cardFile, path);
  return path;
}

const hanako = PEOPLE[0];
assert.ok(hanako);

test('--help tells how a card is chosen and a secret handed over, of every command', async () => {
  const help = await runHere('card', '--help');
  for (const word of [
    'list',
    'info',
    'read',
    'sign',
    'verify',
    'pin',
    'serve',
    'personalise',
    '--pin-stdin',
  ]) {
    assert.ok(help.out.includes(word), word);
  }
  const read = await runHere('card', 'read', '--help');
  for (const { name } of READ_ITEMS) assert.ok(read.out.includes(name), name);
  assert.match(
    (await runHere('card', 'read', 'four-items', '--help')).out,
    /list of\s+processes|list of processes/,
  );
});

test('list shows the cards of the box, and says why readers cannot be asked', async () => {
  const { box, readers } = await json('list');
  const ids = box.map(({ id }: { id: string }) => id);
  assert.deepEqual(
    ids.slice(0, PEOPLE.length),
    PEOPLE.map(({ id }) => id),
  );
  assert.deepEqual(ids.slice(PEOPLE.length), OTHER_CARD_IDS);
  assert.ok(readers === null || Array.isArray(readers));
  assert.match(await ok('list'), /--person +hanako +my-number +見本　花子/);
  const neither = await runHere('card', 'list', '--town', 'http://localhost:1');
  assert.ok(neither.code === 3 || /--reader|No reader/.test(neither.out));
});

test('info tells what card this is without a PIN, and costs no try', async () => {
  const information = await json('info', '--person', 'hanako');
  assert.equal(information.atr, '3be000ff8131fe4514');
  assert.equal(information.device, 'My Number Card');
  assert.deepEqual(information.certificates, { signature: true, authentication: true });
  assert.match(information.serial, /^\d{15}$/);
  assert.equal(information.municipality, '48201');
  assert.match(information.expiry, /^20\d{6}$/);
  assert.deepEqual(information.pins.signature, { triesLeft: 5, triesMax: 5 });
  const text = await ok('info', ...JIRO_CARD);
  assert.match(text, /JPKIAPICCTOKEN2 \(My Number Card\)/);
  assert.match(text, /signature +5 of 5 tries left/);
});

test('a card without a signature certificate says so, before a password is asked for', async () => {
  const { certificates, pins } = await json('info', '--person', 'sora');
  assert.equal(certificates.signature, false);
  assert.equal(pins.signature, null);
  for (const typed of [
    ['sign', record, '--key', 'signature', '--out', fresh('sig')],
    ['read', 'signature-certificate'],
  ]) {
    const run = await card(...typed, '--person', 'sora');
    assert.equal(run.code, 1);
    assert.match(run.err, /no signature certificate/);
  }
});

test('the four items are read, from the box with the person’s own PIN, from a file with the one given', async () => {
  const items = { name: JIRO.name, address: JIRO.address, birthdate: JIRO.birthdate, gender: JIRO.gender };
  assert.deepEqual(await json('read', 'four-items', ...TEXT_PIN), items);
  assert.deepEqual(await json('read', 'four-items', ...TEXT_PIN, '--secure-messaging'), items);
  const { name, address } = await json('read', 'four-items', '--person', 'hanako');
  assert.deepEqual([name, address], [hanako.name, hanako.address]);
  assert.match(await ok('read', 'four-items', ...TEXT_PIN), /birthdate +19900401/);
});

test('a My Number is on standard output alone, with a word about the law beside it', async () => {
  const run = await card('read', 'my-number', ...TEXT_PIN);
  assert.equal(run.out, JIRO.myNumber);
  assert.match(run.err, /番号法/);
  assert.ok(!run.err.includes(JIRO.myNumber));
});

test('the face is read with either number, as PNG files for its owner only, and replaces no file', async () => {
  const out = mkdtempSync(join(folder, 'face-'));
  const face = await json('read', 'face', ...JIRO_CARD, '--pin', JIRO.myNumber, '--out', out);
  assert.equal(face.birthdate, JIRO.birthdate);
  for (const file of Object.values<string>(face.files)) {
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const { width, height } = decode(readFileSync(file));
    assert.ok(width > 20 && height > 10, file);
  }
  assert.equal(readdirSync(out).length, 4);
  const again = await card('read', 'face', ...JIRO_CARD, '--pin', '99999999999999', '--out', out);
  assert.equal(again.code, 2);
  assert.match(again.err, /exists already/);
  assert.equal((await json('pin', 'status', ...JIRO_CARD)).surfaceNumberB.triesLeft, 10);
});

test('a birth date, the picture of the number and the card’s own data are read', async () => {
  assert.deepEqual(await json('read', 'age', ...JIRO_CARD, '--pin', '020401'), { birthdate: '19900401' });
  const folderOf = mkdtempSync(join(folder, 'number-'));
  const { file } = await json('read', 'my-number-image', '--person', 'hanako', '--out', folderOf);
  assert.equal(decode(readFileSync(file)).width, 72);
  const { serial, municipality } = await json('read', 'card-information', ...JIRO_CARD);
  assert.match(serial, /^\d{15}$/);
  assert.equal(municipality, '48201');
});

test('the box’s other cards are read with what the town tells of them', async () => {
  const [licenceId, residenceId] = OTHER_CARD_IDS;
  const licence = await json('read', 'licence', '--person', licenceId);
  assert.match(licence.number, /^\d{12}$/);
  const out = mkdtempSync(join(folder, 'other-'));
  const { file } = await json('read', 'licence-photo', '--person', licenceId, '--out', out);
  assert.ok(decode(readFileSync(file)).width > 20);
  const residence = await json('read', 'residence-card', '--person', residenceId, '--out', out);
  assert.ok(residence.address.address.length > 3);
  assert.ok(decode(readFileSync(residence.files.portrait)).width > 20);
  assert.equal((await card('read', 'four-items', '--person', licenceId, '--pin', '1234')).code, 1);
});

test('certificates come as OpenSSL reads them, in both forms', { skip: openssl.missing }, async () => {
  const subject = (args: string[], input?: string) =>
    execFileSync(openssl.path, ['x509', '-noout', '-issuer', ...args], { input, encoding: 'utf8' });
  const signing = ['--card', cardFile, '--pin', PINS.signature];
  for (const [item, unit, secret] of [
    ['authentication-certificate', 'user authentication', JIRO_CARD],
    ['signature-certificate', 'digital signature', signing],
    ['authentication-ca-certificate', 'user authentication', JIRO_CARD],
    ['signature-ca-certificate', 'digital signature', JIRO_CARD],
  ] as const) {
    assert.match(subject([], await ok('read', item, ...secret)), new RegExp(unit), item);
    const out = fresh('certificate.der');
    assert.deepEqual(await json('read', item, ...secret, '--format', 'der', '--out', out), { file: out });
    assert.match(subject(['-inform', 'der', '-in', out]), new RegExp(unit));
    const { bytes } = await card('read', item, ...secret, '--format', 'der');
    assert.deepEqual(bytes, readFileSync(out));
    assert.match((await json('read', item, ...secret)).certificate, /^-----BEGIN CERTIFICATE/);
  }
});

test('what both keys sign is what OpenSSL verifies', { skip: openssl.missing }, async () => {
  const file = fresh('contract');
  writeFileSync(file, 'the text of a contract');
  for (const key of ['authentication', 'signature'] as const) {
    const out = fresh('signature');
    const secret = [...JIRO_CARD, '--pin', PINS[key]];
    const answer = await json('sign', file, '--key', key, '--out', out, '--verify', ...secret);
    assert.deepEqual(answer, { file, key, signature: out, verified: true });
    const certificate = fresh('certificate.pem');
    await ok(
      'read',
      `${key}-certificate`,
      '--out',
      certificate,
      ...secret.slice(0, key === 'signature' ? 4 : 2),
    );
    const publicKey = fresh('key.pem');
    writeFileSync(publicKey, execFileSync(openssl.path, ['x509', '-in', certificate, '-noout', '-pubkey']));
    const verdict = execFileSync(
      openssl.path,
      ['dgst', '-sha256', '-verify', publicKey, '-signature', out, file],
      { encoding: 'utf8' },
    );
    assert.match(verdict, /Verified OK/);
  }
  const { bytes } = await card('sign', file, '--out', '-', ...JIRO_CARD, '--pin', PINS.authentication);
  assert.equal(bytes.length, 256);
  await ok('sign', file, ...JIRO_CARD, '--pin', PINS.authentication);
  assert.equal(statSync(`${file}.sig`).size, 256);
});

test('verify tells the genuine card of this town from one whose issuer is not trusted', async () => {
  const genuine = await json('verify', ...TEXT_PIN, '--data', data);
  assert.equal(genuine.genuine, true);
  assert.ok(genuine.checks.length > 10);
  const strangers = fresh('issuers.json');
  const modulus = Buffer.alloc(256, 1).toString('base64');
  writeFileSync(strangers, JSON.stringify([{ keyId: '00'.repeat(16), modulus, exponent: 'AQAB' }]));
  const foreign = await card('verify', ...TEXT_PIN, '--issuers', strangers, '--json');
  assert.equal(foreign.code, 1);
  const { checks } = JSON.parse(foreign.out) as {
    checks: { id: string; passed: boolean; reason?: string }[];
  };
  assert.equal(checks.find(({ id }) => id === 'four-items/issuer-known')?.reason, 'unknown-issuer');
  assert.match(foreign.err, /--issuers/);
});

test('verify tells items that were copied onto another chip', async () => {
  const path = freshCard();
  const forged = JSON.parse(readFileSync(path, 'utf8'));
  const other = fresh('other.card');
  const made = { resident: { ...JIRO, residentId: 'saburo' }, options: { pins: PINS } };
  writeFileSync(record, JSON.stringify(made));
  await ok('personalise', record, '--out', other, '--data', data);
  const { image } = JSON.parse(readFileSync(other, 'utf8'));
  Object.assign(forged.image.keys, { text: image.keys.text, surface: image.keys.surface });
  writeFileSync(path, JSON.stringify(forged));
  const run = await card('verify', '--card', path, '--pin', PINS.text, '--data', data, '--json');
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
  const path = freshCard();
  const change = ['pin', 'change', 'text', '--card', path, '--pin'];
  assert.deepEqual(await json(...change, PINS.text, '--new-pin', '1597'), { changed: 'text' });
  assert.equal((await card(...change, PINS.text, '--new-pin', '1111')).code, 1);
  assert.equal((await json('pin', 'status', '--card', path)).text.triesLeft, 2);
  await ok('read', 'four-items', '--card', path, '--pin', '1597');
  assert.equal((await json('pin', 'status', '--card', path)).text.triesLeft, 3);
  const plain = await card(
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
  assert.equal((await card('pin', 'change', 'surfaceNumberA', '--card', path)).code, 2);
});

test('the last try is used only when that is said, and a blocked PIN says what helps', async () => {
  const path = freshCard();
  const wrong = ['read', 'four-items', '--card', path, '--pin', '0000'];
  assert.match((await card(...wrong)).err, /2 tries left/);
  assert.match((await card(...wrong)).err, /1 try left/);
  const held = await card('read', 'four-items', '--card', path, '--pin', PINS.text);
  assert.equal(held.code, 1);
  assert.match(held.err, /--use-last-try/);
  assert.equal((await json('pin', 'status', '--card', path)).text.triesLeft, 1);
  const last = await card(...wrong, '--use-last-try');
  assert.match(last.err, /blocked now/);
  const blocked = await card('read', 'four-items', '--card', path, '--pin', PINS.text, '--use-last-try');
  assert.equal(blocked.code, 1);
  assert.match(blocked.err, /blocked: no try is left/);
  assert.match(await ok('pin', 'status', '--card', path), /text +blocked/);
});

test('what cannot be understood is exit code 2, what is not there 3, and no try is used for either', async () => {
  const wrong = [
    [['read', 'four-items', ...JIRO_CARD], 2, /nobody sits at a terminal/],
    [['read', 'four-items', ...JIRO_CARD, '--pin', '12345'], 2, /cannot be right/],
    [['read', 'four-items', ...TEXT_PIN, '--person', 'hanako'], 2, /Several cards/],
    [['read', 'four-items', ...TEXT_PIN, '--pin-stdin'], 2, /two ways/],
    [['read', 'four-items', '--card', join(folder, 'none')], 2, /no card file/],
    [['read', 'four-items', '--card', record], 1, /Others may read/],
    [['info', '--person', 'nobody'], 2, /no card nobody/],
    [['sign', join(folder, 'none'), ...TEXT_PIN], 2, /cannot be read/],
    [['verify', ...TEXT_PIN, '--issuers', record], 2, /no list of issuers/],
    [['verify', ...TEXT_PIN, '--data', folder], 2, /No town was ever started/],
    [['info', ...JIRO_CARD, '--trace=/nowhere/at/all'], 2, /cannot be written/],
    [['info', '--reader', 'none'], 3, /./],
    [['serve'], 2, /--person ID or --card FILE/],
    [['serve', '--person', 'hanako', '--vpcd', 'here'], 2, /HOST:PORT/],
    [['personalise', record, '--out', cardFile], 2, /exists already/],
    [['personalise', cardFile, '--out', fresh('x')], 2, /resident is missing/],
    [['personalise', record, '--out', fresh('x'), '--data', data], 1, /resident_exists/],
  ] as const;
  for (const [typed, code, words] of wrong) {
    const run = await card(...typed);
    assert.equal(run.code, code, `${typed.join(' ')}: ${run.err}`);
    assert.match(run.err, words);
    assert.equal(run.out, '');
  }
  const status = await json('pin', 'status', ...JIRO_CARD);
  assert.equal(status.text.triesLeft, 3);
});

test('a person of a town that does not run is exit code 3, with how to start it', async () => {
  const run = await runHere('card', 'info', '--person', 'hanako', '--town', 'http://localhost:1');
  assert.equal(run.code, 3);
  assert.match(run.err, /npm start/);
});

test('without a card anywhere, both ways to one are told', async () => {
  const run = await card('info');
  if (run.code === 0) return;
  assert.equal(run.code, 3);
  assert.match(run.err, /real card.*\n.*--person hanako/s);
});

test('a trace tells the exchange and neither secrets nor what is on the card', async () => {
  const trace = fresh('trace');
  await ok('read', 'four-items', ...TEXT_PIN, `--trace=${trace}`);
  const text = readFileSync(trace, 'utf8');
  assert.match(text, /VERIFY text PIN \*\*\*\*/);
  assert.equal(statSync(trace).mode & 0o777, 0o600);
  const name = Buffer.from(JIRO.name).toString('hex').toUpperCase();
  assert.ok(!text.includes(name));
  const shown = await card('read', 'four-items', ...TEXT_PIN, '--trace');
  assert.match(shown.err, /VERIFY text PIN \*\*\*\*/);
  said.push(text.replaceAll(/\b[0-9A-F]{8,}…?/g, ''), shown.err);
  const hex = Buffer.from(PINS.text).toString('hex');
  assert.ok(!text.includes(hex));
});

test('a secret comes through standard input, a line each', async () => {
  const path = freshCard();
  const env = { KAZASU_PORT: new URL(town.urls.index).port };
  const change = startKazasu(['card', 'pin', 'change', 'authentication', '--card', path, '--pin-stdin'], env);
  change.child.stdin.end(`${PINS.authentication}\n2846\n`);
  assert.equal(await change.ended(), 0, change.said());
  said.push(change.said());
  await ok('sign', record, '--out', fresh('sig'), '--card', path, '--pin', '2846');
});

test('two commands never hold one card file at a time', async (t) => {
  const path = freshCard();
  const env = { KAZASU_PORT: new URL(town.urls.index).port };
  const first = startKazasu(['card', 'serve', '--card', path, '--vpcd', '127.0.0.1:1'], env);
  t.after(() => first.child.kill('SIGKILL'));
  await first.until(/Waiting for a virtual reader/);
  const second = await card('info', '--card', path);
  assert.equal(second.code, 1);
  assert.match(second.err, /Another command holds the card/);
  first.child.kill('SIGKILL');
  await first.ended();
  await ok('info', '--card', path);
});

const ASK_ATR = '04';
const POWER = { on: 1 };
const SELECT_JPKI = '00a4040c0ad392f000260100000001';
const SELECT_PIN = '00a4020c020018';
const TRIES = '00200080';
const VERIFY_WRONG = '002000800439393939';

test('serve', async (t) => {
  const serve = async (...typed: string[]) => {
    const driver = new ReaderDriver();
    t.after(() => driver.close());
    const vpcd = `127.0.0.1:${await driver.listen()}`;
    const env = { KAZASU_PORT: new URL(town.urls.index).port };
    const served = startKazasu(['card', 'serve', '--vpcd', vpcd, ...typed], env);
    t.after(() => served.child.kill('SIGKILL'));
    await served.during(driver.card());
    driver.order(POWER.on);
    return { driver, served };
  };
  const chooseAuthenticationPin = async (driver: ReaderDriver) => {
    assert.equal(await driver.ask(SELECT_JPKI), '9000');
    assert.equal(await driver.ask(SELECT_PIN), '9000');
  };

  await t.test('shows a town’s card, comes back when the driver does, and ends at SIGTERM', async () => {
    const trace = fresh('trace');
    const { driver, served } = await serve('--person', 'ume', `--trace=${trace}`, '--json');
    assert.equal(await driver.ask(ASK_ATR), '3be000ff8131fe4514');
    await chooseAuthenticationPin(driver);
    const own = Buffer.from('7107').toString('hex');
    assert.equal(await driver.ask(`0020008004${own}`), '9000');
    driver.drop();
    await served.during(driver.card());
    driver.order(POWER.on);
    assert.equal(await driver.ask(SELECT_JPKI), '9000');
    // The PIN that was verified before is forgotten: a connection of its own is an activation of its own.
    assert.equal(await driver.ask('00a4020c020017'), '9000');
    assert.equal(await driver.ask(`802a00800a${'00'.repeat(10)}00`), '6982');
    served.child.kill('SIGTERM');
    assert.equal(await served.ended(), 0, served.said());
    said.push(served.said());
    assert.match(
      served.said(),
      /on the virtual reader[\s\S]*off the virtual reader[\s\S]*on the virtual reader/,
    );
    assert.match(served.said(), /^\{"event":"connected"\}$/m);
    const text = readFileSync(trace, 'utf8');
    assert.match(text, /VERIFY authentication PIN \*\*\*\* +→ ok/);
    assert.ok(!text.includes(own));
  });

  await t.test('a try that was used on a card file is used after kill -9', async () => {
    const path = freshCard();
    for (const left of [2, 1]) {
      const { driver, served } = await serve('--card', path);
      await chooseAuthenticationPin(driver);
      assert.equal(await driver.ask(VERIFY_WRONG), `63c${left}`);
      served.child.kill('SIGKILL');
      await served.ended();
      assert.equal((await json('pin', 'status', '--card', path)).authentication.triesLeft, left);
    }
  });

  await t.test('whoever else takes the card takes it off the virtual reader; it comes back', async () => {
    const { driver, served } = await serve('--person', 'taro');
    await chooseAuthenticationPin(driver);
    await ok('info', '--person', 'taro');
    await assert.rejects(driver.ask(TRIES));
    await served.until(/The card went away/);
    await served.during(driver.card());
    driver.order(POWER.on);
    await chooseAuthenticationPin(driver);
    served.child.kill('SIGINT');
    assert.equal(await served.ended(), 0, served.said());
  });
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
    said.push(played.shown);
    return played;
  };

  await t.test('a PIN is asked for, shows nowhere, and the terminal is as before', async () => {
    const typed: [string, string] = ['4 digits: ', `${PINS.text}\r`];
    // While the card is read the keys work again, Ctrl+C among them.
    const played = await play(['read', 'four-items', ...JIRO_CARD], typed, ['Reading', '']);
    assert.equal(played.status, 0, played.shown);
    assert.match(played.shown, /見本　次郎/);
    assert.deepEqual(played.echoed, [false, true]);
    assert.ok(!played.shown.includes(PINS.text));
    assert.ok(played.restored);
  });

  await t.test('Ctrl+C ends the command by its signal, restores the terminal, and costs no try', async () => {
    const path = freshCard();
    const played = await play(['read', 'my-number', '--card', path], ['4 digits: ', '82\u0003']);
    assert.equal(played.status, -2);
    assert.ok(played.restored);
    assert.ok(!played.shown.includes('999000000202'));
    assert.equal((await json('pin', 'status', '--card', path)).text.triesLeft, 3);
  });

  await t.test('a new PIN is asked for twice, and two that differ change nothing', async () => {
    const path = freshCard();
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
    await ok('sign', record, '--out', fresh('sig'), '--card', path, '--pin', '3141');
  });

  await t.test('a signature password may be typed in small letters', async () => {
    const typed = ['read', 'signature-certificate', ...JIRO_CARD];
    const played = await play(typed, ['letters and digits: ', `${PINS.signature.toLowerCase()}\r`]);
    assert.equal(played.status, 0, played.shown);
    assert.ok(!played.shown.toUpperCase().includes(PINS.signature));
  });
});

test('no command has said a secret', () => {
  assert.ok(said.length > 50);
  for (const text of said) {
    for (const secret of SECRETS) {
      assert.doesNotMatch(text, new RegExp(`(?<![0-9A-Za-z])${secret}(?![0-9A-Za-z])`, 'i'));
    }
  }
});
