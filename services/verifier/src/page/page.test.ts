import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faultsOf } from '@kazasu/ui/testing';
import { signedPdf } from '../testing/documents.ts';
import { createWorld, type Member, must, PURPOSE, signDocuments, type World } from '../testing/index.ts';
import { createFormToken } from './session/index.ts';
import { enter, type Visitor } from './testing/index.ts';
import { CATALOGUES } from './text/index.ts';

const HOSTILE = '<script>alert("1")</script>&\'';
const NAME = '見本　花子';
const HOOK = {
  url: 'https://example.com/hook?a=<b>',
  eventTypes: ['certificate.revoked'],
  description: HOSTILE,
};

interface Ids {
  readonly id: string;
  readonly personId: string;
  readonly webhookId: string;
  readonly deliveryId: string;
  readonly keyId: string;
}

let world: World;
let city: Member;
let other: Member;
let visit: Visitor;
let stranger: Visitor;
let ids: Ids;

before(async () => {
  world = await createWorld();
  city = await world.tenant({ name: HOSTILE, retentionDays: 2557 });
  other = await world.tenant();
  ids = await thingsOf(city);
  visit = await enter(world, city.token);
  stranger = await enter(world, other.token);
});
after(() => world.close());

async function verified(member: Member, reference = 'case-1'): Promise<{ id: string; personId: string }> {
  const body = { purpose: PURPOSE, reference, ...signDocuments(await world.card(), ['a contract']) };
  return (await must(201, await member.verify(body))) as { id: string; personId: string };
}

async function thingsOf(member: Member): Promise<Ids> {
  const { id, personId } = await verified(member);
  const hook = await member.post('/v1/webhooks', HOOK);
  const { webhookId } = ((await must(201, hook)) as { webhook: { webhookId: string } }).webhook;
  const sent = await must(202, await member.post(`/v1/webhooks/${webhookId}/test`, undefined));
  const { deliveryId } = sent as { deliveryId: string };
  const key = await must(201, await member.post('/v1/keys', { name: HOSTILE, scopes: ['read'] }));
  return { id, personId, webhookId, deliveryId, keyId: (key as { key: { keyId: string } }).key.keyId };
}

const one = (id: string) => `/console/verifications/${id}`;
const delivery = ({ webhookId, deliveryId }: Ids) =>
  `/console/webhooks/${webhookId}/deliveries/${deliveryId}`;

test('another tenant’s ids are as unknown on every page and for every form as ids that never were', async () => {
  const looks = [
    one(ids.id),
    `${one(ids.id)}/evidence`,
    `${one(ids.id)}/evidence?unstamped=true`,
    delivery(ids),
  ];
  const acts: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    [`${one(ids.id)}/items`, { purpose: PURPOSE }],
    [`${one(ids.id)}/retention`, { day: '2026-06-15' }],
    [`${one(ids.id)}/erasure`, {}],
    [`/console/webhooks/${ids.webhookId}/test`, {}],
    [`${delivery(ids)}/resend`, {}],
    [`/console/keys/${ids.keyId}/rotation`, {}],
    [`/console/keys/${ids.keyId}/end`, {}],
  ];
  const secrets = [...Object.values(ids), 'case-1', NAME, city.token];
  const tells = (text: string, path: string) =>
    secrets.filter((one) => text.includes(one) && !path.includes(one));
  for (const path of looks) {
    const response = await stranger.get(path);
    assert.equal(response.status, 404, path);
    assert.deepEqual(tells(await response.text(), path), []);
    assert.notEqual((await visit.get(path)).status, 404, `${path} is there for its own tenant`);
  }
  for (const [path, fields] of acts) {
    const response = await stranger.send(path, { ...fields, form: formToken(stranger, path) });
    assert.equal(response.status, 404, path);
    assert.deepEqual(tells(await response.text(), path), []);
  }
  for (const path of ['', '/verifications', '/usage', '/webhooks', '/keys']) {
    assert.deepEqual(tells(await stranger.read(`/console${path}`), ''), [], path);
  }
  assert.match(await visit.read(one(ids.id)), /有効であることを確認しました/, 'nothing was erased');
});

/** As a page of this visitor would have it: so the refusal is for the id, not for the form. */
function formToken({ cookie }: Visitor, action: string): string {
  return createFormToken(
    { token: cookie.split('=')[1] ?? '', caller: undefined as never, endsAt: 0 },
    action,
  );
}

test('names and texts from outside are escaped on every page', async () => {
  const pages = ['', '/verifications', '/usage', '/webhooks', '/keys'].map((path) => `/console${path}`);
  for (const path of [...pages, one(ids.id), delivery(ids)]) {
    const text = await visit.read(path);
    assert.ok(text.includes('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;'), path);
    assert.ok(!text.includes('<script>') && !text.includes('a=<b>'), path);
  }
  const asked = await visit
    .read(`/console/verifications?reference=${encodeURIComponent(`"><b>`)}`)
    .catch(() => '');
  assert.ok(!asked.includes('"><b>'));
});

test('the report says the verdict first, draws chain and place in words too, and shows nothing personal unasked', async () => {
  const text = await visit.read(one(ids.id));
  assert.match(text, /この署名は、2026年6月15日.*の時点で有効であることを確認しました/);
  assert.ok(text.indexOf('有効であることを確認しました') < text.indexOf('検証の概要'));
  for (const id of ['chain-0', 'log']) {
    assert.match(text, new RegExp(`role="img" aria-labelledby="${id}-title ${id}-text"`));
    assert.match(text, new RegExp(`<desc id="${id}-text">[^<]{40,}`));
  }
  assert.match(text, /失効していません/);
  assert.match(text, /RFC 5280 6\.1\.3 \(a\)\(1\)/);
  assert.match(text, /この結果が示さないこと/);
  assert.ok(!text.includes('花子') && !text.includes('架空県'));
});

test('the items are shown for a purpose of the contract, in that answer alone, and it is written down', async () => {
  const path = `${one(ids.id)}/items`;
  const foreign = await visit.submit(one(ids.id), path, { purpose: 'marketing' });
  assert.equal(foreign.status, 403);
  assert.ok(!(await foreign.text()).includes('花子'));
  const shown = await visit.submit(one(ids.id), path, { purpose: PURPOSE });
  assert.equal(shown.status, 200);
  assert.ok((await shown.text()).includes(NAME));
  const { requests } = (await must(200, await city.ask(`/v1/verifications/${ids.id}/items/requests`))) as {
    requests: { purpose: string; keyId: string }[];
  };
  assert.deepEqual(
    requests.map(({ purpose, keyId }) => [purpose, keyId]),
    [[PURPOSE, city.token.split('_')[1]]],
  );
  assert.ok(!(await visit.read(one(ids.id))).includes('花子'));
});

test('the evidence is the very file that the API gives', async () => {
  const page = await visit.get(`${one(ids.id)}/evidence?unstamped=true`);
  const api = await city.ask(`/v1/verifications/${ids.id}/evidence?unstamped=true`);
  assert.equal(page.headers.get('content-disposition'), api.headers.get('content-disposition'));
  assert.equal(page.headers.get('content-disposition'), `attachment; filename="evidence-${ids.id}.json"`);
  assert.equal(await page.text(), await api.text());
  assert.equal((await visit.get(`${one(ids.id)}/evidence`)).status, 409, 'no time-stamp yet');
});

test('whoever’s key lacks a scope is told so, and finds no button for what it cannot do', async () => {
  const reader = await enter(world, await city.key(['console', 'read']));
  const text = await reader.read(one(ids.id));
  for (const path of ['items', 'retention', 'erasure']) assert.ok(!text.includes(`${ids.id}/${path}`), path);
  for (const path of ['/console/keys', '/console/webhooks'])
    assert.equal((await reader.get(path)).status, 403);
  const action = `${one(ids.id)}/items`;
  const sent = await reader.send(action, { purpose: PURPOSE, form: formToken(reader, action) });
  assert.equal(sent.status, 403);
  assert.ok(!(await sent.text()).includes('花子'));
  const narrow = await enter(world, await city.key(['console']));
  for (const path of [
    '',
    '/verifications',
    '/usage',
    `/verifications/${ids.id}`,
    `/verifications/${ids.id}/evidence`,
  ]) {
    assert.equal((await narrow.get(`/console${path}`)).status, 403, path);
  }
});

test('the end of a contract is said by a day in Japan, starts the time of retention, and cannot be in the future', async () => {
  const { id } = await verified(city, 'retention');
  const path = `${one(id)}/retention`;
  assert.match(await visit.read(one(id)), /保存期限は決まっていません/);
  for (const day of ['2026-06-16', '2026-06-14', '2026-02-30', 'x', '']) {
    assert.ok((await visit.submit(one(id), path, { day })).status >= 400, day);
  }
  const saved = await visit.submit(one(id), path, { day: '2026-06-15' });
  assert.equal(saved.status, 200);
  assert.match(await saved.text(), /契約の終了日を登録しました/);
  assert.match(await visit.read(one(id)), /2033年6月15日まで消去できません/);
  const refused = await visit.send(`${one(id)}/erasure`, { form: formToken(visit, `${one(id)}/erasure`) });
  assert.equal(refused.status, 409);
});

test('an erased record says what is gone and what stays, and cannot be opened in any way', async () => {
  const { id } = await verified(other);
  const erased = await stranger.submit(one(id), `${one(id)}/erasure`);
  assert.equal(erased.status, 200);
  const text = await stranger.read(one(id));
  assert.match(text, /に消去されました/);
  assert.match(text, /role="img" aria-labelledby="log-title/);
  assert.ok(!text.includes('chain-0') && !text.includes('確認した項目'));
  const items = await stranger.send(`${one(id)}/items`, {
    purpose: PURPOSE,
    form: formToken(stranger, `${one(id)}/items`),
  });
  assert.equal(items.status, 410);
  const narrow = await enter(world, await other.key(['console']));
  assert.equal((await narrow.get(one(id))).status, 403, 'what is erased is not for everybody either');
});

test('a signed document is told of as one, with its own drawing', async () => {
  const card = await world.card();
  const pdf = await city.ask('/v1/verifications', {
    method: 'POST',
    headers: { 'content-type': 'application/pdf', 'idempotency-key': 'pdf', 'kazasu-purpose': PURPOSE },
    body: Buffer.from(signedPdf(card, world.authority.clock.now())),
  });
  const { id } = (await must(201, pdf)) as { id: string };
  const text = await visit.read(one(id));
  assert.match(text, /署名付きPDF/);
  assert.match(text, /aria-labelledby="chain-0-title/);
});

test('one wrong signature among good ones decides what is said and what is drawn', async () => {
  const card = await world.card();
  const [first, second] = [signDocuments(card, ['one']), signDocuments(card, ['two'])];
  const wrong = { digest: first.signatures[0]?.digest, signature: second.signatures[0]?.signature };
  const signatures = [first.signatures[0], wrong];
  const bad = await city.verify({ purpose: PURPOSE, certificate: first.certificate, signatures });
  const told = await visit.read(one(((await must(201, bad)) as { id: string }).id));
  assert.match(told, /この署名は有効ではありません/);
  assert.match(told, /署名が、このハッシュ値またはこの証明書の鍵によるものではありません/);
  assert.ok(!told.includes('有効であることを確認しました') && !told.includes('署名されたこと</span>'));
  assert.match(told, /<desc id="chain-0-text">[^<]*署名が一致しません/);
});

test('the list is narrowed and paged like the API, and a filter that is none changes nothing', async () => {
  await verified(city, 'only-this');
  const narrowed = await visit.read('/console/verifications?reference=only-this');
  assert.ok(narrowed.includes('only-this') && !narrowed.includes('case-1'));
  assert.match(await visit.read('/console/verifications?verdict=invalid'), /無効/);
  assert.match(await visit.read('/console/verifications?from=2026-06-16'), /該当する検証結果はありません/);
  assert.ok((await visit.read('/console/verifications?to=2026-06-15')).includes('only-this'));
  assert.ok((await visit.read('/console/verifications?from=x&before=x')).includes('only-this'));
  assert.ok(!(await visit.read('/console/verifications?before=0')).includes('only-this'));
  assert.equal((await visit.get('/console/verifications?verdict=x')).status, 400);
});

test('a delivery tells why it failed and is sent again once; one that waits is not', async () => {
  await world.store.run(`UPDATE verifier_delivery SET state = 'dead', attempts = 2 WHERE delivery_id = $1`, [
    ids.deliveryId,
  ]);
  await world.store.run(
    `INSERT INTO verifier_delivery_attempt (delivery_id, number, at, status, code, duration_ms)
     VALUES ($1, 101, 0, NULL, 'outbound/late', 5000), ($1, 102, 1, 503, NULL, 20)`,
    [ids.deliveryId],
  );
  const text = await visit.read(delivery(ids));
  assert.match(text, /5秒以内に応答がありません/);
  assert.match(text, /応答 503/);
  assert.match(await visit.read('/console'), /届いていない通知/);
  const resend = `${delivery(ids)}/resend`;
  const form = await visit.tokenOn(delivery(ids), resend);
  const sent = await Promise.all([1, 2].map(() => visit.send(resend, { form })));
  assert.deepEqual(sent.map(({ status }) => status).sort(), [200, 409]);
  const rows = await world.store.run('SELECT delivery_id FROM verifier_delivery WHERE tenant_id = $1', [
    city.tenantId,
  ]);
  assert.equal(rows.length, 2);
});

test('a key is shown once, can give no more than the one of the session, and ends with its sessions', async () => {
  const limited = await enter(world, await city.key(['console', 'keys', 'read']));
  const path = '/console/keys';
  const more = await limited.submit(path, path, { name: 'more', 'scope-delete': 'yes' });
  assert.equal(more.status, 403);
  for (const fields of [
    { name: '', 'scope-read': 'yes' },
    { name: 'x' },
    { name: 'x', 'scope-read': 'yes', days: '0' },
  ]) {
    assert.equal((await limited.submit(path, path, fields)).status, 400);
  }
  const fields = { name: 'new', 'scope-read': 'yes', 'scope-console': 'yes', 'scope-keys': 'yes', days: '1' };
  const made = await (await limited.submit(path, path, fields)).text();
  const [, token = ''] = /id="token"[^>]*>(kzv_[0-9a-f]{16}_[\w-]{43})</.exec(made) ?? [];
  assert.ok(!(await limited.read(path)).includes(token.split('_').slice(2).join('_')));
  const mine = await enter(world, token);
  const keyId = token.split('_')[1] ?? '';
  const rotated = await (await mine.submit(path, `${path}/${keyId}/rotation`)).text();
  assert.match(rotated, /id="token"[^>]*>kzv_/);
  const ended = await mine.submit(path, `${path}/${keyId}/end`);
  assert.deepEqual([ended.status, ended.headers.get('location')], [303, '/console']);
  assert.equal((await mine.get(path)).status, 401);
});

test('every page is whole in both languages, and every label has its field', async () => {
  for (const path of ['', '/verifications', '/usage', '/webhooks', '/keys', `/verifications/${ids.id}`]) {
    const ja = await visit.read(`/console${path}?lang=ja`);
    const en = await visit.read(`/console${path}?lang=en`);
    assert.match(ja, /<html lang="ja">/);
    assert.match(en, /<html lang="en">/);
    const own = en.replaceAll('日本語', '').replaceAll(/<title>.*?<\/title>/g, '');
    assert.doesNotMatch(own, /[ぁ-んァ-ヶ一-龠]/, path);
    for (const [, id] of en.matchAll(/<label[^>]* for="([^"]+)"/g)) assert.ok(en.includes(` id="${id}"`), id);
    const found = [...ja.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(found).size, found.length, `an id twice on ${path}`);
  }
});

test('the first page counts what is the tenant’s own, by purpose and verdict', async () => {
  const fresh = await world.tenant();
  const [empty, full] = [await enter(world, fresh.token), visit];
  assert.match(await empty.read('/console'), /直近30日間の検証はありません/);
  await verified(fresh);
  const text = await empty.read('/console');
  assert.match(text, /data-label="有効"><div>1<\/div>.*data-label="無効"><div>0<\/div>/s);
  assert.doesNotMatch(await full.read('/console'), /直近30日間の検証はありません/);
});

test('no text is missing or empty in either language', () => {
  for (const catalogue of CATALOGUES) assert.deepEqual(faultsOf(catalogue), []);
});
