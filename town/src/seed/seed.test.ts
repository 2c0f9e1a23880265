import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { keysOfFewPrimes } from '@kazasu/authority/testing';
import { systemClock } from '@kazasu/server/clock';
import { openTokens, portsFrom, urlsOf } from '../access/index.ts';
import { type Box, openBox } from '../box/index.ts';
import { PEOPLE, PERSON_IDS } from '../people/index.ts';
import { type Ground, type StartedService, startAuthority } from '../service/index.ts';
import { createDesk, type Desk, seedPeople } from './index.ts';

const NOW = systemClock.now();
const folder = mkdtempSync(join(tmpdir(), 'kazasu-seed-'));
const boxFolder = join(folder, 'cards');
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
  box = openBox({ folder: boxFolder, origin: 'http://localhost:4002', order: PERSON_IDS });
});
after(async () => {
  await authority.close();
  rmSync(folder, { recursive: true });
});

/** Lets `count` requests through, then breaks like a process that was killed. */
function killedAfter(count: number): Desk {
  let left = count;
  const through = <Args extends unknown[], Result>(method: (...args: Args) => Promise<Result>) => {
    return async (...args: Args) => {
      left -= 1;
      if (left < 0) throw new Error('killed');
      return method(...args);
    };
  };
  return {
    ...desk,
    issueCard: through(desk.issueCard),
    renewCard: through(desk.renewCard),
    revoke: through(desk.revoke),
  };
}

async function certificatesOf(id: string, role: 'authentication' | 'signature') {
  return (await desk.certificates(id)).filter((certificate) => certificate.role === role);
}

test('a seeding that was killed half way is repeated cleanly, and then everybody has a card', async () => {
  const seeding = { box, seededAt: NOW, onPerson: () => {} };
  await assert.rejects(seedPeople({ ...seeding, desk: killedAfter(7) }), /killed/);
  // A card that was made but never reached the box is lost with its keys.
  const half = openBox({ folder: boxFolder, origin: 'http://localhost:4002', order: PERSON_IDS });
  assert.ok(half.cards().length < 12);
  const told: string[] = [];
  await seedPeople({ ...seeding, desk, onPerson: (person) => told.push(person.id) });
  assert.equal(new Set(told).size, 12);
});

test('the cards lie in the order of the table, handed out just now or found on disk', () => {
  const found = openBox({ folder: boxFolder, origin: 'http://localhost:4002', order: PERSON_IDS });
  for (const each of [box, found]) {
    assert.deepEqual(
      each.cards().map((card) => card.id),
      PEOPLE.map((person) => person.id),
    );
  }
});

test('a card that was lost between counter and box is followed by one more card of the same person', async () => {
  await assert.rejects(
    seedPeople({
      desk,
      seededAt: NOW,
      onPerson: () => {},
      box: { ...box, has: (id) => id !== 'taro', put: () => assert.fail('killed') },
    }),
  );
  await seedPeople({
    desk,
    seededAt: NOW,
    onPerson: () => {},
    box: { ...box, has: (id) => id !== 'taro' },
  });
  const cards = await certificatesOf('taro', 'authentication');
  assert.ok(cards.length >= 3);
  assert.equal(cards.filter((card) => card.revokedAt === undefined).length, 1);
});

test('everybody’s story is told at the authority', async () => {
  const [misaki] = await certificatesOf('misaki', 'authentication');
  assert.equal(misaki?.reason, 'keyCompromise');
  assert.equal((await certificatesOf('misaki', 'signature'))[0]?.reason, 'keyCompromise');
  assert.equal((await certificatesOf('daichi', 'authentication'))[0]?.revokedAt, undefined);
  assert.equal((await certificatesOf('daichi', 'signature'))[0]?.reason, 'affiliationChanged');
  const kenji = (await certificatesOf('kenji', 'authentication')).at(-1);
  assert.ok(kenji && kenji.notAfter < NOW && kenji.revokedAt === undefined);
  const ryoko = await certificatesOf('ryoko', 'authentication');
  assert.ok(ryoko.length >= 2);
  assert.notEqual(ryoko[0]?.id.issuerKeyId, ryoko.at(-1)?.id.issuerKeyId);
  assert.equal((await certificatesOf('sora', 'signature')).length, 0);
  assert.equal((await certificatesOf('sora', 'authentication')).length, 1);
  const hanako = (await certificatesOf('hanako', 'authentication')).at(-1);
  assert.ok(hanako && hanako.notAfter > NOW && hanako.revokedAt === undefined);
});

test('seeding a complete town again asks for no card and revokes nothing', async () => {
  const before = await Promise.all(['hanako', 'misaki'].map((id) => desk.certificates(id)));
  await seedPeople({ desk: killedAfter(0), box, seededAt: NOW, onPerson: () => {} });
  assert.deepEqual(await Promise.all(['hanako', 'misaki'].map((id) => desk.certificates(id))), before);
});
