import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { myNumberCheckDigit } from '@kazasu/card';
import {
  APP_PATHS,
  type HistoryEntry,
  type HistoryPage,
  HOLDER_PATHS,
  type HolderProblem,
  type HolderSession,
} from '../api/index.ts';
import { replaceClient } from '../client/index.ts';
import { type AppUser, register, visitWithApp } from '../testing/app-user.ts';
import { proofOf, signatureProofOf } from '../testing/card.ts';
import { CLIENT } from '../testing/clients.ts';
import { digestInfoOf, digestOf, Signer } from '../testing/signer.ts';
import { begin, call, callRaw, openPhone } from '../testing/visit.ts';
import { createWorld, HANAKO, type World } from '../testing/world.ts';

let world: World;
let hanako: CardImage;
let jiro: CardImage;
let shop: Signer;

before(async () => {
  world = await createWorld({ manyCards: true });
  hanako = await world.personalise({});
  jiro = await world.personalise({ residentId: 'jiro', myNumber: '999000000024', birthdate: '19710203' });
  shop = await Signer.create(world, 'GOV0000001', { kind: 'government', name: '架空市 電子申請' });
});
after(() => world.close());

const app = () => world.provider.app;
/** Without use, until an app is locked. */
const IDLE = 5 * 60_000;
const YEAR = 365 * 24 * 3_600_000;

async function historyOf(user: AppUser, after?: string): Promise<HistoryPage> {
  const { session } = await user.unlock();
  return call(app(), HOLDER_PATHS.history, after === undefined ? {} : { after }, session);
}

async function entriesOf(user: AppUser): Promise<readonly HistoryEntry[]> {
  return (await historyOf(user)).entries;
}

/** Signs two documents in this person's unlocked app. */
async function signWith(user: AppUser, image: CardImage): Promise<string> {
  const documents = [
    { digest: digestOf('first'), document_name: '転居届.pdf' },
    { digest: digestInfoOf('second') },
  ].map(({ document_name: name, ...rest }) => ({ ...rest, ...(name && { name }) }));
  const created = await shop.create({ documents });
  const browser = await shop.begin(created.body.sign_transaction_id ?? '');
  const { session } = await user.unlock();
  const phone = await openPhone(app(), await browser.linkCode(), undefined, session);
  const proved = await phone.sign(await signatureProofOf(image, phone.transaction));
  assert.ok('state' in proved && proved.state === 'proved', JSON.stringify(proved));
  const { body } = await shop.tokens({ browser, phone });
  assert.ok(body.access_token, JSON.stringify(body));
  return browser.id;
}

test('a login stands in the history of its person: to whom, when, which items, and no value', async () => {
  const user = await register(app(), hanako);
  const { browser } = await visitWithApp(app(), hanako, { scope: 'openid birthdate name' });
  const entries = await entriesOf(user);
  assert.deepEqual(entries, [
    {
      id: browser.id,
      at: world.clock.now(),
      kind: 'login',
      relyingParty: {
        clientId: CLIENT.clientId,
        name: CLIENT.name,
        kind: 'private',
        origin: 'https://rp.example',
      },
      items: ['name', 'birthdate'],
      documents: [],
      openedBy: 'link',
      device: 'card',
    },
  ]);
  assert.ok(!JSON.stringify(entries).includes(HANAKO.name));
});

test('a signature stands in the history of whoever had unlocked the app, with its digests', async () => {
  const user = await register(app(), hanako, { endOthers: true });
  world.clock.advance(1_000);
  const id = await signWith(user, hanako);
  const [entry] = await entriesOf(user);
  assert.equal(entry?.id, id);
  assert.equal(entry?.kind, 'signature');
  const hex = (text: string) => createHash('sha256').update(text).digest('hex');
  assert.deepEqual(entry?.documents, [
    { digest: hex('first'), name: '転居届.pdf' },
    { digest: hex('second') },
  ]);
});

test('a signature in an app that is locked stands in nobody’s history', async () => {
  const user = await register(app(), hanako, { endOthers: true });
  const before = await entriesOf(user);
  await shop.sign(await shop.transaction(), hanako);
  assert.deepEqual(await entriesOf(user), before);
});

test('an app whose session has lapsed is told so, and the same link goes on once it is unlocked: nothing is left out', async () => {
  const user = await register(app(), hanako, { endOthers: true });
  const lapsed = await user.unlock();
  world.clock.advance(IDLE);
  const created = await shop.create({ documents: [{ digest: digestOf('first') }] });
  const browser = await shop.begin(created.body.sign_transaction_id ?? '');
  const code = await browser.linkCode();
  const refused = await callRaw(app(), APP_PATHS.open, { code, holder: lapsed.session });
  assert.equal(refused.status, 401);
  assert.deepEqual(await refused.json(), { error: 'session_unknown', final: false });
  const phone = await openPhone(app(), code, undefined, (await user.unlock()).session);
  await phone.sign(await signatureProofOf(hanako, phone.transaction));
  world.clock.advance(IDLE);
  assert.deepEqual(await phone.decide(true), { error: 'session_unknown', final: false });
  const guest = await register(app(), jiro, { endOthers: true });
  for (const holder of [undefined, guest.session, lapsed.session]) {
    const answer = await call(app(), APP_PATHS.decision, { agree: true, holder }, phone.token);
    assert.deepEqual(answer, { error: 'session_unknown', final: false }, 'agreed to in that app alone');
  }
  const { session } = await user.unlock();
  await call(app(), APP_PATHS.decision, { agree: true, holder: session }, phone.token);
  assert.ok((await shop.redeem(await browser.answer(phone))).body.access_token);
  const [entry] = await entriesOf(user);
  assert.deepEqual([entry?.id, entry?.kind], [browser.id, 'signature']);
  await callRaw(app(), HOLDER_PATHS.end, undefined, guest.session);
});

test('nothing is kept of whoever has no account, nor of what was declined', async () => {
  const count = async () => (await world.store.run('SELECT id FROM provider_handover')).length;
  const before = await count();
  await visitWithApp(app(), jiro, {});
  assert.equal(await count(), before);
  const user = await register(app(), jiro);
  await visitWithApp(app(), jiro, {}, { agree: false });
  assert.deepEqual(await entriesOf(user), []);
});

test('whose card it is counts, not in whose app it is read', async () => {
  const owner = await register(app(), hanako, { endOthers: true });
  const guest = await register(app(), jiro, { endOthers: true });
  const before = await entriesOf(owner);
  const { session } = await owner.unlock();
  world.clock.advance(1_000);
  const { browser } = await visitWithApp(app(), jiro, {}, { session });
  assert.deepEqual(await entriesOf(owner), before);
  assert.equal((await entriesOf(guest))[0]?.id, browser.id);
});

test('the relying party is told as it was at that moment', async () => {
  const user = await register(app(), hanako, { endOthers: true });
  world.clock.advance(1_000);
  await visitWithApp(app(), hanako, {});
  await replaceClient(world.store, { ...CLIENT, name: 'あとの名前' });
  assert.equal((await entriesOf(user))[0]?.relyingParty.name, CLIENT.name);
  await replaceClient(world.store, CLIENT);
});

test('at rest nothing is in clear but whose it is, when, and the client’s id', async () => {
  const rows = await world.store.run<{ content: Uint8Array }>('SELECT * FROM provider_handover');
  assert.ok(rows.length > 3);
  for (const { content, ...clear } of rows) {
    assert.deepEqual(Object.keys(clear), ['id', 'holder_id', 'client_id', 'at']);
    const text = Buffer.from(content).toString('latin1') + Buffer.from(content).toString('utf8');
    assert.doesNotMatch(text, /転居|図書館|birthdate|rp\.example|[0-9a-f]{64}/);
  }
});

test('once a login is over, its transaction does not say any more whose it was', async () => {
  const user = await register(app(), hanako, { endOthers: true });
  const browser = await begin(app(), { scope: 'openid' });
  const phone = await openPhone(app(), await browser.linkCode(), undefined, (await user.unlock()).session);
  await phone.proof(await proofOf(hanako, phone.transaction));
  const told = () =>
    world.store.run(
      'SELECT id FROM provider_transaction WHERE person_id IS NOT NULL OR holder_id IS NOT NULL',
    );
  assert.deepEqual(
    (await told()).map(({ id }) => id),
    [browser.id],
  );
  world.clock.advance(31 * 60_000);
  await world.provider.sweep();
  assert.deepEqual(await told(), []);
});

test('a row that was moved to another person’s history opens there no more', async () => {
  const user = await register(app(), hanako, { endOthers: true });
  const other = await register(app(), jiro, { endOthers: true });
  const { browser } = await visitWithApp(app(), jiro, {});
  const [{ id } = { id: '' }] = await world.store.run<{ id: string }>(
    `SELECT h.id FROM provider_holder h JOIN provider_passkey p ON p.holder_id = h.id WHERE p.id = $1`,
    [user.authenticator.credential.id],
  );
  await world.store.run('UPDATE provider_handover SET holder_id = $2 WHERE id = $1', [browser.id, id]);
  const { session } = await user.unlock();
  assert.equal((await callRaw(app(), HOLDER_PATHS.history, {}, session)).status, 500);
  await world.store.run('DELETE FROM provider_handover WHERE id = $1', [browser.id]);
  assert.ok(!(await entriesOf(other)).some((entry) => entry.id === browser.id));
});

describe('pages', () => {
  test('come newest first, each entry once, whatever is added meanwhile', async () => {
    const user = await register(app(), jiro, { endOthers: true });
    await callRaw(app(), HOLDER_PATHS.end, undefined, user.session);
    const again = await register(app(), jiro);
    const ids: string[] = [];
    // Two at each moment, so that a page ends between two of the same time.
    for (let round = 0; round < 45; round += 1) {
      if (round % 2 === 0) world.clock.advance(1_000);
      ids.push((await visitWithApp(app(), jiro, { scope: 'openid' })).browser.id);
    }
    const first = await historyOf(again);
    const late = await visitWithApp(app(), jiro, { scope: 'openid' });
    const second = await historyOf(again, first.next);
    const third = await historyOf(again, second.next);
    assert.deepEqual([first.entries.length, second.entries.length, third.entries.length], [20, 20, 5]);
    assert.equal(third.next, undefined);
    const seen = [...first.entries, ...second.entries, ...third.entries];
    assert.deepEqual(seen.map(({ id }) => id).toSorted(), ids.toSorted());
    assert.ok(seen.every(({ at }, index) => at <= (seen[index - 1]?.at ?? at)));
    assert.ok(!seen.some(({ id }) => id === late.browser.id));
  });

  test('begin at no cursor that is none of ours', async () => {
    const { session } = await (await register(app(), jiro, { endOthers: true })).unlock();
    for (const after of ['', 'x', '!', Buffer.from('1 x').toString('base64url'), 'A'.repeat(101)]) {
      const refused = await call<HolderProblem>(app(), HOLDER_PATHS.history, { after }, session);
      assert.deepEqual(refused, { error: 'request_invalid' }, after);
    }
  });
});

test('what is older than five years is neither told nor kept', async () => {
  const user = await register(app(), hanako, { endOthers: true });
  assert.ok((await entriesOf(user)).length > 0);
  world.clock.advance(5 * YEAR);
  assert.deepEqual(await entriesOf(user), []);
  await world.provider.sweep();
  assert.deepEqual(await world.store.run('SELECT id FROM provider_handover'), []);
  world.clock.advance(-5 * YEAR);
});

describe('dates of certificates', () => {
  const certificatesOf = async (user: AppUser) => {
    const { holder } = (await user.unlock()) as HolderSession;
    return holder.certificates;
  };

  test('are seen at each proof, of the authentication certificate and of the signature certificate', async () => {
    const user = await register(app(), hanako, { endOthers: true });
    world.clock.advance(1_000);
    await visitWithApp(app(), hanako, { scope: 'openid' });
    await signWith(user, hanako);
    const now = world.clock.now();
    const seen = await certificatesOf(user);
    assert.deepEqual(
      seen.map(({ role, device, seenAt }) => ({ role, device, seenAt })),
      [
        { role: 'authentication', device: 'card', seenAt: now },
        { role: 'signature', device: 'card', seenAt: now },
      ],
    );
  });

  test('are not those of somebody else who signs in this app, and stand nowhere in clear', async () => {
    const user = await register(app(), hanako, { endOthers: true });
    const before = await certificatesOf(user);
    world.clock.advance(1_000);
    await signWith(user, jiro);
    assert.deepEqual(await certificatesOf(user), before);
    const rows = await world.store.run<{ not_after: Uint8Array }>(
      'SELECT not_after FROM provider_holder_certificate',
    );
    for (const { not_after: sealed } of rows) {
      assert.doesNotMatch(Buffer.from(sealed).toString('latin1'), /\d{13}/);
    }
  });
});

test('erasing leaves no row of the account, and whoever comes again begins anew', async () => {
  const user = await register(app(), hanako, { endOthers: true });
  await visitWithApp(app(), hanako, {});
  const [{ id } = { id: '' }] = await world.store.run<{ id: string }>(
    'SELECT holder_id AS id FROM provider_passkey WHERE id = $1',
    [user.authenticator.credential.id],
  );
  assert.equal((await callRaw(app(), HOLDER_PATHS.end, undefined, user.session)).status, 204);
  for (const table of ['passkey', 'holder_session', 'holder_certificate', 'handover', 'transaction']) {
    const rows = await world.store.run(`SELECT * FROM provider_${table} WHERE holder_id = $1`, [id]);
    assert.deepEqual(rows, [], table);
  }
  assert.deepEqual(await user.post(HOLDER_PATHS.holder), { error: 'session_unknown' });
  assert.deepEqual(await user.unlock(), { error: 'passkey_invalid' });
  const again = await register(app(), hanako);
  assert.deepEqual(await entriesOf(again), []);
});

test('nothing that an erased account has begun can be agreed to: its browser gets access_denied, and nothing signed is left', async () => {
  const user = await register(app(), hanako, { endOthers: true });
  const signing = await shop.create({ documents: [{ digest: digestOf('first') }] });
  const browsers = [
    await shop.begin(signing.body.sign_transaction_id ?? ''),
    ...(await Promise.all([1, 2, 3].map(() => begin(app(), { scope: 'openid name' })))),
  ];
  const [signed, opened, proved, approved] = await Promise.all(
    browsers.map(async (browser) => openPhone(app(), await browser.linkCode(), undefined, user.session)),
  );
  assert.ok(signed && opened && proved && approved);
  await signed.sign(await signatureProofOf(hanako, signed.transaction));
  for (const phone of [proved, approved]) await phone.proof(await proofOf(hanako, phone.transaction));
  await approved.decide(true);
  assert.equal((await callRaw(app(), HOLDER_PATHS.end, undefined, user.session)).status, 204);
  const next = await register(app(), hanako);
  for (const [index, phone] of [signed, opened, proved, approved].entries()) {
    for (const holder of [undefined, next.session]) {
      const answer = await call(app(), APP_PATHS.decision, { agree: true, holder }, phone.token);
      assert.deepEqual(answer, { error: 'transaction_state', final: true });
    }
    const location = (await browsers[index]?.answer(phone))?.headers.get('location') ?? '';
    assert.equal(new URL(location).searchParams.get('error'), 'access_denied', location);
  }
  const left = await world.store.run(
    `SELECT state, documents, result FROM provider_sign_transaction WHERE id = $1`,
    [signing.body.sign_transaction_id ?? ''],
  );
  assert.deepEqual(left, [{ state: 'declined', documents: null, result: null }]);
});

test('forty holders at once each find their own history and nobody else’s', async () => {
  const images = await Promise.all(
    Array.from({ length: 40 }, (_, index) => {
      const number = `99900000${String(index).padStart(3, '0')}`;
      const myNumber = number + myNumberCheckDigit(number);
      return world.personalise({ residentId: `crowd-${index}`, myNumber });
    }),
  );
  const users = await Promise.all(images.map((image) => register(app(), image)));
  const ids = await Promise.all(
    images.map(async (image, index) => {
      const { session } = (await users[index]?.unlock()) ?? {};
      const [first, second] = await Promise.all([
        visitWithApp(app(), image, { scope: 'openid name' }, { session }),
        visitWithApp(app(), image, { scope: 'openid' }, { session }),
      ]);
      return [first.browser.id, second.browser.id].toSorted();
    }),
  );
  const histories = await Promise.all(users.map(async (user) => (await entriesOf(user)).map(({ id }) => id)));
  assert.deepEqual(
    histories.map((found) => found.toSorted()),
    ids,
  );
});

test('no log line tells what stands in a history', () => {
  const all = world.lines.join('\n');
  for (const personal of [HANAKO.name, '転居届', 'あおぞら図書館', 'rp.example', digestOf('first')]) {
    assert.ok(!all.includes(personal), personal);
  }
});
