import assert from 'node:assert/strict';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before, type TestContext } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { fromBase64, toHex, toUtf8 } from '@kazasu/bytes';
import { CardError, openCard, sha256DigestInfo } from '@kazasu/card';
import { openWebSocketTransport } from '@kazasu/reader/websocket';
import { systemClock } from '@kazasu/server/clock';
import { serve } from '@kazasu/server/http';
import { WebSocket } from 'ws';
import { openTokens, portsFrom, urlsOf } from '../access/index.ts';
import { TownError } from '../error.ts';
import { PEOPLE, type Person, residentRecordOf } from '../people/index.ts';
import { createDesk } from '../seed/index.ts';
import { licenceCard } from '../seed/other-card.ts';
import { cardOf } from '../seed/seed.ts';
import { startAuthority } from '../service/index.ts';
import { openBox } from './index.ts';

const PHONE = 'http://localhost:4002';
const root = mkdtempSync(join(tmpdir(), 'kazasu-box-'));
const hanako = PEOPLE[0] as Person;
let image: CardImage;

before(async () => {
  const ports = { ...portsFrom(4000), authority: 0 };
  const tokens = openTokens(root);
  const authority = await startAuthority({
    ports,
    urls: urlsOf(ports),
    dataFolder: root,
    databaseUrl: undefined,
    tokens,
    log: { write: () => {} },
    clock: systemClock,
  });
  const desk = createDesk({ url: authority.server.url, adminToken: await tokens('authority-admin') });
  const resident = residentRecordOf(hanako, systemClock.now());
  image = await desk.issueCard({ resident, options: { pins: { ...hanako.pins } } });
  await authority.close();
});
after(() => rmSync(root, { recursive: true }));

/** A box that serves; `restart` opens it again from what is on disk. */
async function boxed(t: TestContext, options: Parameters<typeof cardOf>[1] = { blocked: undefined }) {
  const folder = mkdtempSync(join(root, 'cards-'));
  openBox({ folder, origin: PHONE, order: [] }).put(cardOf(hanako, options, image));
  const start = async () => {
    const box = openBox({ folder, origin: PHONE, order: [] });
    const server = await serve(box.routes, { hostname: 'localhost', port: 0 });
    server.server.on('upgrade', box.upgrade);
    return { box, server, url: `ws://localhost:${server.port}/box/cards/hanako` };
  };
  let now = await start();
  t.after(() => now.server.close());
  return {
    folder,
    file: join(folder, 'hanako.json'),
    url: () => now.url,
    http: () => now.server.url,
    restart: async () => {
      now.box.close();
      await now.server.close();
      now = await start();
    },
  };
}

async function withCard<T>(url: string, work: (card: ReturnType<typeof openCard>) => Promise<T>): Promise<T> {
  const transport = await openWebSocketTransport(url);
  try {
    return await work(openCard(transport));
  } finally {
    await transport.close();
  }
}

const digest = () => sha256DigestInfo(createHash('sha256').update('challenge').digest());
const code = (expected: string) => (error: unknown) => error instanceof CardError && error.code === expected;

async function statusOf(url: string, headers: Record<string, string>): Promise<number | 'open'> {
  const socket = new WebSocket(url, { headers });
  socket.on('error', () => {});
  const refused = once(socket, 'unexpected-response').then(([, response]) => response.statusCode as number);
  const status = await Promise.race([refused, once(socket, 'open').then(() => 'open' as const)]);
  socket.terminate();
  return status;
}

test('the list shows the labels of the cards, and nothing of what is on them', async (t) => {
  const { http } = await boxed(t);
  const response = await fetch(`${http()}/box/cards`);
  assert.deepEqual(await response.json(), [
    { id: 'hanako', kind: 'my-number', name: hanako.name, note: hanako.special },
  ]);
  assert.equal(response.headers.get('cache-control'), 'no-store');
});

test('a card signs with the key of its certificate, after its own PIN', async (t) => {
  const { url } = await boxed(t);
  const { certificate, signature } = await withCard(url(), async (card) => ({
    certificate: await card.readAuthenticationCertificate(),
    signature: await card.signWithAuthenticationKey(toUtf8(hanako.pins.authentication), digest()),
  }));
  const key = new X509Certificate(certificate).publicKey;
  assert.ok(verify('sha256', Buffer.from('challenge'), key, signature));
});

test('a wrong PIN costs a try that no restart gives back', async (t) => {
  const { url, restart } = await boxed(t);
  const wrong = withCard(url(), (card) => card.signWithAuthenticationKey(toUtf8('9999'), digest()));
  await assert.rejects(wrong, code('card/pin-wrong'));
  await restart();
  assert.equal(await withCard(url(), (card) => card.triesLeft('authentication')), 2);
});

test('the try is gone on disk before the card has answered', async (t) => {
  const { url, file } = await boxed(t);
  const transport = await openWebSocketTransport(url());
  for (const command of ['00a4040c0ad392f000260100000001', '00a4020c020018', '002000800439393939']) {
    const answer = await transport.transmit(Buffer.from(command, 'hex'));
    if (answer[0] === 0x63) {
      assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')).pins.authentication.triesLeft, 2);
    } else {
      assert.equal(Buffer.from(answer).toString('hex'), '9000');
    }
  }
  await transport.close();
});

test('a card whose PIN was blocked at the seeding stays blocked', async (t) => {
  const { url } = await boxed(t, { blocked: 'authentication' });
  const right = withCard(url(), (card) =>
    card.signWithAuthenticationKey(toUtf8(hanako.pins.authentication), digest()),
  );
  await assert.rejects(right, code('card/pin-blocked'));
});

test('a card file is readable by its owner only, and is never left half written', async (t) => {
  const { folder, file, url, restart } = await boxed(t);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(statSync(folder).mode & 0o077, 0);
  // What power loss in the middle of a write leaves behind.
  writeFileSync(`${file}.new`, '{"id":"hana');
  await restart();
  assert.equal(await withCard(url(), (card) => card.triesLeft('authentication')), 3);
  await withCard(url(), (card) =>
    card.signWithAuthenticationKey(toUtf8('9999'), digest()).catch(() => undefined),
  );
  assert.deepEqual(readdirSync(folder), ['hanako.json']);
});

test('a damaged card file is an error, not a card with fresh counters', async (t) => {
  const { folder, file } = await boxed(t);
  const whole = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  for (const damaged of [
    '{}',
    '',
    JSON.stringify({ ...whole, version: 3 }),
    JSON.stringify({ ...whole, pins: 1 }),
  ]) {
    writeFileSync(file, damaged);
    assert.throws(
      () => openBox({ folder, origin: PHONE, order: [] }),
      (error) => !(error instanceof TownError),
    );
  }
});

test('a card file of an older town is refused by a code of its own, with a remedy, and left as it is', async (t) => {
  const { folder, file } = await boxed(t);
  const { version, kind, ...old } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  assert.deepEqual([version, kind], [2, 'my-number']);
  writeFileSync(file, JSON.stringify(old));
  assert.throws(
    () => openBox({ folder, origin: PHONE, order: [] }),
    (error) =>
      error instanceof TownError && error.code === 'town/data-old' && /KAZASU_DATA/.test(error.remedy),
  );
  assert.equal(readFileSync(file, 'utf8'), JSON.stringify(old));
});

test('the printed numbers open what they should, each counted for itself and kept through a restart', async (t) => {
  const { url, restart } = await boxed(t);
  const { numberA, numberB, birthdate, securityCode } = image.numbers;
  const { face } = await withCard(url(), (reader) => reader.readFace({ numberB: toUtf8(numberB) }));
  assert.equal(toHex(face), toHex(fromBase64(image.surface.face)));
  const { ageRecord } = await withCard(url(), (reader) => reader.readAgeRecord(toUtf8(birthdate)));
  assert.equal(toHex(ageRecord), toHex(fromBase64(image.surface.ageRecord)));
  const { myNumberImage } = await withCard(url(), (reader) => reader.readMyNumberImage(toUtf8(numberA)));
  assert.equal(toHex(myNumberImage), toHex(fromBase64(image.surface.myNumberImage)));
  const wrong = `${numberB.slice(0, 10)}${securityCode === '0000' ? '1111' : '0000'}`;
  await assert.rejects(
    withCard(url(), (reader) => reader.readFace({ numberB: toUtf8(wrong) })),
    (error) => error instanceof CardError && error.code === 'card/pin-wrong' && error.triesLeft === 9,
  );
  await restart();
  assert.equal(await withCard(url(), (reader) => reader.triesLeft('surfaceNumberB')), 9);
  assert.equal(await withCard(url(), (reader) => reader.triesLeft('textNumberB')), 10);
});

test('a card that others may read is refused, and so is a folder that they may enter', async (t) => {
  const { folder, file } = await boxed(t);
  for (const [path, loose, tight] of [
    [file, 0o640, 0o600],
    [folder, 0o750, 0o700],
  ] as const) {
    chmodSync(path, loose);
    assert.throws(() => openBox({ folder, origin: PHONE, order: [] }), { code: 'town/data-loose' });
    chmodSync(path, tight);
  }
  assert.equal(openBox({ folder, origin: PHONE, order: [] }).cards().length, 1);
});

test('a page of the phone and a program may reach a card, a page of any other origin may not', async (t) => {
  const { url } = await boxed(t);
  assert.equal(await statusOf(url(), {}), 'open');
  assert.equal(await statusOf(url(), { origin: PHONE }), 'open');
  for (const origin of [
    'https://evil.example',
    'http://localhost:4003',
    'http://localhost:4002.evil.example',
    'null',
  ]) {
    assert.equal(await statusOf(url(), { origin }), 403, origin);
  }
});

test('a card that is not there, and any other address, is not found', async (t) => {
  const { url } = await boxed(t);
  for (const wrong of ['x', '/', '/apdu', '?a=1', '%00']) {
    assert.equal(await statusOf(`${url()}${wrong}`, {}), 404, wrong);
  }
  assert.equal(await statusOf(url().replace('/box/cards/hanako', '/'), {}), 404);
});

test('a card of another kind is not replaced', async (t) => {
  const { folder, file } = await boxed(t);
  const [box, before] = [openBox({ folder, origin: PHONE, order: [] }), readFileSync(file)];
  assert.equal(box.put({ ...licenceCard(), id: 'hanako' }), 'refused');
  assert.deepEqual(readFileSync(file), before);
  assert.equal(box.cards().length, 1);
});

test('a newer hand takes the card: the older one loses it, and the newer starts with no PIN verified', async (t) => {
  const { url } = await boxed(t);
  const older = await openWebSocketTransport(url());
  await openCard(older).readFourItems(toUtf8(hanako.pins.text));
  const newer = await openWebSocketTransport(url());
  await assert.rejects(older.transmit(Uint8Array.of(0, 0x84, 0, 0, 8)), code('card/removed'));
  // The four items are in the file that was selected and open a moment ago.
  const read = await newer.transmit(Uint8Array.of(0, 0xb0, 0, 0, 4));
  assert.notEqual(Buffer.from(read.subarray(-2)).toString('hex'), '9000');
  await newer.close();
});

test('what the older hand had sent already no longer reaches the card', async (t) => {
  const { url } = await boxed(t);
  const verify = Buffer.from('002000800439393939', 'hex');
  const older = new WebSocket(url());
  await once(older, 'open');
  const ended = once(older, 'close');
  older.send(Buffer.from('00a4040c0ad392f000260100000001', 'hex'));
  older.send(Buffer.from('00a4020c020018', 'hex'));
  const newer = openWebSocketTransport(url());
  for (let count = 0; count < 200; count += 1) {
    older.send(verify, () => {});
  }
  const card = await newer;
  await ended;
  const left = await openCard(card).triesLeft('authentication');
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(await openCard(card).triesLeft('authentication'), left);
  await card.close();
});

test('a message longer than any command ends the connection', async (t) => {
  const { url } = await boxed(t);
  const socket = new WebSocket(url());
  await once(socket, 'open');
  socket.send(new Uint8Array(70_000));
  const [reason] = await once(socket, 'close');
  assert.equal(reason, 1009);
});

test('a message that only announces to be huge is refused before any of it is kept', async (t) => {
  const { http } = await boxed(t);
  const socket = connect(Number(new URL(http()).port), 'localhost');
  const key = Buffer.alloc(16).toString('base64');
  socket.write(
    `GET /box/cards/hanako HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  await once(socket, 'data');
  // One binary frame, masked, of 50 megabytes, whose content never comes.
  socket.write(Buffer.from('82ff000000000300000000000000', 'hex'));
  const [refusal] = (await once(socket, 'data')) as [Buffer];
  assert.equal(refusal.subarray(2, 4).readUInt16BE(), 1009);
  socket.destroy();
});
