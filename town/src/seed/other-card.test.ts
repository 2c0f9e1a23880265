import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPublicKey, randomBytes, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { fromBase64, toUtf8 } from '@kazasu/bytes';
import {
  licenceSignatureInput,
  openLicence,
  parseLicenceDomicile,
  parseLicencePhoto,
  parseLicenceSignature,
} from '@kazasu/card/licence';
import { openResidenceCard, residenceSignatureInput } from '@kazasu/card/residence';
import { nodeTripleDes } from '@kazasu/card/residence/node';
import { openWebSocketTransport } from '@kazasu/reader/websocket';
import { type RunningServer, serve } from '@kazasu/server/http';
import { requirePeer } from '@kazasu/server/peer';
import { portsFrom, urlsOf } from '../access/index.ts';
import { type Box, type LicenceCard, openBox } from '../box/index.ts';
import { describeTown } from '../describe.ts';
import {
  findPerson,
  LICENCE_CARD,
  licencePhoto,
  OTHER_CARD_IDS,
  RESIDENCE_CARD,
  residenceFront,
  residencePortrait,
} from '../people/index.ts';
import { putOtherCards } from './other-card.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-other-'));
const open = () => openBox({ folder, origin: 'http://localhost:4002', order: [] });
let box: Box;
let server: RunningServer;

async function start() {
  box = open();
  server = await serve(box.routes, { hostname: 'localhost', port: 0 });
  server.server.on('upgrade', box.upgrade);
}
before(async () => {
  putOtherCards(open());
  await start();
});
after(async () => {
  box.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const reach = (id: string) => openWebSocketTransport(`ws://localhost:${server.port}/box/cards/${id}`);
const pin1 = () => toUtf8(LICENCE_CARD.pins.pin1);
const pin2 = () => toUtf8(LICENCE_CARD.pins.pin2);

test('the phone’s list does not show cards of other kinds, but they are in the box', async () => {
  assert.deepEqual(await (await fetch(`${server.url}/box/cards`)).json(), []);
  assert.deepEqual(box.cards(), []);
  for (const id of OTHER_CARD_IDS) {
    assert.equal(box.has(id), true);
    assert.equal(box.numbers(id), undefined);
    assert.equal(statSync(join(folder, `${id}.json`)).mode & 0o077, 0);
  }
});

test('the licence is read over the WebSocket, and its signature is that of the key in the box', async () => {
  const transport = await reach(LICENCE_CARD.id);
  const licence = openLicence(transport);
  assert.deepEqual(await licence.readItems(pin1()), LICENCE_CARD.items);
  const files = await licence.readSigned(pin1(), pin2());
  await transport.close();
  assert.equal(parseLicenceDomicile(files.domicile), LICENCE_CARD.domicile);
  assert.deepEqual(parseLicencePhoto(files.photo), licencePhoto());
  const stored: LicenceCard = JSON.parse(readFileSync(join(folder, `${LICENCE_CARD.id}.json`), 'utf8'));
  const key = createPublicKey({
    key: Buffer.from(fromBase64(stored.signerKey)),
    type: 'spki',
    format: 'der',
  });
  const { signature } = parseLicenceSignature(files.signature);
  assert.equal(verify('sha256', licenceSignatureInput(files), key, signature), true);
});

test('a miss at the licence outlasts a restart of the box, and the cards are not made anew', async () => {
  const transport = await reach(LICENCE_CARD.id);
  const miss = openLicence(transport).readItems(toUtf8('9999'));
  await assert.rejects(miss, { code: 'card/pin-wrong', triesLeft: 2 });
  await transport.close();
  box.close();
  await server.close();
  putOtherCards(open());
  await start();
  const again = await reach(LICENCE_CARD.id);
  assert.equal(await openLicence(again).triesLeft('licencePin1'), 2);
  const { changes } = await openLicence(again).readChanges(pin1());
  assert.deepEqual(changes, [], 'every file that was put in is there after the restart');
  await again.close();
});

test('the residence card is read with its number, and its check code is that of its certificate', async () => {
  const transport = await reach(RESIDENCE_CARD.id);
  const options = { tripleDes: nodeTripleDes, random: (length: number) => randomBytes(length) };
  const card = openResidenceCard(transport, options);
  assert.deepEqual(await card.readCommonData(), { version: '0001', type: 'residenceCard' });
  const session = await card.authenticate(toUtf8(RESIDENCE_CARD.cardNumber));
  assert.deepEqual(await session.readAddress(), RESIDENCE_CARD.address);
  assert.deepEqual(await session.readPermissions(), {
    comprehensive: RESIDENCE_CARD.permission,
    individual: '',
  });
  const front = await session.readFrontImage();
  const portrait = await session.readPortrait();
  const { checkCode, certificate } = await session.readSignature();
  await transport.close();
  assert.deepEqual(front.subarray(0, residenceFront().length), residenceFront());
  const key = new X509Certificate(certificate).publicKey;
  assert.equal(verify('sha256', residenceSignatureInput(front, portrait), key, checkCode), true);
});

const decoder = requirePeer({
  name: 'opj_decompress',
  commands: ['opj_decompress'],
  remedy: 'apt-get install libopenjp2-tools',
});

test('OpenJPEG decodes both portraits: the licence’s grey, the residence card’s of three components', {
  skip: decoder.missing,
}, () => {
  for (const [jp2, extension, form] of [
    [licencePhoto(), 'pgm', 'P5'],
    [residencePortrait(), 'ppm', 'P6'],
  ] as const) {
    const [from, to] = [join(folder, 'portrait.jp2'), join(folder, `portrait.${extension}`)];
    writeFileSync(from, jp2);
    execFileSync(decoder.path, ['-i', from, '-o', to], { stdio: 'ignore' });
    const header = readFileSync(to).subarray(0, 200).toString('latin1').replace(/#.*\n/, '');
    assert.match(header, new RegExp(`^${form}\\s240 320\\s255\\s`));
  }
});

test('the front is one strip of a TIFF that says Group 4, black and white', () => {
  const tiff = new DataView(residenceFront().buffer);
  assert.equal(tiff.getUint32(0), 0x49492a00);
  const directory = tiff.getUint32(4, true);
  const tags = new Map<number, number>();
  for (let i = 0; i < tiff.getUint16(directory, true); i++) {
    const entry = directory + 2 + 12 * i;
    tags.set(tiff.getUint16(entry, true), tiff.getUint16(entry + 8, true));
  }
  assert.deepEqual([tags.get(256), tags.get(257), tags.get(259)], [856, 540, 4]);
});

test('what is on them is what their owners’ other cards say', () => {
  const hanako = findPerson(LICENCE_CARD.person);
  const { name, address, birthdate } = LICENCE_CARD.items;
  assert.deepEqual([name, address, birthdate], [hanako?.name, hanako?.address, hanako?.birth]);
  const alexandra = findPerson(RESIDENCE_CARD.person);
  assert.equal(RESIDENCE_CARD.address.address, alexandra?.address);
  assert.equal(RESIDENCE_CARD.address.municipality.slice(0, 5), alexandra?.municipality.code);
});

test('the town’s description tells what opens them', () => {
  const urls = urlsOf(portsFrom(4000));
  const { otherCards } = describeTown(urls, 0, () => undefined);
  assert.deepEqual(
    otherCards.map((card) => [card.id, card.kind === 'licence' ? card.pins : card.cardNumber]),
    [
      ['hanako-licence', { pin1: '1234', pin2: '5678' }],
      ['alexandra-residence', 'AA00000000ZZ'],
    ],
  );
});
