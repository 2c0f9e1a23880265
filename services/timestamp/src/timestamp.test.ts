import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { toPem, toUtf8 } from '@kazasu/bytes';
import { createTimestampRequest, parseCertificate, parseTimestampResponse } from '@kazasu/pki';
import { openssl } from '@kazasu/pki/testing';
import { MEDIA, PATHS } from './api.ts';
import { opensslQuery, opensslText, opensslVerify } from './testing/openssl.ts';
import { TIME, testService } from './testing/service.ts';

const DATA = toUtf8('検証の記録');
const DIGEST = createHash('sha256').update(DATA).digest();
const DAY = 86_400_000;
const service = await testService({ adminToken: 'metrics-token-for-tests' });

const answered = async (request: Uint8Array) => {
  const http = await service.post(request);
  assert.equal(http.headers.get('content-type'), MEDIA.reply);
  return { http, response: new Uint8Array(await http.arrayBuffer()) };
};

for (const flags of [
  ['-sha256', '-cert'],
  ['-sha384', '-cert'],
  ['-sha512', '-cert', '-no_nonce'],
  ['-sha256', '-cert', '-tspolicy', '2.999.3161.1'],
]) {
  test(`OpenSSL asks with ${flags.join(' ')}, and takes the answer; so does our own judge, with revocation`, async () => {
    const request = opensslQuery(DATA, ...flags);
    const { response } = await answered(request);
    const { status, text } = opensslVerify({ request, response }, service.anchor, TIME);
    assert.equal(status, 0, text);
    const { token } = parseTimestampResponse(response);
    assert(token);
    const report = await service.judge(token, { data: DATA });
    assert.equal(
      report.verdict,
      'valid',
      JSON.stringify(report.checks.filter((one) => one.status !== 'passed')),
    );
    assert.deepEqual([report.genTime, report.accuracy, report.policy], [TIME, 1000, '2.999.3161.1']);
    assert.match(opensslText(response), /Status: Granted\.\n[\s\S]*Ordering: no/);
  });
}

test('a token without certificates is taken with the unit at hand, and by nobody without it', async () => {
  const request = opensslQuery(DATA, '-sha256');
  const { response } = await answered(request);
  const [unit] = await service.chain();
  assert.notEqual(opensslVerify({ request, response }, service.anchor, TIME).status, 0);
  assert.equal(opensslVerify({ request, response }, service.anchor, TIME, unit).status, 0);
  const { token } = parseTimestampResponse(response);
  assert(token && unit);
  assert.notEqual((await service.judge(token, { data: DATA })).verdict, 'valid');
  assert.equal((await service.judge(token, { data: DATA, intermediates: [unit] })).verdict, 'valid');
});

test('OpenSSL and our judge refuse a token over other octets, and the token of another request', async () => {
  const request = opensslQuery(DATA, '-sha256', '-cert');
  const other = opensslQuery(toUtf8('別の記録'), '-sha256', '-cert');
  const again = opensslQuery(DATA, '-sha256', '-cert');
  const { response } = await answered(request);
  assert.match(
    opensslVerify({ request: other, response }, service.anchor, TIME).text,
    /message imprint mismatch/,
  );
  assert.match(opensslVerify({ request: again, response }, service.anchor, TIME).text, /nonce mismatch/);
  const { token } = parseTimestampResponse(response);
  assert.equal(
    (await service.judge(token ?? DATA, { data: toUtf8('別の記録') })).subIndication,
    'HASH_FAILURE',
  );
});

test('the time is told to the thousandth, in its shortest form', async () => {
  const own = await testService();
  for (const [offset, written] of [
    [0, '03:00:00 2026'],
    [500, '03:00:00.5 2026'],
    [1_050, '03:00:01.05 2026'],
    [10_001, '03:00:10.001 2026'],
  ] as const) {
    own.clock.set(TIME + offset);
    const request = createTimestampRequest({ hash: 'sha256', digest: DIGEST });
    const response = new Uint8Array(await (await own.post(request)).arrayBuffer());
    assert.match(opensslText(response), new RegExp(`Time stamp: Jun 15 ${written} GMT`));
    const { token } = parseTimestampResponse(response);
    assert.equal((await own.judge(token ?? DATA, { data: DATA })).genTime, TIME + offset);
  }
});

test('anchor, chain and list are there for whoever judges, and OpenSSL takes the unit with the list, strictly', async () => {
  const get = async (path: string) => service.app.request(path);
  const anchor = await get(PATHS.anchor);
  assert.equal(anchor.headers.get('content-type'), 'application/pkix-cert');
  assert.deepEqual(new Uint8Array(await anchor.arrayBuffer()), service.anchor);
  const chain = await (await get(PATHS.chain)).text();
  const [unit, root] = chain.split(/(?<=-----END CERTIFICATE-----\n)/);
  const files = {
    'root.pem': root ?? '',
    'unit.pem': unit ?? '',
    'list.pem': toPem('X509 CRL', await service.crl()),
  };
  const { status, text } = openssl(files, [
    ...['verify', '-x509_strict', '-check_ss_sig', '-crl_check', '-CRLfile', 'list.pem'],
    ...['-purpose', 'timestampsign', '-attime', String(TIME / 1000), '-CAfile', 'root.pem', 'unit.pem'],
  ]);
  assert.equal(status, 0, text);
});

test('when its time is over a unit is followed by another with another key, and its tokens stay good', async () => {
  const own = await testService({ unitSigningDays: 10 });
  const request = createTimestampRequest({ hash: 'sha256', digest: DIGEST });
  const [first] = await own.chain();
  const { token: old } = await own.ask(request);
  own.clock.advance(10 * DAY);
  const { token: young } = await own.ask(request);
  const [second] = await own.chain();
  assert(old && young && first && second);
  assert.notDeepEqual(first, second);
  assert.notDeepEqual(keyOf(first), keyOf(second));
  assert.equal((await own.judge(old, { data: DATA })).verdict, 'valid');
  assert.equal((await own.judge(young, { data: DATA })).verdict, 'valid');
  // Across a restart the second goes on.
  const again = await testService({
    store: own.store,
    keys: own.keys,
    clock: own.clock,
    unitSigningDays: 10,
  });
  assert.deepEqual((await again.chain())[0], second);
});

function keyOf(certificate: Uint8Array): Uint8Array {
  return parseCertificate(certificate).spki.encoded;
}

test('a revoked unit signs nothing more, in no process, and its tokens are good no longer', async () => {
  const own = await testService();
  const beside = await testService({ store: own.store, keys: own.keys });
  const request = createTimestampRequest({ hash: 'sha256', digest: DIGEST });
  const { token: old } = await own.ask(request);
  assert.equal((await beside.ask(request)).status, 'granted');
  await own.crl();
  own.clock.advance(1000);
  beside.clock.advance(1000);
  await own.revoke(1, 'keyCompromise');
  await assert.rejects(own.revoke(1, 'superseded'), { code: 'timestamp/unknown' });
  await assert.rejects(own.revoke(9, 'superseded'), { code: 'timestamp/unknown' });
  for (const one of [own, beside]) {
    const { token } = await one.ask(request);
    assert(token && old);
    const report = await own.judge(token, { data: DATA });
    assert.equal(report.verdict, 'valid', JSON.stringify(report));
    assert.notEqual((await own.judge(old, { data: DATA })).verdict, 'valid');
  }
  assert.match(own.lines.join(''), /unit\.revoked/);
});

test('a unit that was retired in good order leaves the tokens alone that it made before', async () => {
  const own = await testService();
  const { token } = await own.ask(createTimestampRequest({ hash: 'sha256', digest: DIGEST }));
  own.clock.advance(1000);
  await own.revoke(1, 'cessationOfOperation');
  assert.equal((await own.judge(token ?? DATA, { data: DATA })).verdict, 'valid');
});

test('lists are numbered upwards, made anew each day, and the same in between', async () => {
  const own = await testService();
  const numberOf = async () => {
    const list = { 'list.pem': toPem('X509 CRL', await own.crl()) };
    return BigInt(
      openssl(list, ['crl', '-in', 'list.pem', '-noout', '-crlnumber']).text.trim().split('=')[1] ?? 0,
    );
  };
  const first = await numberOf();
  assert.equal(await numberOf(), first);
  own.clock.advance(DAY);
  assert.ok((await numberOf()) > first);
});

test('a clock that goes back is refused beyond the accuracy, also after a restart, and taken again when it has caught up', async () => {
  const own = await testService();
  const request = createTimestampRequest({ hash: 'sha256', digest: DIGEST });
  own.clock.set(TIME + 60_000);
  assert.equal((await own.ask(request)).status, 'granted');
  own.clock.set(TIME + 59_000);
  assert.equal((await own.ask(request)).status, 'granted');
  own.clock.set(TIME + 58_999);
  const refused = await own.post(request);
  assert.equal(refused.status, 503);
  const again = await testService({ store: own.store, keys: own.keys });
  assert.deepEqual((await again.ask(request)).failures, ['timeNotAvailable']);
  again.clock.set(TIME + 60_001);
  assert.equal((await again.ask(request)).status, 'granted');
  await assert.rejects(testService({ store: own.store, keys: own.keys, clock: { now: () => TIME - 1 } }), {
    code: 'timestamp/clock',
  });
});

test('a service is not opened with other keys or under another name, nor on settings that do not fit', async () => {
  const { store, keys } = service;
  await assert.rejects(testService({ store }), { code: 'timestamp/mismatch' });
  await assert.rejects(testService({ store, keys, organisation: 'OTHER-TEST' }), {
    code: 'timestamp/mismatch',
  });
  await assert.rejects(testService({ unitSigningDays: 30, unitLifeDays: 30 }), { code: 'config/invalid' });
  await assert.rejects(testService({ policy: '1.2.x' }), { code: 'config/invalid' });
});

test('a root near its end certifies nothing that would outlive it, and says so', async () => {
  const own = await testService({ unitSigningDays: 10, unitLifeDays: 30, rootLifeDays: 40 });
  const request = createTimestampRequest({ hash: 'sha256', digest: DIGEST });
  own.clock.advance(15 * DAY);
  assert.equal((await own.ask(request)).status, 'granted');
  assert.match(own.lines.join(''), /root\.ageing/);
  own.clock.advance(16 * DAY);
  assert.deepEqual((await own.ask(request)).failures, ['systemFailure']);
});

test('metrics count answers, and open to the token alone', async () => {
  assert.equal((await service.app.request(PATHS.metrics)).status, 401);
  const headers = { authorization: 'Bearer metrics-token-for-tests' };
  const text = await (await service.app.request(PATHS.metrics, { headers })).text();
  assert.match(text, /kazasu_timestamp_answers_total\{result="granted"\} \d+/);
  const without = await testService();
  assert.equal((await without.app.request(PATHS.metrics, { headers })).status, 404);
});

test('nothing of what was time-stamped is logged or stored', async () => {
  const text = service.lines.join('');
  for (const form of ['hex', 'base64', 'base64url'] as const)
    assert.ok(!text.includes(DIGEST.toString(form)));
  const tables = [
    'timestamp_root',
    'timestamp_unit',
    'timestamp_number',
    'timestamp_crl',
    'timestamp_crl_number',
  ];
  for (const table of tables) {
    for (const row of await service.store.run(`SELECT * FROM ${table}`)) {
      for (const value of Object.values(row)) {
        if (value instanceof Uint8Array) assert.ok(!Buffer.from(value).includes(DIGEST), table);
      }
    }
  }
});
