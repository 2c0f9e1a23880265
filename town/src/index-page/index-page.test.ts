import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { evidencePages } from '@kazasu/evidence-page';
import { buildPages } from '@kazasu/ui/build';
import { faultsOf } from '@kazasu/ui/testing';
import * as v from 'valibot';
import { portsFrom, TownDescription, urlsOf } from '../access/index.ts';
import { describeTown } from '../describe.ts';
import { PEOPLE } from '../people/index.ts';
import { createIndexPage } from './index.ts';
import { INDEX_TEXTS } from './texts.ts';

const NUMBERS = {
  numberA: '999000000016',
  numberB: '63051720362285',
  birthdate: '630517',
  securityCode: '2285',
  expiry: '20360517',
};
const describe = (first: number) => () =>
  describeTown(urlsOf(portsFrom(first)), Date.UTC(2026, 0, 1), () => NUMBERS);
const trust = async () => toUtf8('{"format":"kazasu-trust/1"}');
const counterLink = () => 'http://localhost:4003/counter/enter?ticket=once';
const consoleLink = async () => 'http://localhost:4004/console/enter#once';
const description = describe(4000)();
let app: ReturnType<typeof createIndexPage>;
before(async () => {
  await buildPages({ apps: [evidencePages] });
  app = createIndexPage({ describe: describe(4000), trust, counterLink, consoleLink });
});

async function pageText(path: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await app.request(path, { headers });
  assert.equal(response.status, 200);
  return response.text();
}

test('the page shows every person with all PINs, what is special and what to try', async () => {
  for (const lang of ['ja', 'en'] as const) {
    const text = await pageText(`/?lang=${lang}`);
    for (const person of PEOPLE) {
      for (const shown of [person.name, person.id, person.special[lang], person.tryThis[lang]]) {
        assert.ok(text.includes(shown), `${person.id}: ${shown}`);
      }
      for (const pin of Object.values(person.pins)) {
        assert.ok(text.includes(`<dd>${pin}</dd>`), `${person.id}: ${pin}`);
      }
    }
  }
});

test('the page shows the portrait of every person, served by itself, and what is printed on the card', async () => {
  const text = await pageText('/');
  for (const person of PEOPLE) {
    assert.ok(text.includes(`src="/portraits/${person.id}.svg"`), person.id);
    const response = await app.request(`/portraits/${person.id}.svg`);
    assert.equal(response.headers.get('content-type'), 'image/svg+xml');
    assert.match(await response.text(), /^<svg [^>]+>\n<title>/);
  }
  assert.equal(text.split(`<dd>${NUMBERS.numberB}</dd>`).length, 13);
  assert.equal((await app.request('/portraits/nobody.svg')).status, 404);
});

test('the page shows the cards of other kinds with what opens them', async () => {
  const html = await (await app.request('/?lang=en')).text();
  for (const text of ['hanako-licence', '1234, 5678', 'alexandra-residence', 'AA00000000ZZ'])
    assert.ok(html.includes(text), text);
  const plain = html.replaceAll(/<(?:\/?span|wbr)>/g, '');
  const [command, address] = [
    'kazasu card read licence --person hanako-licence',
    'ws://localhost:4002/box/cards/hanako-licence',
  ].map((text) => plain.indexOf(text));
  assert.ok(command !== -1 && address !== -1 && Number(command) < Number(address), 'the command comes first');
  assert.ok(plain.includes('kazasu card read residence-card --out pictures --person alexandra-residence'));
  assert.ok(plain.includes('kazasu card info --person hanako'));
});

test('an address breaks behind its slashes, and nowhere else unless it must', async () => {
  const [first, ...rest] = ['http://localhost:4001/', 'api/', 'realms/', 'main'];
  assert.ok((await pageText('/')).includes([first, ...rest].join('<wbr>')));
});

test('what no login asks for is folded away', async () => {
  const text = (await pageText('/')).replaceAll(/<details.*?<\/details>/gs, '');
  assert.ok(!text.includes(NUMBERS.numberB));
});

test('the page shows every address, and leads to the reservation site', async () => {
  const text = (await pageText('/')).replaceAll('<wbr>', '');
  for (const url of Object.values(description.urls).filter((each) => each !== description.urls.index)) {
    assert.ok(text.includes(url), url);
  }
  assert.match(text, /<a class="kz-button" href="http:\/\/localhost:4010"/);
});

test('counter and console are opened by forms of this page alone, with links that are made for the asking', async () => {
  const page = await pageText('/');
  for (const [door, linkOf] of [
    ['counter', counterLink],
    ['console', consoleLink],
  ] as const) {
    assert.ok(page.includes(`<form class="town-door" method="post" action="/${door}">`), door);
    const post = (headers: Record<string, string>) => app.request(`/${door}`, { method: 'POST', headers });
    const response = await post({ 'sec-fetch-site': 'same-origin' });
    assert.equal(response.status, 303);
    assert.equal(response.headers.get('location'), await linkOf());
    assert.match(
      response.headers.get('content-security-policy') ?? '',
      /form-action 'self' http:\/\/localhost:4003 http:\/\/localhost:4004;/,
    );
    for (const site of ['same-site', 'cross-site', 'none']) {
      assert.equal((await post({ 'sec-fetch-site': site })).status, 403);
    }
    for (const origin of ['http://evil.example', 'null']) assert.equal((await post({ origin })).status, 403);
  }
});

test('the command names the town where it would not be found by itself', async () => {
  assert.doesNotMatch(await pageText('/'), /--town/);
  const elsewhere = createIndexPage({ describe: describe(5600), trust, counterLink, consoleLink });
  const text = await (await elsewhere.request('/')).text();
  for (const command of ['client add', 'card info', 'card read licence', 'card read residence-card']) {
    const told = new RegExp(`${command} [^<]*--town http://localhost:5600 <`);
    assert.match(text.replaceAll(/<\/?span>/g, ''), told);
  }
});

test('the page speaks Japanese first, and the language that the browser prefers or the address names', async () => {
  assert.match(await pageText('/'), /<html lang="ja">/);
  assert.match(await pageText('/', { 'accept-language': 'en-GB' }), /<html lang="en">/);
  assert.match(await pageText('/?lang=ja', { 'accept-language': 'en-GB' }), /<html lang="ja">/);
});

test('no text is missing in either language', () => {
  assert.deepEqual(faultsOf(INDEX_TEXTS), []);
  for (const { special, tryThis } of PEOPLE) {
    assert.deepEqual(
      faultsOf({ ja: { special: special.ja }, en: { special: special.en.replaceAll(/[𠮷𡈽]/gu, '') } }),
      [],
    );
    assert.deepEqual(
      faultsOf({ ja: { tryThis: tryThis.ja }, en: { tryThis: tryThis.en.replaceAll('𠮷', '') } }),
      [],
    );
  }
});

test('programs get the same as data, with everything that a login needs', async () => {
  const response = await app.request('/town.json');
  const told = v.parse(TownDescription, await response.json());
  assert.deepEqual(told, description);
  assert.equal(told.people.length, 12);
  assert.equal(response.headers.get('cache-control'), 'no-store');
});

test('the page that checks evidence is here, in a sandbox of its own, with the trust file of the town beside it', async () => {
  const page = await app.request('/evidence');
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-security-policy') ?? '', /sandbox allow-scripts/);
  assert.match(page.headers.get('content-disposition') ?? '', /^inline/);
  const kept = await app.request('/evidence?download=true');
  assert.match(kept.headers.get('content-disposition') ?? '', /^attachment/);
  const file = await app.request('/evidence/trust.json');
  assert.match(file.headers.get('content-disposition') ?? '', /^attachment/);
  assert.equal(((await file.json()) as { format: string }).format, 'kazasu-trust/1');
});

test('the page runs under a policy that allows nothing inline', async () => {
  const response = await app.request('/');
  assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'.*style-src 'self'/);
  assert.doesNotMatch(await response.text(), /\sstyle=|<script/);
});
