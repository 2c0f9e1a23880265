import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, test } from 'node:test';
import { TrustResponse } from '@kazasu/authority/api';
import { AuthorityUnreachable, httpAuthority } from '@kazasu/authority/client';
import { testAuthority, VERIFIER } from '@kazasu/authority/testing';
import { parseTimestampResponse } from '@kazasu/pki';
import { DOCUMENTS_MAX } from '@kazasu/provider/api';
import { DIVERGENCES } from '@kazasu/provider/divergences';
import { INTERACTION_OCTETS, INTERACTION_PACE } from '@kazasu/provider/limits';
import { providerService } from '@kazasu/provider/service';
import { systemClock } from '@kazasu/server/clock';
import { NO_PROXIES, serve } from '@kazasu/server/http';
import { memoryKeys } from '@kazasu/server/keys';
import { type DoorRules, LimitSettings, openDoor, PER_ADDRESS } from '@kazasu/server/limit';
import { silentLog } from '@kazasu/server/log';
import { openStore } from '@kazasu/server/store';
import { createTimestampService } from '@kazasu/timestamp';
import { createVerifier } from '@kazasu/verifier';
import * as v from 'valibot';

const TOKEN = 'token-of-a-test-0001';
const ends: (() => unknown)[] = [];
after(async () => {
  for (const end of ends.reverse()) await end();
});

/** A service behind its door, where nothing may come twice. */
async function refusing(service: {
  readonly app: Parameters<typeof serve>[0];
  readonly door: DoorRules;
  close(): Promise<void>;
}): Promise<string> {
  const settings = v.parse(LimitSettings, { pauseMs: 0, perAddress: { perSecond: 1, burst: 1 } });
  const door = openDoor(
    { settings, rules: service.door, forwarding: NO_PROXIES, log: silentLog, ticks: () => 1_000 },
    undefined,
  );
  const server = await serve(service.app, { hostname: 'localhost', port: 0, direct: door.handle });
  ends.push(async () => {
    await server.close();
    door.close();
    await service.close();
  });
  await (await fetch(`${server.url}/nothing`)).text();
  return server.url;
}

async function ground() {
  const store = await openStore({ file: ':memory:' });
  ends.push(() => store.close());
  return { store, keys: memoryKeys(), clock: systemClock, log: silentLog };
}

const authority = await testAuthority();
const trust = v.parse(TrustResponse, await (await authority.ask(VERIFIER, '/v1/trust')).json());
const timestamp = await createTimestampService(await ground());
const verifier = await createVerifier({
  ...(await ground()),
  baseUrl: 'http://localhost:4004/api',
  adminToken: TOKEN,
  authority: { url: 'http://localhost:4003', token: TOKEN },
  trust: { ...trust, timestampAnchors: [] },
  providers: ['http://localhost:4001/api/realms/main'],
});
const doors = { authority: authority.door, timestamp: timestamp.door, verifier: verifier.door };
const [a, t, x] = [await refusing(authority), await refusing(timestamp), await refusing(verifier)];

interface Refused {
  readonly type: string | null;
  readonly body: Uint8Array;
}

/** Every refusal says when to come back, and is kept by nobody. */
async function refused(url: string, init: RequestInit = {}): Promise<Refused> {
  const answer = await fetch(url, init);
  assert.equal(answer.status, 429, url);
  assert.match(answer.headers.get('Retry-After') ?? '', /^\d+$/);
  assert.match(answer.headers.get('Cache-Control') ?? '', /no-store/);
  return { type: answer.headers.get('Content-Type'), body: new Uint8Array(await answer.arrayBuffer()) };
}

const json = ({ body }: Refused) => JSON.parse(Buffer.from(body).toString());

test('the authority refuses a question with tryLater, and whoever asks it does not take that for good', async () => {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/ocsp-request' }, body: 'x' };
  for (const asked of [await refused(`${a}/ocsp`, init), await refused(`${a}/ocsp/MAA=`)]) {
    assert.equal(asked.type, 'application/ocsp-response');
    // RFC 6960 section 4.2.1: OCSPResponse with tryLater (3) and nothing else.
    assert.deepEqual([...asked.body], [0x30, 3, 0x0a, 1, 3]);
  }
  assert.equal(json(await refused(`${a}/v1/trust`)).error, 'too_many_requests');
  assert.equal(json(await refused(`${a}/ocspx`)).error, 'too_many_requests');
  const client = httpAuthority({ url: a, token: VERIFIER, fetch });
  await assert.rejects(client.crl('00'.repeat(20), 'whole'), AuthorityUnreachable);
});

test('the time-stamp service refuses with a TimeStampResp that a client of RFC 3161 reads', async () => {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/timestamp-query' }, body: 'x' };
  const { type, body } = await refused(`${t}/tsr`, init);
  assert.equal(type, 'application/timestamp-reply');
  const { status, failures } = parseTimestampResponse(body);
  assert.deepEqual({ status, failures }, { status: 'rejection', failures: ['systemFailure'] });
  assert.deepEqual(json(await refused(`${t}/crl`)), { error: 'too_many_requests' });
});

test('the verifier refuses with a problem in the language that was asked for', async () => {
  const asked = await refused(`${x}/api/v1/verifications`, {
    method: 'POST',
    headers: { 'Accept-Language': 'en' },
    body: '{}',
  });
  assert.equal(asked.type, 'application/problem+json');
  const problem = json(asked);
  assert.deepEqual(
    [problem.type, problem.status, problem.code, problem.retryAfter],
    ['http://localhost:4004/api/problems/too-many-requests', 429, 'too-many-requests', 1],
  );
  assert.equal(problem.title, 'too many requests');
  assert.equal(json(await refused(`${x}/api/v1/usage`)).title, 'リクエストが多すぎます');
});

test('people get a page, and whoever looks after a service is never refused', async () => {
  const headers = { Accept: 'text/html', 'Accept-Language': 'en' };
  for (const url of [`${a}/counter`, `${t}/status`, `${x}/api/console`]) {
    const { type, body } = await refused(url, { headers });
    assert.match(type ?? '', /^text\/html/);
    assert.match(Buffer.from(body).toString(), /<html lang="en".*Very busy.*<a[^>]*href=""/s);
    const sent = await refused(`${url}?lang=ja`, { method: 'POST', headers, body: 'a=b' });
    const text = Buffer.from(sent.body).toString();
    assert.match(text, /<html lang="ja".*混み合っています/s);
    assert.doesNotMatch(text, /<a[^>]*href=""/);
  }
  for (const url of [`${a}/healthz`, `${t}/healthz`, `${x}/api/healthz`])
    assert.equal((await fetch(url)).status, 200, url);
});

test('what begins something waits behind what goes on', () => {
  const urgencyOf = (service: keyof typeof doors, method: string, url: string) =>
    doors[service].classify({ method, url } as never).urgency;
  const begins: [keyof typeof doors, string, string][] = [
    ['authority', 'POST', '/admin/cards'],
    ['authority', 'POST', '/phone/certificates'],
    ['timestamp', 'POST', '/tsr'],
    ['verifier', 'POST', '/api/v1/verifications'],
  ];
  for (const asked of begins) assert.equal(urgencyOf(...asked), 'begins', asked.join(' '));
  const goesOn: [keyof typeof doors, string, string][] = [
    ['authority', 'POST', '/ocsp'],
    ['authority', 'GET', '/admin/residents'],
    ['timestamp', 'GET', '/crl'],
    ['verifier', 'GET', '/api/v1/verifications/1'],
  ];
  for (const asked of goesOn) assert.equal(urgencyOf(...asked), 'goes-on', asked.join(' '));
});

/** Numbers in the second cell of each row of a guide's tables, by the row's first cell. */
function rowsOf(file: string): { readonly first: string; readonly numbers: number[] }[] {
  const text = readFileSync(resolve(import.meta.dirname, '../../../docs/operate', file), 'utf8');
  return [...text.matchAll(/^\| ([^|]+) \| ([^|]+) \|/gm)].map(([, first = '', second = '']) => ({
    first,
    numbers: [...second.matchAll(/\d[\d,]*/g)].map(([digits]) => Number(digits.replaceAll(',', ''))),
  }));
}

/** What the code has, by a word of the row that tells it; where rows have no such word, by their place after one that has. */
function limitsInCode(): readonly (readonly [RegExp, readonly number[]])[] {
  const all = v.parse(LimitSettings, {});
  const { least, most, lateMs, busyPercent, waiting, patienceMs } = all.overload;
  const client = v.parse(
    providerService.settings.entries.perClient as never,
    undefined,
  ) as typeof PER_ADDRESS;
  const of = (name: keyof typeof DIVERGENCES, unit = 1) => Number(DIVERGENCES[name].value) / unit;
  const rate = ({ perSecond, burst }: { perSecond: number; burst: number }) => [perSecond, burst];
  const ofService = (name: keyof typeof doors) => rate(doors[name].perAddress ?? PER_ADDRESS);
  const { burst, everyMs } = INTERACTION_PACE;
  return [
    [/`perClient`/, rate(client)],
    [/`limits\.overload`/, [least, most, lateMs, busyPercent, waiting, patienceMs]],
    [/`limits\.pauseMs`/, [all.pauseMs]],
    [/`limits\.connections`/, [all.connections, all.connectionsPerAddress, all.requestsPerConnection]],
    [
      /`limits\.headersTimeoutMs`/,
      [all.headersTimeoutMs, all.requestTimeoutMs, all.idleTimeoutMs, all.silenceTimeoutMs].map(
        (ms) => ms / 1_000,
      ),
    ],
    [/`limits\.urlLength`/, [all.urlLength, all.headerOctets, all.headers]],
    [/^provider$/, rate(PER_ADDRESS)],
    [/^authority$/, ofService('authority')],
    [/^verifier$/, ofService('verifier')],
    [/^timestamp$/, ofService('timestamp')],
    [/`loginLifetimeMs`.*`extensionsMax`/, [of('loginLifetimeMs', 60_000), of('extensionsMax')]],
    [
      /`linkLifetimeMs`.*`qrLifetimeMs`.*`matchLifetimeMs`.*`codeLifetimeMs`/,
      [
        of('linkLifetimeMs', 1_000),
        of('qrLifetimeMs', 1_000),
        of('matchLifetimeMs', 1_000),
        of('codeLifetimeMs', 1_000),
      ],
    ],
    [/`matchShownMax`.*`matchWrongMax`/, [of('matchShownMax'), of('matchWrongMax')]],
    [/`invalidProofsMax`/, [of('invalidProofsMax')]],
    [/`DOCUMENTS_MAX`/, [DOCUMENTS_MAX]],
    [
      /octets of a card's proof|カードの確認と署名のデータ/,
      [INTERACTION_OCTETS.proof, INTERACTION_OCTETS.signature],
    ],
    [/requests of one page or app|一つの画面またはアプリ/, [burst, 1_000 / everyMs]],
  ];
}

for (const file of ['limits.md', 'limits.ja.md']) {
  test(`every number in docs/operate/${file} is the code's`, () => {
    const rows = rowsOf(file).filter(
      ({ first, numbers }) => numbers.length > 0 && !first.startsWith('`kazasu_'),
    );
    const known = limitsInCode();
    for (const [row, numbers] of known) {
      const found = rows.filter(({ first }) => row.test(first));
      assert.deepEqual(
        found.map((one) => one.numbers),
        [[...numbers]],
        String(row),
      );
    }
    const untold = rows.filter(({ first }) => !known.some(([row]) => row.test(first)));
    assert.deepEqual(untold, [], 'a row that nobody compares');
  });
}
