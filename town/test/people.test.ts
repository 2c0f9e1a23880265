import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { decide, openCodeIn, openTransaction, PhoneError, proveWithCard } from '@kazasu/phone/headless';
import { openWebSocketTransport } from '@kazasu/reader/websocket';
import { fourItemsOf, PEOPLE, type Person } from '../src/people/index.ts';
import type { Town } from '../src/town.ts';
import { approve, freshTown, HandMadeParty, openLogin, type TestTown } from './support/index.ts';
import { holdCard } from './support/person.ts';

let world: TestTown;
let town: Town;
let shop: HandMadeParty;
before(async () => {
  world = await freshTown();
  town = world.town;
  shop = await HandMadeParty.register(town);
});
after(() => world.end());

async function logIn(party: HandMadeParty, id: Person['id'], scope?: string) {
  const { url, verifier } = party.begin(scope === undefined ? {} : { scope });
  const callback = await approve(town, url, id);
  const tokens = await party.redeem(callback.searchParams.get('code') ?? '', verifier);
  assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
  return (await party.userinfo(String(tokens.body.access_token))).body;
}

/** The phone's part, which is expected to fail, and the answer to the relying party after it. */
async function refusalOf(id: Person['id']): Promise<{ error: PhoneError; answer: URLSearchParams }> {
  const { url } = shop.begin();
  const login = await openLogin(url);
  const error = await holdCard(town, login.link, id).catch((cause: unknown) => cause);
  assert.ok(error instanceof PhoneError, `${id} was not refused: ${error}`);
  const answer = error.final ? (await login.goOn()).searchParams : new URLSearchParams();
  return { error, answer };
}

for (const person of PEOPLE.filter(({ login }) => login === 'succeeds')) {
  test(`${person.id} logs in, and the four items are exactly those of the table`, async () => {
    const { sub, ...items } = await logIn(shop, person.id);
    const listed = town.people.find(({ id }) => id === person.id)?.items;
    assert.deepEqual(items, listed);
    assert.deepEqual(items, fourItemsOf(person, Date.now()));
    assert.match(String(sub), /^[0-9a-f-]{36}$/);
  });
}

test('whoever has a revoked certificate is refused, and the relying party is told', async () => {
  const { error, answer } = await refusalOf('misaki');
  assert.equal(error.code, 'provider/certificate_revoked');
  assert.equal(answer.get('error'), 'access_denied');
  assert.match(answer.get('error_description') ?? '', /revoked/);
  assert.equal(answer.get('code'), null);
});

test('whoever has an expired certificate is refused, and the relying party is told', async () => {
  const { error, answer } = await refusalOf('kenji');
  assert.equal(error.code, 'provider/certificate_expired');
  assert.equal(answer.get('error'), 'access_denied');
  assert.match(answer.get('error_description') ?? '', /expired/);
});

test('a card with a blocked PIN does not sign, and the login stays open for the person to stop', async () => {
  const { error } = await refusalOf('makoto');
  assert.equal(error.code, 'card/pin-blocked');
  assert.equal(error.final, false);
});

test('the table tells of every person how the login ends', () => {
  const refused = PEOPLE.filter(({ login }) => login !== 'succeeds').map(({ id, login }) => [id, login]);
  assert.deepEqual(refused, [
    ['misaki', 'certificate_revoked'],
    ['kenji', 'certificate_expired'],
    ['makoto', 'pin_blocked'],
  ]);
});

test('only the items that were asked for are handed over', async () => {
  const items = await logIn(shop, 'taro', 'openid birthdate');
  assert.deepEqual(Object.keys(items).sort(), ['birthdate', 'sub']);
  assert.deepEqual(Object.keys(await logIn(shop, 'taro', 'openid')), ['sub']);
});

test('two relying parties know the same person by different names, each by one name only', async () => {
  const bank = await HandMadeParty.register(town);
  const [first, again, elsewhere] = [
    await logIn(shop, 'ume'),
    await logIn(shop, 'ume'),
    await logIn(bank, 'ume'),
  ];
  assert.equal(first.sub, again.sub);
  assert.notEqual(first.sub, elsewhere.sub);
  assert.notEqual(first.sub, (await logIn(shop, 'akira')).sub);
});

test('a person who renews the card stays the same person', async () => {
  const before = await logIn(shop, 'ryoko');
  await town.renewCard('ryoko');
  const after = await logIn(shop, 'ryoko');
  assert.equal(after.sub, before.sub);
  assert.equal(after.name, '更科　涼子');
});

test('whoever stops sends the browser back with access_denied and the state, and without a code', async () => {
  const { url, state } = shop.begin();
  const login = await openLogin(url);
  const opened = await openTransaction(town.urls.provider, openCodeIn(login.link) ?? '');
  await decide(opened, false);
  const answer = (await login.goOn()).searchParams;
  assert.equal(answer.get('error'), 'access_denied');
  assert.equal(answer.get('state'), state);
  assert.ok(answer.get('error_description'));
  assert.equal(answer.get('code'), null);
});

test('another card’s proof does not approve a login: the challenge belongs to one transaction', async () => {
  const [mine, other] = [await openLogin(shop.begin().url), await openLogin(shop.begin().url)];
  const [first, second] = await Promise.all(
    [mine, other].map(({ link }) => openTransaction(town.urls.provider, openCodeIn(link) ?? '')),
  );
  assert.ok(first && second);
  const card = await openWebSocketTransport(`${town.urls.phone.replace('http', 'ws')}/box/cards/hanako`);
  const pins = { authentication: toUtf8('1234'), text: toUtf8('1234') };
  const crossed = { ...first, view: { ...first.view, challenge: second.view.challenge } };
  const proof = proveWithCard({ transaction: crossed, transport: card, pins });
  await assert.rejects(
    proof,
    (error) => error instanceof PhoneError && error.code === 'provider/proof_invalid',
  );
  await card.close();
});

test('forty logins at once: everybody gets their own items and nobody another’s', async () => {
  const able = PEOPLE.filter(({ login }) => login === 'succeeds');
  const parties = await Promise.all([0, 1, 2, 3].map(() => HandMadeParty.register(town)));
  const logins = Array.from({ length: 40 }, (_, at) => ({
    person: able[at % able.length] as Person,
    party: parties[at % parties.length] as HandMadeParty,
  }));
  const answers = await Promise.all(
    logins.map(async ({ person, party }) => ({ person, party, items: await logIn(party, person.id) })),
  );
  const subjects = new Map<string, string>();
  for (const { person, party, items } of answers) {
    const { sub, ...four } = items;
    assert.deepEqual(four, fourItemsOf(person, Date.now()), person.id);
    const owner = `${party.clientId} ${person.id}`;
    assert.equal(subjects.get(String(sub)) ?? owner, owner);
    subjects.set(String(sub), owner);
  }
  assert.equal(
    subjects.size,
    new Set(logins.map(({ party, person }) => `${party.clientId} ${person.id}`)).size,
  );
});

test('the log of all these logins holds no PIN, item, code, token, subject or certificate', async () => {
  const { url, verifier, state, nonce } = shop.begin();
  const callback = await approve(town, url, 'alexandra');
  const code = callback.searchParams.get('code') ?? '';
  const tokens = await shop.redeem(code, verifier);
  const items = await shop.userinfo(String(tokens.body.access_token));
  const text = world.log.join('');
  assert.ok(world.log.length > 200, 'the services log');
  const secrets = [
    ...Object.values(tokens.body).filter((value) => typeof value === 'string' && value.length > 30),
    ...Object.values(items.body),
    ...PEOPLE.flatMap((person) => [person.name, person.address, person.myNumber]),
    ...[code, verifier, state, nonce, callback.href],
  ];
  for (const secret of secrets.map(String).filter((value) => value.length > 1)) {
    assert.ok(!text.includes(secret), 'a secret is in the log');
  }
  // A DER certificate in base64, base64url or hexadecimal.
  assert.doesNotMatch(text, /MII[A-Za-z0-9+/_-]{20}|3082[0-9a-f]{20}|BEGIN /);
  // A PIN of four digits may be part of a time or a port, so every field is looked at by itself.
  const pins = new Set(PEOPLE.flatMap((person) => Object.values(person.pins)));
  for (const line of world.log) {
    for (const [field, value] of Object.entries(JSON.parse(line) as Record<string, unknown>)) {
      assert.ok(!pins.has(String(value)) || field === 'port', `${field} holds a PIN`);
    }
  }
});
