import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { toUtf8 } from '@kazasu/bytes';
import { checkBundle, parseBundle, parseTrustFile } from '@kazasu/evidence';
import { judgeAnyDocument } from '@kazasu/evidence/testing';
import {
  decide,
  openCodeIn,
  openTransaction,
  PhoneError,
  proveWithCard,
  triesOnCard,
} from '@kazasu/phone/headless';
import { openWebSocketTransport } from '@kazasu/reader/websocket';
import { requirePeer } from '@kazasu/server/peer';
import { findPerson, PEOPLE, type PersonId } from '../src/people/index.ts';
import { freshTown, openLogin, type TestTown } from './support/index.ts';
import { openOffice } from './support/office.ts';
import { approve, holdCard } from './support/person.ts';
import { formOf, Resident } from './support/resident.ts';

let world: TestTown;
let folder: string;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kazasu-office-'));
  world = await freshTown();
});
after(async () => {
  await world.end();
  rmSync(folder, { recursive: true });
});

const pdfsig = requirePeer({
  name: 'pdfsig',
  commands: ['pdfsig'],
  remedy: 'apt-get install poppler-utils',
});
const pdftotext = requirePeer({
  name: 'pdftotext',
  commands: ['pdftotext'],
  remedy: 'apt-get install poppler-utils',
});

async function octets(response: Response): Promise<Uint8Array> {
  assert.equal(response.status, 200, response.headers.get('location') ?? '');
  return new Uint8Array(await response.arrayBuffer());
}

/** Until the log's next head is stamped, which in a town takes seconds. */
async function evidenceOf(resident: Resident): Promise<Uint8Array> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const response = await resident.get('/evidence.json');
    if (response.status === 200) return octets(response);
    assert.equal(response.headers.get('location'), '/result?evidence=pending');
    await setTimeout(500);
  }
  return assert.fail('the evidence was never stamped');
}

async function trust() {
  const file = await octets(await fetch(`${world.town.urls.evidence}/trust.json`));
  return parseTrustFile(file);
}

test('a resident applies, signs, is accepted, and takes home what stands without the office', async () => {
  const resident = new Resident(world.town);
  await resident.apply('hanako');
  const unsigned = await octets(await resident.get('/application.pdf'));
  assert.equal(await resident.sign('hanako'), '/result');
  assert.match(await resident.page('/result'), /申請を受け付けました/);
  const signed = await octets(await resident.get('/signed.pdf'));
  assert.deepEqual(signed.subarray(0, unsigned.length), unsigned, 'what was shown is what was signed');

  const bundle = parseBundle(await evidenceOf(resident));
  const { trust: whom, profiles } = await trust();
  const judge = (document: Uint8Array) =>
    checkBundle(bundle, {
      time: Date.now(),
      trust: whom,
      document,
      judgeDocument: judgeAnyDocument,
      ...(profiles && { profiles }),
    });
  const report = judge(signed);
  assert.equal(
    report.verdict,
    'valid',
    JSON.stringify(report.checks.filter(({ status }) => status !== 'passed')),
  );
  assert.notEqual(judge(unsigned).verdict, 'valid');
});

test('pdfsig takes the signed form as signed, whole and unchanged', { skip: pdfsig.missing }, async () => {
  const resident = new Resident(world.town);
  await resident.apply('taro');
  await resident.sign('taro');
  const signed = await octets(await resident.get('/signed.pdf'));
  const [good, bad] = [join(folder, 'good.pdf'), join(folder, 'bad.pdf')];
  writeFileSync(good, signed);
  const told = execFileSync(pdfsig.path, [good], { encoding: 'utf8' });
  assert.match(told, /Signature is Valid/);
  assert.match(told, /Total document signed/);
  const changed = Buffer.from(signed);
  const inContent = changed.indexOf('stream') + 20;
  changed.writeUInt8(changed.readUInt8(inContent) ^ 1, inContent);
  writeFileSync(bad, changed);
  const refused = execFileSync(pdfsig.path, [bad], { encoding: 'utf8' });
  assert.match(refused, /Signature Validation: Digest Mismatch/);
});

test('the form’s text can be selected, rare characters and long addresses too', {
  skip: pdftotext.missing,
}, async () => {
  for (const id of ['yoshio', 'akira', 'alexandra'] as const) {
    const resident = new Resident(world.town);
    await resident.apply(id);
    const file = join(folder, `${id}.pdf`);
    writeFileSync(file, await octets(await resident.get('/application.pdf')));
    const plain = (text: string) => text.normalize('NFKC').replaceAll(/\s/g, '');
    const text = plain(execFileSync(pdftotext.path, ['-raw', file, '-'], { encoding: 'utf8' }));
    const { name, address } = findPerson(id) ?? assert.fail(id);
    for (const shown of [name, address, '住民票の写しの交付申請書', '勤務先へ提出']) {
      assert.ok(text.includes(plain(shown)), `${id}: ${shown}`);
    }
  }
});

test('everybody whose certificate is good is accepted, also where it stands for other characters', async () => {
  for (const { id } of PEOPLE.filter(({ signing }) => signing === 'succeeds')) {
    const resident = new Resident(world.town);
    await resident.apply(id);
    assert.equal(await resident.sign(id), '/result', id);
    assert.match(await resident.page('/result'), /申請を受け付けました/, id);
  }
});

test('whoever moved is told so, whoever lost the card is told that, and both can take the evidence home', async () => {
  const told: Partial<Record<PersonId, RegExp>> = {
    daichi: /引っ越しや氏名の変更/,
    misaki: /カードの紛失などの届け出/,
  };
  for (const { id } of PEOPLE.filter(({ signing }) => signing === 'certificate_revoked')) {
    const resident = new Resident(world.town);
    await resident.apply(id);
    assert.equal(await resident.sign(id), '/result');
    const page = await resident.page('/result');
    assert.match(page, told[id] ?? assert.fail(id));
    assert.match(page, /受け付けられていません/);
    assert.doesNotMatch(page, /申請を受け付けました/);
    const report = checkBundle(parseBundle(await evidenceOf(resident)), {
      time: Date.now(),
      trust: (await trust()).trust,
    });
    assert.equal(report.record, 'valid');
    assert.notEqual(report.verdict, 'valid');
  }
});

test('whoever has an expired certificate does not get as far as the office, and is told why', async () => {
  const resident = new Resident(world.town);
  await resident.apply('kenji');
  const begun = await resident.post('/sign');
  const login = await openLogin(begun.headers.get('location') ?? '');
  const refused = holdCard(world.town, login.link, 'kenji');
  await assert.rejects(refused, { code: 'provider/certificate_expired' });
  assert.equal((await resident.get(await login.goOn())).headers.get('location'), '/failed');
  assert.match(await resident.page('/failed'), /有効期限が切れています/);
});

test('a child’s card does not sign; whoever stops there finds the application as it was, and what to do', async () => {
  const resident = new Resident(world.town);
  await resident.apply('sora');
  const begun = await resident.post('/sign');
  const login = await openLogin(begun.headers.get('location') ?? '');
  const opened = await openTransaction(world.town.urls.provider, openCodeIn(login.link) ?? '');
  const card = await openWebSocketTransport(`${world.town.urls.phone.replace('http', 'ws')}/box/cards/sora`);
  await assert.rejects(
    triesOnCard(opened, card),
    (error) => error instanceof PhoneError && error.code === 'phone/no-certificate',
  );
  await card.close();
  await decide(opened, false);
  assert.equal((await resident.get(await login.goOn())).headers.get('location'), '/failed');
  const page = await resident.page('/failed');
  assert.match(page, /署名は行われませんでした/);
  assert.match(page, /15歳未満/);
  assert.match(await resident.page('/confirm'), /見本　そら/);
});

test('a blocked password is told at the phone alone; the office hears that nothing was signed, and why that may be', async () => {
  const resident = new Resident(world.town);
  await resident.apply('ume');
  const begun = await resident.post('/sign');
  const login = await openLogin(begun.headers.get('location') ?? '');
  const transaction = await openTransaction(world.town.urls.provider, openCodeIn(login.link) ?? '');
  const transport = await openWebSocketTransport(
    `${world.town.urls.phone.replace('http', 'ws')}/box/cards/ume`,
  );
  const { pins } = findPerson('ume') ?? assert.fail();
  const typed = { authentication: toUtf8(''), text: toUtf8(''), signature: toUtf8(pins.signature ?? '') };
  await assert.rejects(
    proveWithCard({ transaction, transport, pins: typed }),
    (error) => error instanceof PhoneError && error.code === 'card/pin-blocked',
  );
  await transport.close();
  await decide(transaction, false);
  assert.equal((await resident.get(await login.goOn())).headers.get('location'), '/failed');
  assert.match(await resident.page('/failed'), /署名は行われませんでした[\s\S]*ロック/);
});

test('the card fills the form in, and nothing but what was asked for', async () => {
  const resident = new Resident(world.town);
  const begun = await resident.get('/fill');
  const callback = await approve(world.town, begun.headers.get('location') ?? '', 'yoshio');
  assert.equal((await resident.get(callback)).headers.get('location'), '/apply');
  const page = await resident.page('/apply');
  assert.match(page, /value="𠮷翳　義男"/);
  assert.match(page, /value="1968-02-29"/);
});

test('a form in another’s name is refused, whoever signs it', async () => {
  const resident = new Resident(world.town);
  await resident.apply('hanako', { name: '見本　太郎' });
  assert.equal(await resident.sign('hanako'), '/result');
  assert.match(await resident.page('/result'), /署名した人と申請する人が一致しません/);
});

test('a callback files one application however often it comes, and in the browser that began alone', async () => {
  const [mine, other] = [new Resident(world.town), new Resident(world.town)];
  await mine.apply('taro');
  await other.apply('taro');
  const begun = await mine.post('/sign');
  const callback = await approve(world.town, begun.headers.get('location') ?? '', 'taro');
  await other.post('/sign');
  assert.equal((await other.get(callback)).headers.get('location'), '/failed');
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => mine.get(callback)));
  for (const answer of [...answers, await mine.get(callback)]) {
    assert.equal(answer.headers.get('location'), '/result');
  }
  const page = await mine.page('/result');
  assert.match(page, /申請を受け付けました/);
  const apiKey = readFileSync(join(world.dataFolder, 'town/tokens/town-office.api-key'), 'utf8').trim();
  assert.equal(await recordsOf(page, apiKey), 1);
});

test('whoever goes back from the provider and presses again gets there again', async () => {
  const resident = new Resident(world.town);
  await resident.apply('taro');
  const first = (await resident.post('/sign')).headers.get('location') ?? '';
  await openLogin(first);
  assert.equal((await resident.post('/sign')).headers.get('location'), first);
  const refused = await fetch(first, { redirect: 'manual' });
  const second = (await resident.get(refused.headers.get('location') ?? '')).headers.get('location') ?? '';
  assert.match(second, /sign_transaction_id=/);
  assert.equal(
    (await resident.get(await approve(world.town, second, 'taro'))).headers.get('location'),
    '/result',
  );
  assert.match(await resident.page('/result'), /申請を受け付けました/);
});

test('a verifier that is away costs nobody their signature: it is asked again, and records once', async (context) => {
  const { urls } = world.town;
  let isAway = true;
  const keys = new Set<string | null>();
  const office = await openOffice(world, async (input, init) => {
    if (!String(input).startsWith(urls.verifier)) return fetch(input, init);
    keys.add(new Headers(init?.headers).get('idempotency-key'));
    const answer = await fetch(input, init);
    if (isAway) throw new TypeError('the connection broke');
    return answer;
  });
  context.after(() => office.close());
  const resident = new Resident(world.town, office.origin);
  await resident.apply('hanako');
  assert.equal(await resident.sign('hanako'), '/result');
  assert.match(await resident.page('/result'), /署名の確認を待っています/);
  assert.equal(
    (office.faults[0] as { code?: string } | undefined)?.code,
    'rp/network',
    'the office hears of it',
  );
  assert.equal((await resident.get('/evidence.json')).headers.get('location'), '/result');
  isAway = false;
  await resident.post('/verify');
  const page = await resident.page('/result');
  keys.delete(null);
  assert.equal(keys.size, 1, 'one key, however often it was asked');
  assert.equal(await recordsOf(page, office.apiKey), 1);
  assert.match(page, /申請を受け付けました/);
  isAway = true;
  const before = office.faults.length;
  await resident.get('/evidence.json');
  assert.equal(office.faults.length, before + 1, 'evidence that cannot be had is told too');
});

/** How many verifications the operator has of the application that this page shows. */
async function recordsOf(page: string, apiKey: string): Promise<number> {
  const number = /KZ-\d{8}/.exec(page)?.[0];
  const list = await fetch(`${world.town.urls.verifier}/v1/verifications?reference=${number}`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  return ((await list.json()) as { verifications: unknown[] }).verifications.length;
}

test('a signed application survives an answer that nobody received, whenever the browser went away', async (context) => {
  let onAnswer = (_path: string) => {};
  let isAway = false;
  const office = await openOffice(world, async (input, init) => {
    const answer = await fetch(input, init);
    const { pathname } = new URL(String(input));
    onAnswer(pathname);
    if (isAway && pathname.startsWith('/v1/')) throw new TypeError('the connection broke');
    return answer;
  });
  context.after(() => office.close());
  /** A request of this resident's whose browser goes away when the office has heard from `path`; its cookie stays as it was. */
  const lose = async (resident: Resident, at: URL, path: string, method = 'GET') => {
    const gone = new AbortController();
    onAnswer = (heard) => heard.endsWith(path) && gone.abort();
    const cookie = [...resident.cookies].map((pair) => pair.join('=')).join('; ');
    const headers = { cookie, origin: office.origin };
    const lost = fetch(at, { method, headers, redirect: 'manual', signal: gone.signal });
    await assert.rejects(lost, { name: 'AbortError' }, path);
    onAnswer = () => {};
  };
  const accepted = async (resident: Resident, why: string) => {
    const page = await resident.page('/result');
    assert.match(page, /申請を受け付けました/, why);
    assert.equal(await recordsOf(page, office.apiKey), 1, why);
    await octets(await resident.get('/signed.pdf'));
  };
  const signed = async () => {
    const resident = new Resident(world.town, office.origin);
    await resident.apply('hanako');
    const begun = await resident.post('/sign');
    return { resident, callback: await approve(world.town, begun.headers.get('location') ?? '', 'hanako') };
  };
  for (const path of ['/token', '/result', '/v1/verifications']) {
    const { resident, callback } = await signed();
    await lose(resident, callback, path);
    assert.equal((await resident.get(callback)).headers.get('location'), '/result', `${path}, loaded again`);
    await accepted(resident, `${path}, loaded again`);

    const other = await signed();
    await lose(other.resident, other.callback, path);
    for (let tries = 0; (await other.resident.get('/result')).status !== 200 && tries < 100; tries += 1) {
      await setTimeout(50);
    }
    await other.resident.post('/verify');
    await accepted(other.resident, `${path}, and the result opened`);
  }
  const { resident, callback } = await signed();
  isAway = true;
  assert.equal((await resident.get(callback)).headers.get('location'), '/result');
  isAway = false;
  assert.match(await resident.page('/result'), /署名の確認を待っています/);
  await lose(resident, new URL('/verify', office.origin), '/v1/verifications', 'POST');
  for (
    let tries = 0;
    !/申請を受け付けました/.test(await resident.page('/result')) && tries < 100;
    tries += 1
  ) {
    await setTimeout(50);
  }
  await accepted(resident, 'asked again');
});

test('fifty residents at once: everybody gets their own form, decision and evidence, and nobody another’s', async () => {
  const able = PEOPLE.filter(({ signing }) => signing === 'succeeds');
  const visits = Array.from({ length: 50 }, (_, at) => able[at % able.length] ?? assert.fail());
  const numbers = await Promise.all(
    visits.map(async ({ id, name }) => {
      const resident = new Resident(world.town);
      await resident.apply(id);
      assert.equal(await resident.sign(id), '/result', id);
      const page = await resident.page('/result');
      assert.match(page, /申請を受け付けました/, id);
      assert.ok(page.includes(name.replaceAll('&', '&amp;')), id);
      for (const person of PEOPLE.filter((each) => each.id !== id)) {
        assert.ok(!page.includes(person.name), `${id} sees ${person.id}`);
      }
      const signed = Buffer.from(await octets(await resident.get('/signed.pdf'))).toString('latin1');
      assert.match(signed, /\/ByteRange \[0 \d+ \d+ \d+/);
      return /KZ-\d{8}/.exec(page)?.[0] ?? assert.fail('no number');
    }),
  );
  assert.equal(new Set(numbers).size, 50);
});

test('neither an address nor the log of all this holds anything of a person', () => {
  const text = world.log.join('');
  assert.ok(text.includes('"service":"verifier"'), 'the verifier logs');
  for (const { name, address, certificateName = name } of PEOPLE) {
    for (const secret of [name, address, certificateName]) assert.ok(!text.includes(secret));
  }
  assert.doesNotMatch(text, /MII[A-Za-z0-9+/_-]{20}|3082[0-9a-f]{20}|kzv_|KZ-\d{8}/);
  assert.ok(
    Object.values(formOf('hanako')).every((value) => value.length < 3 || !text.includes(`"${value}"`)),
  );
});
