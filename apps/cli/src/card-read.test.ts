import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { OPENSSL, requirePeer } from '@kazasu/server/peer';
import { OTHER_CARD_IDS, PEOPLE } from '@kazasu/town/people';
import { decode } from 'fast-png';
import { READ_ITEMS } from './card/index.ts';
import { type CardBench, JIRO, openCardBench, PINS, runHere } from './testing/index.ts';

const openssl = requirePeer(OPENSSL);
const hanako = PEOPLE[0];
assert.ok(hanako);

let bench: CardBench;
before(async () => {
  bench = await openCardBench();
});
after(() => bench?.close());

const jiroCard = () => ['--card', bench.cardFile];
const textPin = () => [...jiroCard(), '--pin', PINS.text];

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

test('personalise prints what is printed on the card, with --json and without', async () => {
  const { image } = JSON.parse(readFileSync(bench.cardFile, 'utf8'));
  const { numberA, numberB, birthdate, securityCode, expiry } = image.numbers;
  assert.equal(numberA, JIRO.myNumber);
  for (const shown of [JIRO.residentId, bench.cardFile, numberA, numberB, birthdate, securityCode, expiry]) {
    assert.match(bench.made.out, new RegExp(` ${shown}$`, 'm'));
  }
  const record = bench.fresh('record.json');
  const resident = { ...JIRO, residentId: 'goro' };
  writeFileSync(record, JSON.stringify({ resident, options: { pins: PINS } }));
  const out = bench.fresh('goro.card');
  const answer = await bench.json('personalise', record, '--out', out, '--data', bench.data);
  const goro = JSON.parse(readFileSync(out, 'utf8')).image;
  assert.deepEqual(answer, { card: out, residentId: 'goro', numbers: goro.numbers });
});

test('list shows the cards of the box, and says why readers cannot be asked', async () => {
  const { box, readers } = await bench.json('list');
  const ids = box.map(({ id }: { id: string }) => id);
  assert.deepEqual(
    ids.slice(0, PEOPLE.length),
    PEOPLE.map(({ id }) => id),
  );
  assert.deepEqual(ids.slice(PEOPLE.length), OTHER_CARD_IDS);
  assert.ok(readers === null || Array.isArray(readers));
  const text = await bench.ok('list');
  assert.match(text, /--person +hanako +my-number +見本　花子/);
  assert.match(text, /--person +hanako-licence +licence +見本　花子/);
  const neither = await runHere('card', 'list', '--town', 'http://localhost:1');
  assert.ok(neither.code === 3 || /--reader|No reader/.test(neither.out));
});

test('info tells what card this is without a PIN, and costs no try', async () => {
  const information = await bench.json('info', '--person', 'hanako');
  assert.equal(information.atr, '3be000ff8131fe4514');
  assert.equal(information.device, 'My Number Card');
  assert.deepEqual(information.certificates, { signature: true, authentication: true });
  assert.match(information.serial, /^\d{15}$/);
  assert.equal(information.municipality, '48201');
  assert.match(information.expiry, /^20\d{6}$/);
  assert.deepEqual(information.pins.signature, { triesLeft: 5, triesMax: 5 });
  const text = await bench.ok('info', ...jiroCard());
  assert.match(text, /JPKIAPICCTOKEN2 \(My Number Card\)/);
  assert.match(text, /^kind +My Number Card$/m);
  assert.match(text, /signature +5 of 5 tries left/);
});

test('a phone that answers as a card is called a phone', async () => {
  const path = bench.freshCard();
  const data = JSON.parse(readFileSync(path, 'utf8'));
  const label = Buffer.from(data.image.jpki.tokenInformation, 'base64');
  label.write('JPKIAPGPSETOKEN'.padEnd(32));
  data.image.jpki.tokenInformation = label.toString('base64');
  writeFileSync(path, JSON.stringify(data));
  assert.match(await bench.ok('info', '--card', path), /^kind +Android phone$/m);
});

test('a card without a signature certificate says so, before a password is asked for', async () => {
  const { certificates, pins } = await bench.json('info', '--person', 'sora');
  assert.equal(certificates.signature, false);
  assert.equal(pins.signature, null);
  for (const typed of [
    ['sign', bench.record, '--key', 'signature', '--out', bench.fresh('sig')],
    ['read', 'signature-certificate'],
  ]) {
    const run = await bench.card(...typed, '--person', 'sora');
    assert.equal(run.code, 1);
    assert.match(run.err, /no signature certificate/);
  }
});

test('the four items are read, from the box with the person’s own PIN, from a file with the one given', async () => {
  const items = { name: JIRO.name, address: JIRO.address, birthdate: JIRO.birthdate, gender: JIRO.gender };
  assert.deepEqual(await bench.json('read', 'four-items', ...textPin()), items);
  assert.deepEqual(await bench.json('read', 'four-items', ...textPin(), '--secure-messaging'), items);
  const { name, address } = await bench.json('read', 'four-items', '--person', 'hanako');
  assert.deepEqual([name, address], [hanako.name, hanako.address]);
  assert.match(await bench.ok('read', 'four-items', ...textPin()), /birthdate +19900401/);
});

test('a My Number is on standard output alone, with a word about the law beside it', async () => {
  const run = await bench.card('read', 'my-number', ...textPin());
  assert.equal(run.out, JIRO.myNumber);
  assert.match(run.err, /番号法/);
  assert.ok(!run.err.includes(JIRO.myNumber));
});

test('the face is read with either number, as PNG files for its owner only, and replaces no file', async () => {
  const out = mkdtempSync(join(bench.folder, 'face-'));
  const face = await bench.json('read', 'face', ...jiroCard(), '--pin', JIRO.myNumber, '--out', out);
  assert.equal(face.birthdate, JIRO.birthdate);
  for (const file of Object.values<string>(face.files)) {
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const { width, height } = decode(readFileSync(file));
    assert.ok(width > 20 && height > 10, file);
  }
  assert.equal(readdirSync(out).length, 4);
  const again = await bench.card('read', 'face', ...jiroCard(), '--pin', '99999999999999', '--out', out);
  assert.equal(again.code, 2);
  assert.match(again.err, /exists already/);
  assert.equal((await bench.json('pin', 'status', ...jiroCard())).surfaceNumberB.triesLeft, 10);
});

test('a folder for pictures is made where there is none, for its owner alone', async () => {
  const out = join(bench.fresh('made'), 'below');
  const read = ['read', 'my-number-image', ...jiroCard(), '--pin', JIRO.myNumber, '--out'];
  assert.deepEqual(await bench.json(...read, out), { file: join(out, 'my-number.png') });
  assert.equal(statSync(out).mode & 0o777, 0o700);
  assert.equal(statSync(join(out, 'my-number.png')).mode & 0o777, 0o600);
  const wrong = await bench.card(...read, join(bench.record, 'below'));
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /cannot be made a folder/);
});

test('a birth date, the picture of the number and the card’s own data are read', async () => {
  assert.deepEqual(await bench.json('read', 'age', ...jiroCard(), '--pin', '020401'), {
    birthdate: '19900401',
  });
  const folderOf = mkdtempSync(join(bench.folder, 'number-'));
  const { file } = await bench.json('read', 'my-number-image', '--person', 'hanako', '--out', folderOf);
  assert.equal(decode(readFileSync(file)).width, 72);
  const { serial, municipality } = await bench.json('read', 'card-information', ...jiroCard());
  assert.match(serial, /^\d{15}$/);
  assert.equal(municipality, '48201');
});

test('the box’s other cards are read with what the town tells of them', async () => {
  const [licenceId, residenceId] = OTHER_CARD_IDS;
  const licence = await bench.json('read', 'licence', '--person', licenceId);
  assert.deepEqual(licence.printed, {});
  assert.match(licence.number, /^\d{12}$/);
  const text = await bench.ok('read', 'licence', '--person', licenceId);
  assert.match(text, /^category ordinary +\d{8}$/m);
  assert.doesNotMatch(text, /^commonName/m, 'nothing is said of what is not printed');
  const out = mkdtempSync(join(bench.folder, 'other-'));
  const { file } = await bench.json('read', 'licence-photo', '--person', licenceId, '--out', out);
  assert.ok(decode(readFileSync(file)).width > 20);
  const residence = await bench.json('read', 'residence-card', '--person', residenceId, '--out', out);
  assert.ok(residence.address.address.length > 3);
  assert.ok(decode(readFileSync(residence.files.portrait)).width > 20);
});

test('info and pin status name the box’s other cards and tell what those have', async () => {
  const [licenceId, residenceId] = OTHER_CARD_IDS;
  const full = { triesLeft: 3, triesMax: 3 };
  const pins = { licencePin1: full, licencePin2: full };
  const licence = await bench.json('info', '--person', licenceId);
  assert.equal(licence.kind, 'licence');
  assert.match(licence.expiryDate, /^20\d{6}$/);
  assert.deepEqual([licence.locked, licence.pins], [true, pins]);
  assert.deepEqual(await bench.json('pin', 'status', '--person', licenceId), pins);
  const residence = await bench.json('info', '--person', residenceId);
  assert.deepEqual([residence.kind, residence.type, residence.pins], ['residence', 'residenceCard', {}]);
  assert.deepEqual(await bench.json('pin', 'status', '--person', residenceId), {});
  for (const [id, kind] of [
    [licenceId, /kind +driver’s licence/],
    [residenceId, /kind +residence card[\s\S]*no PIN/],
  ] as const) {
    const text = await bench.ok('info', '--person', id);
    assert.match(text, kind);
    assert.doesNotMatch(text, /not told/);
  }
});

test('what one kind of card has is not asked of another, and no secret is asked for', async () => {
  const [licenceId] = OTHER_CARD_IDS;
  for (const typed of [
    ['read', 'four-items'],
    ['sign', bench.record],
    ['pin', 'change', 'authentication'],
    ['verify', '--data', bench.data],
  ]) {
    const run = await bench.card(...typed, '--person', licenceId);
    assert.equal(run.code, 1);
    assert.match(run.err, /This is a driver’s licence, and a My Number Card is needed/);
  }
  const run = await bench.card('read', 'licence', ...jiroCard());
  assert.match(run.err, /This is a My Number Card, and a driver’s licence is needed/);
});

test('certificates come as OpenSSL reads them, in both forms', { skip: openssl.missing }, async () => {
  const subject = (args: string[], input?: string) =>
    execFileSync(openssl.path, ['x509', '-noout', '-issuer', ...args], { input, encoding: 'utf8' });
  const signing = ['--card', bench.cardFile, '--pin', PINS.signature];
  for (const [item, unit, secret] of [
    ['authentication-certificate', 'user authentication', jiroCard()],
    ['signature-certificate', 'digital signature', signing],
    ['authentication-ca-certificate', 'user authentication', jiroCard()],
    ['signature-ca-certificate', 'digital signature', jiroCard()],
  ] as const) {
    assert.match(subject([], await bench.ok('read', item, ...secret)), new RegExp(unit), item);
    const out = bench.fresh('certificate.der');
    assert.deepEqual(await bench.json('read', item, ...secret, '--format', 'der', '--out', out), {
      file: out,
    });
    assert.match(subject(['-inform', 'der', '-in', out]), new RegExp(unit));
    const { bytes } = await bench.card('read', item, ...secret, '--format', 'der');
    assert.deepEqual(bytes, readFileSync(out));
    assert.match((await bench.json('read', item, ...secret)).certificate, /^-----BEGIN CERTIFICATE/);
  }
});

test('what cannot be understood is exit code 2, what is not there 3, and no try is used for either', async () => {
  const wrong = [
    [['read', 'four-items', ...jiroCard()], 2, /nobody sits at a terminal/],
    [['read', 'four-items', ...jiroCard(), '--pin', '12345'], 2, /cannot be right/],
    [['read', 'four-items', ...textPin(), '--person', 'hanako'], 2, /Several cards/],
    [['read', 'four-items', ...textPin(), '--pin-stdin'], 2, /two ways/],
    [['read', 'four-items', '--card', join(bench.folder, 'none')], 2, /no card file/],
    [['read', 'four-items', '--card', bench.record], 1, /is no card file/],
    [['info', '--person', 'nobody'], 2, /no card nobody/],
    [['sign', join(bench.folder, 'none'), ...textPin()], 2, /cannot be read/],
    [['verify', ...textPin(), '--issuers', bench.record], 2, /no list of issuers/],
    [['verify', ...textPin(), '--data', bench.folder], 2, /No town was ever started/],
    [['info', ...jiroCard(), '--trace=/nowhere/at/all'], 2, /cannot be written/],
    [['info', '--reader', 'none'], 3, /./],
    [['serve'], 2, /--person ID or --card FILE/],
    [['serve', '--person', 'hanako', '--vpcd', 'here'], 2, /HOST:PORT/],
    [['personalise', bench.record, '--out', bench.cardFile], 2, /exists already/],
    [['personalise', bench.cardFile, '--out', bench.fresh('x')], 2, /resident is missing/],
    [['personalise', bench.record, '--out', bench.fresh('x'), '--data', bench.data], 1, /resident_exists/],
  ] as const;
  for (const [typed, code, words] of wrong) {
    const run = await bench.card(...typed);
    assert.equal(run.code, code, `${typed.join(' ')}: ${run.err}`);
    assert.match(run.err, words);
    assert.equal(run.out, '');
  }
  const status = await bench.json('pin', 'status', ...jiroCard());
  assert.equal(status.text.triesLeft, 3);
});

test('a person of a town that does not run is exit code 3, with how to start it', async () => {
  const run = await runHere('card', 'info', '--person', 'hanako', '--town', 'http://localhost:1');
  assert.equal(run.code, 3);
  assert.match(run.err, /npm start/);
});

test('without a card anywhere, both ways to one are told', async () => {
  const run = await bench.card('info');
  if (run.code === 0) return;
  assert.equal(run.code, 3);
  assert.match(run.err, /real card.*\n.*--person hanako/s);
});

test('no command has said a secret', () => {
  bench.requireDiscretion();
});
