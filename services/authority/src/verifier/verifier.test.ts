import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UsageReport, VerifierList, VerifierToken } from '../api.ts';
import { ADMIN, type TestAuthority, TIME, testAuthority, VERIFIER } from '../testing/authority.ts';
import { holder } from '../testing/life.ts';

const authority = await testAuthority();
const { resident } = await holder(authority);
const [listed] = await authority.certificates(resident.residentId);
assert.ok(listed);
const ID = listed.id;
const WHOLE = `/crl/${ID.issuerKeyId}/whole`;
const DAY = 86_400_000;

let made = 0;

async function contract(quotas: object, changes: object = {}, at: TestAuthority = authority) {
  made += 1;
  const verifierId = `verifier-${made}`;
  const purposes = ['authentication', 'address-check'];
  const body = {
    verifierId,
    name: 'A platform',
    purposes,
    defaultPurpose: 'authentication',
    quotas,
    ...changes,
  };
  const response = await at.post(ADMIN, '/admin/verifiers', body);
  assert.equal(response.status, 201, await response.clone().text());
  const { token } = (await response.json()) as VerifierToken;
  assert.match(token, /^[\w-]{43}$/);
  return { verifierId, token };
}

async function usage(verifierId: string, query = ''): Promise<UsageReport['usage']> {
  const response = await authority.ask(ADMIN, `/admin/verifiers/${verifierId}/usage${query}`);
  assert.equal(response.status, 200);
  return ((await response.json()) as UsageReport).usage;
}

async function codeOf(response: Response): Promise<[number, string]> {
  return [response.status, ((await response.json()) as { error: string }).error];
}

/** One question of each service. */
function questions(token: string, headers: Record<string, string> = {}) {
  const link = { method: 'POST', body: JSON.stringify(ID) };
  const ocsp = { method: 'POST', body: Uint8Array.of(0) };
  const type = (name: string) => ({ 'content-type': `application/${name}`, ...headers });
  return {
    crl: () => authority.ask(token, WHOLE, { headers }),
    'serial-link': () => authority.ask(token, '/v1/serial-links', { ...link, headers: type('json') }),
    ocsp: () => authority.ask(token, '/ocsp', { ...ocsp, headers: type('ocsp-request') }),
    'ocsp by GET': () => authority.ask(token, '/ocsp/AAAA', { headers }),
  };
}

test('every question is counted by day, service and purpose, also one whose answer is nothing new', async () => {
  const { verifierId, token } = await contract({});
  for (const ask of Object.values(questions(token))) assert.equal((await ask()).status, 200);
  const named = questions(token, { 'kazasu-purpose': 'address-check' });
  const etag = (await named.crl()).headers.get('etag') ?? '';
  const again = await authority.ask(token, WHOLE, {
    headers: { 'if-none-match': etag, 'kazasu-purpose': 'address-check' },
  });
  assert.equal(again.status, 304);
  assert.equal((await authority.ask(token, '/v1/trust')).status, 200);
  const day = '20260615';
  const expected = [
    { day, service: 'crl', purpose: 'address-check', count: 2 },
    { day, service: 'crl', purpose: 'authentication', count: 1 },
    { day, service: 'ocsp', purpose: 'authentication', count: 2 },
    { day, service: 'serial-link', purpose: 'authentication', count: 1 },
  ];
  assert.deepEqual(await usage(verifierId), expected);
  const own = await authority.ask(token, '/v1/usage?from=20260615&to=20260615');
  assert.deepEqual(await own.json(), { verifierId, usage: expected });
  assert.deepEqual(await usage(verifierId, '?from=20260616'), []);
  assert.deepEqual(await usage(verifierId, '?to=20260614'), []);
});

test('whose questions are used up is told when to come again, and is answered on the next day in Japan', async () => {
  const own = await testAuthority();
  const { token } = await contract({ crl: 3 }, {}, own);
  const { resident: someone } = await holder(own);
  const [first] = await own.certificates(someone.residentId);
  const ask = () => own.ask(token, `/crl/${first?.id.issuerKeyId}/whole`);
  for (let i = 0; i < 3; i++) assert.equal((await ask()).status, 200);
  const refused = await ask();
  // TIME is noon in Japan.
  assert.equal(refused.headers.get('retry-after'), String(12 * 3600));
  assert.deepEqual(await codeOf(refused), [429, 'quota_exceeded']);
  const other = await own.post(token, '/v1/serial-links', first?.id);
  assert.equal(other.status, 200, 'another service has its own number');
  own.clock.set(TIME + DAY / 2 - 1);
  assert.equal((await ask()).headers.get('retry-after'), '1');
  own.clock.set(TIME + DAY / 2);
  assert.equal((await ask()).status, 200);
});

test('of many questions at once as many are answered as the day has left, and those are counted', async () => {
  const { verifierId, token } = await contract({ ocsp: 20 });
  const answers = await Promise.all(Array.from({ length: 50 }, () => questions(token).ocsp()));
  const granted = answers.filter(({ status }) => status === 200).length;
  assert.equal(granted, 20);
  assert.ok(answers.every(({ status }) => status === 200 || status === 429));
  assert.deepEqual(
    (await usage(verifierId)).map(({ count }) => count),
    [20],
  );
});

test('a quota is for all purposes together; a quota of zero answers nothing', async () => {
  const { token } = await contract({ crl: 2, ocsp: 0 });
  assert.equal((await questions(token).crl()).status, 200);
  assert.equal((await questions(token, { 'kazasu-purpose': 'address-check' }).crl()).status, 200);
  assert.equal((await questions(token, { 'kazasu-purpose': 'address-check' }).crl()).status, 429);
  assert.equal((await questions(token).ocsp()).status, 429);
});

test('a purpose that the contract does not name is refused and not counted', async () => {
  const { verifierId, token } = await contract({});
  for (const ask of Object.values(questions(token, { 'kazasu-purpose': 'marketing' }))) {
    assert.deepEqual(await codeOf(await ask()), [403, 'purpose_refused']);
  }
  for (const purpose of ['Big Data', 'x'.repeat(41), '']) {
    const response = await questions(token, { 'kazasu-purpose': purpose }).crl();
    assert.equal(response.status, 400, purpose);
  }
  assert.deepEqual(await usage(verifierId), []);
});

test('the verifier of the configuration may ask for anything without limit, and is counted too', async () => {
  const before = (await usage('default')).reduce((sum, { count }) => sum + count, 0);
  const named = questions(VERIFIER, { 'kazasu-purpose': 'anything' });
  for (const ask of [...Object.values(questions(VERIFIER)), named.crl])
    assert.equal((await ask()).status, 200);
  const after = await usage('default');
  assert.equal(after.reduce((sum, { count }) => sum + count, 0) - before, 5);
  assert.ok(after.some(({ purpose }) => purpose === 'anything'));
});

test('a token is shown once, kept as a hash, and opens nothing after the contract has ended', async () => {
  const { verifierId, token } = await contract({});
  const stored = await authority.store.run('SELECT * FROM authority_verifier');
  assert.ok(!JSON.stringify(stored).includes(token));
  const list = await authority.ask(ADMIN, '/admin/verifiers');
  const text = await list.clone().text();
  assert.ok(!text.includes(token) && !text.includes('tokenHash'));
  const { verifiers } = (await list.json()) as VerifierList;
  assert.equal(verifiers.find((one) => one.verifierId === verifierId)?.endedAt, undefined);
  assert.equal((await questions(token).crl()).status, 200);
  const end = () => authority.ask(ADMIN, `/admin/verifiers/${verifierId}`, { method: 'DELETE' });
  assert.equal((await end()).status, 204);
  assert.equal((await questions(token).crl()).status, 401);
  assert.deepEqual(await codeOf(await end()), [404, 'verifier_unknown']);
});

test('a verifier has one contract, which names its default purpose, and never opens the counter', async () => {
  const { verifierId, token } = await contract({});
  const body = {
    verifierId,
    name: 'Again',
    purposes: ['authentication'],
    defaultPurpose: 'authentication',
    quotas: {},
  };
  const post = (changes: object) => authority.post(ADMIN, '/admin/verifiers', { ...body, ...changes });
  assert.deepEqual(await codeOf(await post({})), [409, 'verifier_exists']);
  assert.deepEqual(await codeOf(await post({ verifierId: 'default' })), [409, 'verifier_exists']);
  for (const wrong of [
    { defaultPurpose: 'other' },
    { purposes: [] },
    { quotas: { crl: -1 } },
    { quotas: { crl: 1.5 } },
    { quotas: { dns: 1 } },
    { verifierId: 'A' },
    { more: 1 },
  ]) {
    assert.deepEqual(await codeOf(await post({ verifierId: 'new-one', ...wrong })), [400, 'request_invalid']);
  }
  assert.equal((await authority.ask(token, '/admin/residents')).status, 401);
  assert.equal((await authority.ask(ADMIN, '/admin/verifiers/default/usage?from=x')).status, 400);
  assert.equal(
    (await authority.ask(ADMIN, '/admin/verifiers/default/usage?from=20260101&from=20260102')).status,
    400,
  );
});

test('a question that cannot be counted is not answered', async () => {
  const away = await testAuthority();
  await away.store.run('DROP TABLE authority_usage');
  const { resident: someone } = await holder(away);
  const [first] = await away.certificates(someone.residentId);
  const ask = () => away.ask(VERIFIER, `/crl/${first?.id.issuerKeyId}/whole`);
  assert.deepEqual(
    (await Promise.all([ask(), ask(), ask()])).map(({ status }) => status),
    [500, 500, 500],
  );
});
