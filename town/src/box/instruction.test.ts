/** A card in the box does what its counter says: the authority's own instructions, and what others make of them. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import type { CardImage, CardInstruction, EventResult } from '@kazasu/authority/api';
import { ADMIN, somebody, type TestAuthority, testAuthority } from '@kazasu/authority/testing';
import { fromBase64, toBase64, toUtf8 } from '@kazasu/bytes';
import { openCard } from '@kazasu/card';
import { cardTransport } from '@kazasu/card/virtual';
import { PEOPLE, type Person } from '../people/index.ts';
import { cardOf } from '../seed/seed.ts';
import type { MyNumberCard } from './card-data.ts';
import { openCardFolder } from './card-file.ts';
import { createChip } from './chip.ts';
import { type Box, openBox } from './index.ts';

const root = mkdtempSync(join(tmpdir(), 'kazasu-instruction-'));
const hanako = PEOPLE[0] as Person;
const PINS = { authentication: '1234', signature: 'ABC123', text: '5678' };
const residentId = 'hanako';
let authority: TestAuthority;
let image: CardImage;
let boxes = 0;

before(async () => {
  authority = await testAuthority();
  image = await authority.personalise({ resident: somebody({ residentId }), options: { pins: PINS } });
});
after(() => rmSync(root, { recursive: true }));

function freshBox(isBlocked = false): { box: Box; folder: string } {
  boxes += 1;
  const folder = join(root, String(boxes));
  const box = openBox({ folder, origin: 'http://localhost:4002', order: [] });
  box.put(cardOf(hanako, { blocked: isBlocked ? 'authentication' : undefined }, image));
  return { box, folder };
}

async function told(event: string, body: object): Promise<CardInstruction> {
  const response = await authority.post(ADMIN, `/admin/residents/${residentId}/events/${event}`, body);
  const { instruction } = (await response.json()) as EventResult;
  assert.ok(instruction, event);
  return instruction;
}

function onDisk(folder: string): MyNumberCard {
  const card = openCardFolder(folder).read(residentId);
  assert.ok(card.kind === 'my-number');
  return card;
}

function readerOn(folder: string) {
  return openCard(cardTransport(createChip(onDisk(folder), openCardFolder(folder))));
}

test('a blocked PIN is reset, works with all its tries, and the others keep theirs', async () => {
  const { box, folder } = freshBox(true);
  await assert.rejects(readerOn(folder).signWithAuthenticationKey(toUtf8('1234'), new Uint8Array(51)));
  const instruction = await told('pin-reset', { authentication: '9876' });
  assert.equal(box.instruct(residentId, instruction), 'done');
  assert.equal(await readerOn(folder).triesLeft('authentication'), 3);
  await readerOn(folder).signWithAuthenticationKey(toUtf8('9876'), new Uint8Array(51));
  assert.equal(onDisk(folder).pins.text?.value, PINS.text);
  assert.equal(onDisk(folder).image.pins.authentication, '9876');
});

test('a card that is moved shows the new address and signs with the new key', async () => {
  const { box, folder } = freshBox();
  await authority.post(ADMIN, `/admin/residents/${residentId}/events/move`, {
    address: '架空県かざす市新町一丁目',
  });
  const { face } = image.surface;
  assert.equal(box.instruct(residentId, await told('card-writing', { face })), 'done');
  const { fourItems } = await readerOn(folder).readFourItems(toUtf8(PINS.text));
  assert.ok(Buffer.from(fourItems).includes('架空県かざす市新町一丁目'));
  assert.notEqual(onDisk(folder).image.surface.face, face);
  const before = onDisk(folder).image;
  assert.equal(box.instruct(residentId, await told('signature-certificate', { password: 'NEW456' })), 'done');
  const after = onDisk(folder).image;
  assert.notEqual(after.jpki.signatureCertificate, before.jpki.signatureCertificate);
  assert.notEqual(after.keys.signature, before.keys.signature);
  const read = await readerOn(folder).readSignatureCertificate(toUtf8('NEW456'));
  assert.deepEqual(read, fromBase64(after.jpki.signatureCertificate ?? ''));
});

test('an instruction is done once, in order, by its own card alone, and as it was signed alone', async () => {
  const { box, folder } = freshBox();
  const first = await told('pin-reset', { text: '1111' });
  const second = await told('pin-reset', { text: '2222' });
  assert.equal(box.instruct(residentId, second), 'done');
  const state = readFileSync(join(folder, 'hanako.json'), 'utf8');
  const body = JSON.parse(Buffer.from(second.body, 'base64').toString()) as object;
  const changed = (members: object) => toBase64(toUtf8(JSON.stringify({ ...body, ...members })));
  const other = await testAuthority();
  await other.personalise({ resident: somebody({ residentId }), options: { pins: PINS } });
  const path = `/admin/residents/${residentId}/events/pin-reset`;
  const foreign = (await (await other.post(ADMIN, path, { text: '4444' })).json()) as EventResult;
  assert.ok(foreign.instruction);
  const wrong = [
    first,
    second,
    { ...second, body: changed({ number: 99 }) },
    { ...second, body: changed({ pins: { text: '3333' }, number: 99 }) },
    { ...second, signature: first.signature },
    { body: toBase64(toUtf8('{}')), signature: second.signature },
    { body: 'AAAA', signature: 'AAAA' },
  ];
  for (const instruction of wrong) assert.equal(box.instruct(residentId, instruction), 'refused');
  // Well signed and with a good number, but for a card of another number.
  assert.equal(freshBox().box.instruct(residentId, foreign.instruction), 'refused');
  assert.equal(freshBox().box.instruct(residentId, second), 'done');
  assert.equal(box.instruct('nobody', second), 'no-card');
  assert.equal(readFileSync(join(folder, 'hanako.json'), 'utf8'), state);
});

test('an instruction may be brought over HTTP, in JSON of its form', async () => {
  const { box, folder } = freshBox();
  const send = async (id: string, body: string, type = 'application/json') => {
    const headers = { 'content-type': type };
    const path = `/box/cards/${id}/instructions`;
    return (await box.routes.request(path, { method: 'POST', headers, body })).status;
  };
  const instruction = JSON.stringify(await told('pin-reset', { text: '7777' }));
  assert.equal(await send(residentId, instruction, 'text/plain'), 400);
  assert.equal(await send(residentId, '{}'), 400);
  assert.equal(await send('nobody', instruction), 404);
  assert.equal(await send(residentId, instruction), 204);
  assert.equal(await send(residentId, instruction), 409);
  assert.equal(onDisk(folder).pins.text?.value, '7777');
});
