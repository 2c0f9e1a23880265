import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faultsOf } from '@kazasu/ui/testing';
import type { residentView } from '../admin/index.ts';
import type { AuditHead, AuditPage } from '../api.ts';
import { ADMIN, OPTIONS, somebody, type TestAuthority, testAuthority } from '../testing/authority.ts';
import { CATALOGUES } from './text/index.ts';

let authority: TestAuthority;
before(async () => {
  authority = await testAuthority();
});
after(() => authority.close());

type Fields = Readonly<Record<string, string>>;

/** A browser that keeps one cookie. */
async function enter(official = 'kato') {
  const response = await send(undefined, '/counter/sign-in', { token: ADMIN, official });
  assert.equal(response.status, 303);
  assert.equal(response.headers.get('location'), '/counter');
  const header = response.headers.getSetCookie().find((one) => one.startsWith('kazasu-counter='));
  assert.match(header ?? '', /; Path=\/counter; Max-Age=28800; HttpOnly; SameSite=Strict$/);
  return header?.split(';', 1)[0] ?? '';
}

function get(cookie: string | undefined, path: string, headers: Fields = {}) {
  return authority.app.request(path, { headers: { ...headers, ...(cookie && { cookie }) } });
}

async function send(cookie: string | undefined, path: string, fields: Fields, headers: Fields = {}) {
  return authority.app.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { ...headers, ...(cookie && { cookie }) },
  });
}

/** The token of the form on that page which goes to `action`. */
async function formOn(cookie: string, path: string, action = path): Promise<string> {
  const text = await (await get(cookie, path)).text();
  const [, form = ''] = text.split(`action="${action}"`);
  return /name="form" value="([^"]+)"/.exec(form)?.[1] ?? assert.fail(`no form for ${action} on ${path}`);
}

async function holder(changes: Parameters<typeof somebody>[0] = {}) {
  const resident = somebody(changes);
  await authority.personalise({ resident, options: OPTIONS });
  return resident;
}

const stateOf = async (residentId: string) => {
  const response = await authority.ask(ADMIN, `/admin/residents/${residentId}`);
  return ((await response.json()) as Awaited<ReturnType<typeof residentView>>).cards.at(-1)?.state;
};

test('whoever is not signed in sees the way in and nothing of the register', async () => {
  const { residentId, name } = await holder();
  const paths = ['', `/residents/${residentId}`, '/apply', '/lists', '/verifiers', '/audit', '/nowhere'];
  for (const path of paths) {
    for (const cookie of [undefined, 'kazasu-counter=x', `kazasu-counter=${'A'.repeat(500)}`]) {
      const response = await get(cookie, `/counter${path}`);
      const text = await response.text();
      assert.equal(response.status, 401, path);
      assert.ok(text.includes('name="token"') && !text.includes(name));
    }
  }
  assert.equal(
    (await send(undefined, `/counter/residents/${residentId}/events/death`, { step: 'do' })).status,
    401,
  );
  assert.equal(await stateOf(residentId), 'active');
});

test('a wrong token, a wrong name of an official and a form from elsewhere let nobody in', async () => {
  const wrong: [Fields, Fields][] = [
    [{ token: 'wrong', official: 'kato' }, {}],
    [{ token: '', official: 'kato' }, {}],
    [{ token: ADMIN, official: '<b>' }, {}],
    [{ token: ADMIN, official: 'kato' }, { 'sec-fetch-site': 'same-site' }],
    [{ token: ADMIN, official: 'kato' }, { origin: 'http://evil.example' }],
  ];
  for (const [fields, headers] of wrong) {
    const response = await send(undefined, '/counter/sign-in', fields, headers);
    assert.equal(response.status, 403);
    assert.deepEqual(response.headers.getSetCookie(), []);
  }
  // However often somebody tries, the audit grows by a line a minute.
  const { entries } = (await (await authority.ask(ADMIN, '/admin/audit')).json()) as AuditPage;
  const tried = entries.filter(({ event, outcome }) => event === 'sign-in' && outcome === 'unauthorized');
  assert.deepEqual(
    tried.map(({ actor }) => actor),
    ['counter'],
  );
});

test('a link lets one browser in, once, within a minute, and not a program that only looks', async () => {
  const link = authority.counterLink('kato');
  assert.equal((await authority.app.request(link, { method: 'HEAD' })).status, 405);
  const first = await get(undefined, link);
  assert.equal(first.status, 303);
  assert.equal(first.headers.get('location'), '/counter');
  const again = await Promise.all([get(undefined, link), get(undefined, link)]);
  assert.deepEqual(
    again.map(({ status }) => status),
    [403, 403],
  );
  const late = authority.counterLink('kato');
  authority.clock.set(authority.clock.now() + 60_000);
  assert.equal((await get(undefined, late)).status, 403);
  const cookie = first.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  assert.equal((await get(cookie, '/counter')).status, 200);
  const session = cookie.split('=')[1] ?? '';
  assert.equal(
    (await get(undefined, `/counter/enter?ticket=${session}`)).status,
    403,
    'a session is no ticket',
  );
});

test('behind a proxy with TLS the cookie is sent over TLS alone, and is of this very host', async () => {
  const behind = await testAuthority({ publicUrl: 'https://counter.example' });
  const signIn = async (path: string, at: TestAuthority) =>
    at.app.request(path, { method: 'POST', body: new URLSearchParams({ token: ADMIN, official: 'kato' }) });
  const ASKED = 'http://127.0.0.1:4003/counter/sign-in';
  const [header = ''] = (await signIn(ASKED, behind)).headers.getSetCookie();
  assert.match(
    header,
    /^__Host-kazasu-counter=[\w-]+; Path=\/; Secure; Max-Age=28800; HttpOnly; SameSite=Strict$/,
  );
  const [cookie = ''] = header.split(';', 1);
  const look = (brought: string) => behind.app.request('/counter', { headers: { cookie: brought } });
  assert.equal((await look(cookie)).status, 200);
  assert.equal((await look(cookie.replace('__Host-', ''))).status, 401, 'one that TLS did not protect');
  assert.equal((await look(`${cookie}; ${cookie}`)).status, 401);
  const [direct = ''] = (await signIn(ASKED.replace('http:', 'https:'), authority)).headers.getSetCookie();
  assert.match(direct, /^__Host-.*; Path=\/; Secure;/);
  const [plain = ''] = (await signIn(ASKED, authority)).headers.getSetCookie();
  assert.match(plain, /^kazasu-counter=[\w-]+; Path=\/counter; Max-Age/);
  for (const publicUrl of ['counter.example', 'ftp://counter.example', ''])
    await assert.rejects(testAuthority({ publicUrl }));
  await behind.close();
});

test('what is confirmed for one card is not done to another that was made since', async () => {
  const { residentId } = await holder();
  const cookie = await enter();
  const path = `/counter/residents/${residentId}/events/return`;
  const text = await (await get(cookie, path)).text();
  const hidden = (name: string) =>
    [...text.matchAll(new RegExp(`name="${name}" value="([^"]+)"`, 'g'))].at(-1)?.[1];
  const fields = { step: 'do', form: hidden('form') ?? '', card: hidden('card') ?? '' };
  assert.equal(fields.card, '1');
  await authority.renew(residentId, OPTIONS);
  const answer = await send(cookie, path, fields);
  assert.equal(answer.status, 409);
  assert.match(await answer.text(), /同時に別の手続きが行われました/);
  assert.equal(await stateOf(residentId), 'active');
});

test('a session ends when it is left, and after a working day', async () => {
  const [left, kept] = [await enter(), await enter()];
  assert.equal(
    (await send(left, '/counter/leave', { form: await formOn(left, '/counter', '/counter/leave') })).status,
    303,
  );
  assert.equal((await get(left, '/counter')).status, 401);
  assert.equal((await get(kept, '/counter')).status, 200);
  const now = authority.clock.now();
  authority.clock.set(now + 8 * 3_600_000);
  assert.equal((await get(kept, '/counter')).status, 401);
  authority.clock.set(now);
});

test('a session ends when the token that opened it is changed', async () => {
  const cookie = await enter();
  const { store, keys } = authority;
  const changed = await testAuthority({ store, keys, adminToken: 'another-token-for-tests' });
  const look = (at: TestAuthority) => at.app.request('/counter', { headers: { cookie } });
  assert.deepEqual([(await look(authority)).status, (await look(changed)).status], [200, 401]);
  await changed.close();
});

test('a form without its token, with that of another session, or sent from another site does nothing', async () => {
  const { residentId } = await holder();
  const [mine, other] = [await enter(), await enter()];
  const path = `/counter/residents/${residentId}/events/death`;
  const form = await formOn(mine, path);
  const foreign = await formOn(other, path);
  const attempts: [Fields, Fields][] = [
    [{ step: 'do' }, {}],
    [{ step: 'do', form: 'x.y' }, {}],
    [{ step: 'do', form: `${form}.x` }, {}],
    [{ step: 'do', form: await formOn(mine, `/counter/residents/${residentId}/events/loss`) }, {}],
    [{ step: 'do', form: foreign }, {}],
    [{ step: 'do', form }, { 'sec-fetch-site': 'same-site' }],
    [{ step: 'do', form }, { 'sec-fetch-site': 'cross-site' }],
    [{ step: 'do', form }, { origin: 'http://evil.example' }],
  ];
  for (const [fields, headers] of attempts) {
    assert.equal((await send(mine, path, fields, headers)).status, 403);
    assert.equal(await stateOf(residentId), 'active');
  }
  assert.equal(
    (await send(mine, path, { step: 'do', form }, { 'sec-fetch-site': 'same-origin' })).status,
    200,
  );
  assert.equal(await stateOf(residentId), 'void');
});

test('what is sent twice is done once, also at the same time', async () => {
  const { residentId } = await holder();
  const cookie = await enter();
  const path = `/counter/residents/${residentId}/events/pin-reset`;
  const fields = { step: 'do', form: await formOn(cookie, path), pinText: '9999' };
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(cookie, path, fields)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [
    200,
    ...Array.from({ length: 9 }, () => 409),
  ]);
  const audit = await (await get(cookie, `/counter/residents/${residentId}`)).text();
  assert.equal(audit.match(/counter:kato/g)?.length, 1);
});

test('nothing is done before it was confirmed, and faults are said where they are', async () => {
  const { residentId } = await holder();
  const cookie = await enter();
  const path = `/counter/residents/${residentId}/events/hand-over`;
  assert.equal((await get(cookie, path)).status, 409, 'the card was handed over already');
  const move = `/counter/residents/${residentId}/events/move`;
  const form = await formOn(cookie, move);
  const empty = await send(cookie, move, { form, step: 'do', address: ' ', municipality: '48201' });
  assert.equal(empty.status, 400);
  assert.match(
    await empty.text(),
    /id="address"[^>]*aria-describedby="address-support address-error" aria-invalid="true"/,
  );
  const check = await send(cookie, move, {
    form,
    step: 'check',
    address: '架空県みほん市１番',
    municipality: '48202',
  });
  const text = await check.text();
  assert.ok(
    text.includes('署名用電子証明書') && text.includes('記載事項の変更') && text.includes('変わりません'),
  );
  const { record } = await residentViewOf(residentId);
  assert.notEqual(record.address, '架空県みほん市１番');
});

async function residentViewOf(residentId: string) {
  const response = await authority.ask(ADMIN, `/admin/residents/${residentId}`);
  return (await response.json()) as Awaited<ReturnType<typeof residentView>>;
}

test('a refusal of the register is told in plain words, with what was entered, and nothing is done', async () => {
  const { residentId } = await holder();
  const cookie = await enter();
  const path = `/counter/residents/${residentId}/events/move`;
  const fields = {
    form: await formOn(cookie, path),
    step: 'do',
    address: '架空県𠮷田',
    municipality: '48201',
  };
  const response = await send(cookie, path, fields);
  const text = await response.text();
  assert.equal(response.status, 400);
  assert.ok(text.includes('入力された内容は登録できません') && text.includes('value="架空県𠮷田"'));
});

test('hostile names are shown as they are written, and never become markup', async () => {
  const hostile = `<img src=x onerror=alert(1)>"'&`;
  const { residentId } = await holder({ name: hostile, address: '架空県"><script>1</script>' });
  const cookie = await enter();
  const paths = [
    '',
    `/residents/${residentId}`,
    `/residents/${residentId}/events/correction`,
    `/residents/${residentId}/events/death`,
  ];
  for (const path of paths) {
    const text = await (await get(cookie, `/counter${path}`)).text();
    assert.ok(!text.includes('<img') && !text.includes('<script'), path);
    assert.ok(text.includes('&lt;img src=x onerror=alert(1)&gt;&quot;'), path);
  }
  const odd = encodeURIComponent('"><script>');
  for (const path of [
    `/residents/${odd}`,
    `/residents/${odd}/events/death`,
    `/?after=${odd}`,
    `/lists/${odd}/whole/download`,
  ]) {
    assert.ok(!(await (await get(cookie, `/counter${path}`)).text()).includes('"><script>'), path);
  }
});

test('every page is under the strictest policy, is kept by nobody, and holds nothing inline or from elsewhere', async () => {
  const { residentId } = await holder();
  const cookie = await enter();
  const event = `/residents/${residentId}/events`;
  const paths = [
    '',
    '/apply',
    '/lists',
    '/verifiers',
    '/audit',
    '/audit/verification',
    `/residents/${residentId}`,
    `${event}/move`,
    `${event}/death`,
    '/nowhere',
  ];
  for (const lang of ['ja', 'en']) {
    for (const path of paths) {
      const response = await get(cookie, `/counter${path}?lang=${lang}`);
      // Names of the other tests, which are hostile and escaped.
      const text = (await response.text()).replaceAll(/&lt;[^<]*/g, '');
      assert.match(
        response.headers.get('content-security-policy') ?? '',
        /^default-src 'none'; script-src 'self'/,
      );
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.doesNotMatch(text, /<script|<style|\sstyle=|\son[a-z]+=|javascript:/i);
      for (const [, address] of text.matchAll(/\s(?:src|href|action)="([^"]*)"/g))
        assert.match(address ?? '', /^(\/|#)/);
      assert.ok(text.includes(`<html lang="${lang}">`) && text.match(/<h1>/g)?.length === 1, path);
      if (lang === 'en')
        assert.doesNotMatch(
          text.replaceAll(/見本　花子|架空県[^<"]*|日本語| value="[^"]*"/g, ''),
          /[ぁ-んァ-ヶ一-龠]/,
          path,
        );
      for (const [, id] of text.matchAll(/<label[^>]* for="([^"]+)"/g))
        assert.ok(text.includes(` id="${id}"`), id);
    }
  }
});

test('without a reader what is for the card is offered as a file, in that answer alone', async () => {
  const { residentId } = await holder();
  const cookie = await enter();
  const path = `/counter/residents/${residentId}/events/signature-certificate`;
  const fields = { step: 'do', form: await formOn(cookie, path), pinSignature: 'NEW456' };
  const text = await (await send(cookie, path, fields)).text();
  const [, data = ''] =
    /download="card-instruction.json" href="data:application\/json,([^"]+)"/.exec(text) ?? [];
  assert.deepEqual(Object.keys(JSON.parse(decodeURIComponent(data))), ['body', 'signature']);
  assert.ok(!(await (await get(cookie, `/counter/residents/${residentId}`)).text()).includes('data:'));
});

test('neither names nor addresses nor PINs nor secrets of the counter are in the log', async () => {
  const { residentId, name, address } = await holder();
  const cookie = await enter();
  const path = `/counter/residents/${residentId}/events/renewal`;
  const form = await formOn(cookie, path);
  const pins = { pinAuthentication: '8642', pinText: '9753', pinSignature: 'SECRET99' };
  assert.equal((await send(cookie, path, { step: 'do', form, ...pins })).status, 200);
  await get(undefined, authority.counterLink('kato'));
  const log = authority.lines.join('');
  const secrets = [
    name,
    address,
    residentId,
    '8642',
    '9753',
    'SECRET99',
    ADMIN,
    'ticket=',
    cookie.split('=')[1] ?? '',
    form,
  ];
  for (const secret of secrets) assert.ok(!log.includes(secret), secret);
});

test('a verifier gets a token that is shown once; a faulty contract is refused', async () => {
  const cookie = await enter();
  const form = await formOn(cookie, '/counter/verifiers');
  const contract = {
    form,
    verifierId: 'bank',
    name: '架空<銀行>',
    purposes: 'login account',
    defaultPurpose: 'login',
    'quota-ocsp': '2',
  };
  const bad = await send(cookie, '/counter/verifiers', { ...contract, 'quota-ocsp': '-1' });
  assert.equal(bad.status, 400);
  // What was entered stays, and what is wrong is named beside its field.
  const shown = await bad.text();
  assert.match(shown, /name="verifierId" value="bank"/);
  assert.match(shown, /id="quota-ocsp-error"/);
  const foreign = await send(cookie, '/counter/verifiers', { ...contract, defaultPurpose: 'other' });
  assert.deepEqual([foreign.status, /id="defaultPurpose-error"/.test(await foreign.text())], [400, true]);
  const made = await (await send(cookie, '/counter/verifiers', contract)).text();
  const [, token = ''] = /id="token">([A-Za-z0-9_-]{43})</.exec(made) ?? [];
  assert.equal((await authority.ask(token, '/v1/trust')).status, 200);
  assert.ok(!(await (await get(cookie, '/counter/verifiers')).text()).includes(token));
  const end = '/counter/verifiers/bank/end';
  const ending = await formOn(cookie, '/counter/verifiers', end);
  assert.equal((await send(cookie, end, { form: ending })).status, 200);
  assert.equal((await authority.ask(token, '/v1/trust')).status, 401);
});

test('a list can be made and taken away, and the audit says whether its chain holds', async () => {
  const { municipality: _, residentId } = await holder();
  const cookie = await enter();
  const lists = await (await get(cookie, '/counter/lists')).text();
  const [, path = ''] = /action="(\/counter\/lists\/[0-9a-f]{40}\/whole)"/.exec(lists) ?? [];
  const form = await formOn(cookie, '/counter/lists', path);
  const made = await (await send(cookie, path, { form })).text();
  assert.match(made, /番号\d+の失効リストが最新です/);
  assert.equal((await send(cookie, path, { form })).status, 409, 'once for each page that was looked at');
  const list = await get(cookie, `${path}/download`);
  assert.equal(list.headers.get('content-type'), 'application/pkix-crl');
  assert.equal(new Uint8Array(await list.arrayBuffer())[0], 0x30);
  assert.match(
    await (await get(cookie, '/counter/audit/verification')).text(),
    /\d+行目まで、記録のつながりに問題はありません/,
  );
  const compared = async (number: number, hash: string) =>
    (await get(cookie, `/counter/audit/verification?number=${number}&hash=${hash}`)).text();
  const head = (await (await authority.ask(ADMIN, '/admin/audit/head')).json()) as AuditHead;
  assert.match(await compared(head.number, head.hash), /記録のつながりに問題はありません/);
  assert.match(await compared(head.number, 'a'.repeat(64)), /記録のつながりが途切れています/);
  assert.match(await compared(head.number + 1, head.hash), /記録のつながりが途切れています/);
  assert.match(await compared(1, 'x'), /ハッシュ値は64文字の英小文字と数字です/);
  await authority.store.run(`UPDATE authority_audit SET actor = 'nobody' WHERE resident_id = $1`, [
    residentId,
  ]);
  assert.match(
    await (await get(cookie, '/counter/audit/verification')).text(),
    /\d+行目で、記録のつながりが途切れています/,
  );
});

test('no text is missing or empty in either language', () => {
  for (const catalogue of CATALOGUES) assert.deepEqual(faultsOf(catalogue), []);
});
