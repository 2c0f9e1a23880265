import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { keysOfFewPrimes } from '@kazasu/authority/testing';
import { fromBase64 } from '@kazasu/bytes';
import { parseFourItems } from '@kazasu/card';
import { systemClock } from '@kazasu/server/clock';
import { Hono } from 'hono';
import { openTokens, portsFrom, urlsOf } from '../access/index.ts';
import { openCardFolder } from '../box/card-file.ts';
import { type Box, openBox } from '../box/index.ts';
import { createDesk, type Desk } from '../seed/index.ts';
import { residenceCard } from '../seed/other-card.ts';
import { type Ground, type StartedService, startAuthority } from '../service/index.ts';
import { mountOwnPeople } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-own-'));
const app = new Hono();
let authority: StartedService;
let desk: Desk;
let box: Box;

before(async () => {
  const ports = { ...portsFrom(4000), authority: 0 };
  const ground: Ground = {
    ports,
    urls: urlsOf(ports),
    dataFolder: folder,
    databaseUrl: undefined,
    tokens: openTokens(folder),
    clock: systemClock,
    makeKey: keysOfFewPrimes(),
    log: { write: () => {} },
  };
  authority = await startAuthority(ground);
  desk = createDesk({ url: authority.server.url, adminToken: await ground.tokens('authority-admin') });
  box = openBox({ folder: join(folder, 'cards'), origin: 'http://localhost:4002', order: [] });
  mountOwnPeople(app, { desk, box, clock: systemClock });
});
after(async () => {
  box.close();
  await authority.close();
  rmSync(folder, { recursive: true });
});

const ENTRIES = {
  name: '空想　一郎',
  address: '架空県かざす市読取一丁目1番1号',
  municipality: 'kazasu',
  birthdate: '19900517',
  gender: '1',
  pin: '4321',
  textPin: '8765',
  password: 'XYZ987',
  handedOut: 'today',
} as const;

const OURS = { 'sec-fetch-site': 'same-origin' };

async function post(
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = OURS,
): Promise<Response> {
  return app.request(path, { method: 'POST', headers, body: new URLSearchParams(form) });
}

async function add(id: string, change: Record<string, string> = {}): Promise<void> {
  const response = await post('/people?lang=en', { id, ...ENTRIES, ...change });
  assert.equal(response.headers.get('location'), `/people/${id}?done=added&lang=en`, await response.text());
}

async function bring(id: string, change: string, form: Record<string, string> = {}): Promise<void> {
  const response = await post(`/people/${id}/${change}`, form);
  assert.equal(response.status, 303, await response.text());
}

/** What the card in the box says now. */
function cardOf(id: string) {
  const data = openCardFolder(join(folder, 'cards')).read(id);
  assert.ok(data.kind === 'my-number');
  return { items: parseFourItems(fromBase64(data.image.text.fourItems)), pins: data.pins };
}

async function states(id: string) {
  const view = await desk.resident(id);
  const newest = (role: string) => view?.certificates.filter((one) => one.role === role).at(-1)?.state;
  return [newest('authentication'), newest('signature')];
}

test('somebody who is added has a card in the box with their items and PINs', async () => {
  await add('ichiro');
  const { items, pins } = cardOf('ichiro');
  assert.deepEqual(
    [items.name, items.address, items.birthdate, items.gender],
    [ENTRIES.name, ENTRIES.address, ENTRIES.birthdate, '1'],
  );
  assert.deepEqual(pins.signature, { value: 'XYZ987', triesLeft: 5 });
  assert.deepEqual(await states('ichiro'), ['valid', 'valid']);
  const page = await (await app.request('/people/ichiro?lang=en')).text();
  for (const shown of [ENTRIES.name, '4321', 'XYZ987', 'Valid']) assert.ok(page.includes(shown), shown);
  assert.ok((await (await app.request('/people')).text()).includes(ENTRIES.name));
});

test('a move ends the signature certificate, and going to the counter brings the card in step', async () => {
  await add('futaro');
  const address = '架空県みほん市見本町2番2号';
  await bring('futaro', 'move', { address, municipality: 'mihon' });
  assert.deepEqual(await states('futaro'), ['valid', 'revoked']);
  assert.equal(cardOf('futaro').items.address, ENTRIES.address);
  await bring('futaro', 'move', { address, municipality: 'mihon', settle: 'yes' });
  assert.deepEqual(await states('futaro'), ['valid', 'valid']);
  assert.equal(cardOf('futaro').items.address, address);
  assert.equal(cardOf('futaro').pins.signature?.value, 'XYZ987', 'the password stays');
});

test('who marries has the new name on the card', async () => {
  await add('miko');
  await bring('miko', 'marry', { name: '例田　美子', settle: 'yes' });
  assert.equal(cardOf('miko').items.name, '例田　美子');
  assert.deepEqual(await states('miko'), ['valid', 'valid']);
});

test('a child grows older and can sign from fifteen on', async () => {
  const year = new Date(systemClock.now()).getUTCFullYear() - 13;
  await add('kodomo', { birthdate: `${year}0102`, password: '' });
  assert.deepEqual(await states('kodomo'), ['valid', undefined]);
  await bring('kodomo', 'age', { years: '1', settle: 'yes' });
  assert.deepEqual(await states('kodomo'), ['valid', undefined]);
  await bring('kodomo', 'age', { years: '2', settle: 'yes' });
  assert.deepEqual(await states('kodomo'), ['valid', 'valid']);
  assert.equal(cardOf('kodomo').items.birthdate, `${year - 3}0102`);
});

test('a card is lost, found, lost again and renewed with the same PINs', async () => {
  await add('otoshi');
  await bring('otoshi', 'lose');
  assert.deepEqual(await states('otoshi'), ['held', 'held']);
  await bring('otoshi', 'find');
  assert.deepEqual(await states('otoshi'), ['valid', 'valid']);
  await bring('otoshi', 'renew');
  assert.deepEqual(await states('otoshi'), ['valid', 'valid']);
  assert.equal((await desk.resident('otoshi'))?.cards.length, 2);
  const { pins } = cardOf('otoshi');
  assert.deepEqual([pins.authentication?.value, pins.text?.value], ['4321', '8765']);
});

test('what is registered can be corrected', async () => {
  await add('naoshi');
  const corrected = { name: '空想　直司', birthdate: '19910203', gender: '9', settle: 'yes' };
  await bring('naoshi', 'edit', corrected);
  const { items } = cardOf('naoshi');
  assert.deepEqual([items.name, items.birthdate, items.gender], ['空想　直司', '19910203', '9']);
});

test('a card may have run out, or be about to', async () => {
  await add('mukashi', { handedOut: 'ended' });
  assert.deepEqual(await states('mukashi'), ['expired', 'expired']);
  await add('mousugu', { handedOut: 'ending' });
  assert.deepEqual(await states('mousugu'), ['valid', 'valid']);
  const [first] = (await desk.resident('mousugu'))?.certificates ?? [];
  const left = (first?.notAfter ?? 0) - systemClock.now();
  assert.ok(left > 0 && left < 367 * 24 * 3_600_000, 'it ends on the next birthday');
});

test('a form with faults says at each field what is wrong, keeps what was entered, and registers nothing', async () => {
  const response = await post('/people?lang=en', { ...ENTRIES, id: 'Ichiro!', pin: '12a4' });
  assert.equal(response.status, 422);
  const page = await response.text();
  for (const id of ['id-error', 'pin-error']) assert.ok(page.includes(`id="${id}"`), id);
  assert.ok(page.includes(`value="${ENTRIES.address}"`));
  assert.equal(await desk.resident('ichiro!'), undefined);
});

test('what the authority refuses is told in its words', async () => {
  await add('onaji');
  for (const [form, told] of [
    [{ id: 'onaji' }, 'Somebody has this id already'],
    [{ id: 'hanako' }, 'Somebody has this id already'],
    [{ id: 'hinichi', birthdate: '19900231' }, 'not in the calendar'],
    [{ id: 'osanai', birthdate: '20200101' }, 'under 15'],
  ] as const) {
    const response = await post('/people?lang=en', { ...ENTRIES, ...form });
    assert.equal(response.status, 422);
    assert.ok((await response.text()).includes(told), told);
  }
});

test('the id of a card of another kind is taken, and that card stays; a page of ours has the name of nobody', async () => {
  const other = residenceCard();
  box.put(other);
  const response = await post('/people?lang=en', { ...ENTRIES, id: other.id });
  assert.equal(response.status, 422);
  assert.ok((await response.text()).includes('Somebody has this id already'));
  assert.deepEqual(openCardFolder(join(folder, 'cards')).read(other.id), other);
  assert.equal(await desk.resident(other.id), undefined);
  await add('new');
  assert.ok((await (await app.request('/people/new')).text()).includes(ENTRIES.name));
});

test('what happens to one person at once happens one after the other, each with how the one before left them', async () => {
  const [one, other] = await Promise.all(
    [1, 2].map(() => post('/people?lang=en', { ...ENTRIES, id: 'nando' })),
  );
  assert.deepEqual([one?.status, other?.status].sort(), [303, 422]);
  const settle = 'yes';
  const sent = await Promise.all([
    post('/people/nando/age', { years: '1', settle }),
    post('/people/nando/renew', {}),
    post('/people/nando/age', { years: '2', settle }),
    post('/people/nando/marry', { name: '例田　何度', settle }),
    post('/people/nando/age', { years: '3', settle }),
  ]);
  assert.deepEqual(
    sent.map(({ status }) => status),
    [303, 303, 303, 303, 303],
  );
  const { items } = cardOf('nando');
  assert.deepEqual([items.birthdate, items.name], ['19840517', '例田　何度']);
  assert.deepEqual(await states('nando'), ['valid', 'valid']);
});

test('the people of the table are changed by nobody here, and forms of other sites are not read', async () => {
  assert.equal((await post('/people/hanako/lose', {})).status, 404);
  assert.equal((await app.request('/people/hanako')).status, 404);
  assert.equal((await app.request('/people/nobody')).status, 404);
  assert.equal((await post('/people/ichiro/explode', {})).status, 200);
  for (const headers of [
    ...['same-site', 'cross-site', 'none'].map((site) => ({ 'sec-fetch-site': site })),
    { origin: 'http://evil.example' },
    { origin: 'null' },
  ]) {
    assert.equal((await post('/people/ichiro/lose', {}, headers)).status, 403);
    assert.equal((await post('/people', { id: 'other', ...ENTRIES }, headers)).status, 403);
  }
  assert.deepEqual(await states('ichiro'), ['valid', 'valid']);
});
