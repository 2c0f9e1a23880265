import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { DerReader, fromBase64, toBase64, toHex, toPem } from '@kazasu/bytes';
import { openssl, opensslAsync } from '@kazasu/pki/testing';
import { systemClock } from '@kazasu/server/clock';
import { serve } from '@kazasu/server/http';
import type { CardImage, CertificateId, ResidentRecord } from './api.ts';
import {
  ADMIN,
  CHILD_OPTIONS,
  certificateFiles,
  OPTIONS,
  somebody,
  TIME,
  testAuthority,
  VERIFIER,
} from './testing/authority.ts';

const authority = await testAuthority();
const HOUR = 3_600_000;

interface Holder {
  readonly resident: ResidentRecord;
  readonly card: CardImage;
  readonly authentication: CertificateId;
}

async function holder(changes: Partial<ResidentRecord> = {}, generation?: 2 | 3): Promise<Holder> {
  const resident = somebody(changes);
  const card = await authority.personalise({
    resident,
    options: { ...CHILD_OPTIONS, ...(generation && { generation }) },
  });
  const [listed] = await authority.certificates(resident.residentId);
  assert.ok(listed);
  return { resident, card, authentication: listed.id };
}

async function revoke(
  { issuerKeyId, serial }: CertificateId,
  body: object,
  base = authority,
): Promise<Response> {
  return base.post(ADMIN, `/admin/certificates/${issuerKeyId}/${serial}/revocation`, body);
}

async function codeOf(response: Response): Promise<[number, string]> {
  return [response.status, ((await response.json()) as { error: string }).error];
}

// ---- revocation -----------------------------------------------------------------------------------------------

test('a revocation is listed with its time and reason, and repeating it changes nothing', async () => {
  const { resident, authentication } = await holder();
  assert.equal((await revoke(authentication, { reason: 'keyCompromise', at: TIME })).status, 204);
  authority.clock.advance(HOUR);
  assert.equal((await revoke(authentication, { reason: 'keyCompromise' })).status, 204);
  const [listed] = await authority.certificates(resident.residentId);
  assert.deepEqual([listed?.revokedAt, listed?.reason], [TIME, 'keyCompromise']);
  assert.deepEqual(await codeOf(await revoke(authentication, { reason: 'superseded' })), [
    409,
    'already_revoked',
  ]);
});

test('a certificate on hold can be revoked for good, and not the other way round', async () => {
  const { resident, authentication } = await holder();
  const loss = `/admin/residents/${resident.residentId}/events/loss`;
  assert.equal((await authority.post(ADMIN, loss, {})).status, 200);
  assert.equal((await revoke(authentication, { reason: 'affiliationChanged' })).status, 204);
  const [listed] = await authority.certificates(resident.residentId);
  assert.equal(listed?.reason, 'affiliationChanged');
  // A hold is set by the loss of a card alone, because it is ended by its recovery alone.
  assert.deepEqual(await codeOf(await revoke(authentication, { reason: 'certificateHold' })), [
    400,
    'request_invalid',
  ]);
});

test('of several revocations at the same time one reason wins', async () => {
  const { resident, authentication } = await holder();
  const reasons = ['keyCompromise', 'superseded', 'keyCompromise', 'cessationOfOperation'];
  const answers = await Promise.all(reasons.map((reason) => revoke(authentication, { reason })));
  const [listed] = await authority.certificates(resident.residentId);
  const expected = reasons.map((reason) => (reason === listed?.reason ? 204 : 409));
  assert.deepEqual(
    answers.map(({ status }) => status),
    expected,
  );
});

test('what was never issued, a wrong time and an unknown reason are refused', async () => {
  const { authentication } = await holder();
  const unknown = [404, 'certificate_unknown'];
  assert.deepEqual(
    await codeOf(await revoke({ ...authentication, serial: '01020304' }, { reason: 'superseded' })),
    unknown,
  );
  assert.deepEqual(
    await codeOf(await revoke({ ...authentication, serial: 'xyz' }, { reason: 'superseded' })),
    unknown,
  );
  assert.deepEqual(
    await codeOf(await revoke({ ...authentication, issuerKeyId: '00%00' }, { reason: 'superseded' })),
    unknown,
  );
  const time = [400, 'revocation_time_invalid'];
  const now = authority.clock.now();
  assert.deepEqual(
    await codeOf(await revoke(authentication, { reason: 'superseded', at: now + 1000 })),
    time,
  );
  assert.deepEqual(await codeOf(await revoke(authentication, { reason: 'superseded', at: TIME - 1 })), time);
  assert.deepEqual(await codeOf(await revoke(authentication, { reason: 'cACompromise' })), [
    400,
    'request_invalid',
  ]);
});

// ---- lists ----------------------------------------------------------------------------------------------------

/** The name in a certificate's distribution point, and how its list is asked for. */
function scopeOf(base64: string): string {
  const der = fromBase64(base64);
  const marker = Buffer.from('0603551d1f', 'hex');
  const at = Buffer.from(der).indexOf(marker) + marker.length;
  const value = new DerReader(der, at).octetString();
  const name = [0x30, 0x30, 0xa0, 0xa0, 0xa4].reduce(
    (reader, tag) => reader.enter(tag),
    new DerReader(value),
  );
  return toHex(new Uint8Array(createHash('sha256').update(name.encoded(name.next())).digest()));
}

async function list(
  issuerKeyId: string,
  scope: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return authority.ask(VERIFIER, `/crl/${issuerKeyId}/${scope}`, { headers });
}

async function listText(issuerKeyId: string, scope: string, card: CardImage): Promise<string> {
  const der = new Uint8Array(await (await list(issuerKeyId, scope)).arrayBuffer());
  const files = { ...certificateFiles(card), 'list.pem': toPem('X509 CRL', der) };
  return openssl(files, ['crl', '-in', 'list.pem', '-CAfile', 'auth-ca.pem', '-noout', '-text']).text;
}

function verifyText(card: CardImage, der: Uint8Array): string {
  const files = { ...certificateFiles(card), 'list.pem': toPem('X509 CRL', der) };
  const at = String(Math.floor(authority.clock.now() / 1000));
  const args = ['verify', '-attime', at, '-crl_check', '-CAfile', 'auth-ca.pem', '-CRLfile', 'list.pem'];
  return openssl(files, [...args, 'auth.pem']).text;
}

test('the whole list and that of the municipality tell OpenSSL who is revoked', async () => {
  const [lost, kept] = [await holder(), await holder()];
  await revoke(lost.authentication, { reason: 'keyCompromise' });
  for (const scope of ['whole', scopeOf(kept.card.jpki.authenticationCertificate)]) {
    const response = await list(kept.authentication.issuerKeyId, scope);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'application/pkix-crl');
    const der = new Uint8Array(await response.arrayBuffer());
    assert.match(verifyText(lost.card, der), /certificate revoked/);
    assert.match(verifyText(kept.card, der), /auth\.pem: OK/);
  }
});

test("a municipality's list names its own people only, the whole list everybody", async () => {
  const here = await holder();
  const there = await holder({ municipality: { code: '48102', prefecture: 'Kaku-ken', city: 'Tonari-shi' } });
  await revoke(here.authentication, { reason: 'superseded' });
  await revoke(there.authentication, { reason: 'superseded' });
  const { issuerKeyId } = here.authentication;
  const text = (scope: string) => listText(issuerKeyId, scope, here.card);
  const [whole, mine, theirs] = await Promise.all([
    text('whole'),
    text(scopeOf(here.card.jpki.authenticationCertificate)),
    text(scopeOf(there.card.jpki.authenticationCertificate)),
  ]);
  const names = (text: string, { authentication }: Holder) =>
    text.includes(`Serial Number: ${authentication.serial.toUpperCase()}`);
  assert.deepEqual(
    [whole, mine, theirs].map((text) => names(text, here)),
    [true, true, false],
  );
  assert.deepEqual(
    [whole, mine, theirs].map((text) => names(text, there)),
    [true, false, true],
  );
  assert.match(theirs, /Issuing Distribution Point: critical[\s\S]*Tonari-shi CRLDP/);
  assert.doesNotMatch(whole, /Issuing Distribution Point/);
  const der = new Uint8Array(
    await (await list(issuerKeyId, scopeOf(there.card.jpki.authenticationCertificate))).arrayBuffer(),
  );
  assert.doesNotMatch(verifyText(here.card, der), /auth\.pem: OK/);
});

test('a list is kept until something is revoked or the day turns in Japan', async () => {
  const { authentication } = await holder();
  const { issuerKeyId } = authentication;
  const fetchTag = async () => (await list(issuerKeyId, 'whole')).headers.get('etag');
  const first = Number((await fetchTag())?.slice(1, -1));
  assert.equal(await fetchTag(), `"${first}"`);
  const unchanged = await list(issuerKeyId, 'whole', { 'if-none-match': `"${first}"` });
  assert.equal(unchanged.status, 304);
  assert.equal(unchanged.headers.get('cache-control'), 'private, no-cache');
  await revoke(authentication, { reason: 'superseded' });
  assert.equal(await fetchTag(), `"${first + 1}"`);
  assert.equal((await list(issuerKeyId, 'whole', { 'if-none-match': `"${first}"` })).status, 200);
  const day = Math.floor((authority.clock.now() + 9 * HOUR) / (24 * HOUR));
  authority.clock.set((day + 1) * 24 * HOUR - 9 * HOUR - 1000);
  assert.equal(await fetchTag(), `"${first + 1}"`);
  authority.clock.advance(1000);
  assert.ok(Number((await fetchTag())?.slice(1, -1)) > first + 1);
});

test('a list is in force for the following day too', async () => {
  const { authentication, card } = await holder();
  authority.clock.set(Date.UTC(2026, 5, 20, 14, 59, 58, 500));
  const text = await listText(authentication.issuerKeyId, 'whole', card);
  assert.match(text, /Last Update: Jun 20 14:59:58 2026 GMT\s+Next Update: Jun 21 15:00:00 2026 GMT/);
});

test('many who ask at the same time after a change get lists of one numbering', async () => {
  const { authentication } = await holder();
  await revoke(authentication, { reason: 'superseded' });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => list(authentication.issuerKeyId, 'whole')),
  );
  const numbers = new Set(answers.map((answer) => answer.headers.get('etag')));
  assert.equal(numbers.size, 1);
});

test('a generation or distribution point without certificates has no list, a dead generation no more', async () => {
  const { authentication } = await holder();
  const unknown = [404, 'crl_unknown'];
  assert.deepEqual(await codeOf(await list('00'.repeat(20), 'whole')), unknown);
  assert.deepEqual(await codeOf(await list(authentication.issuerKeyId, '00'.repeat(32))), unknown);
  assert.deepEqual(await codeOf(await list(authentication.issuerKeyId, 'part%00')), unknown);
  assert.deepEqual(await codeOf(await list(`${authentication.issuerKeyId}%20whole`, 'xyz')), unknown);
  assert.deepEqual(await codeOf(await list(authentication.issuerKeyId, 'whole%20xyz')), unknown);
  const [dead] = await authority.store.run<{ keyId: string }>(
    `SELECT key_id AS "keyId" FROM authority_ca WHERE role = 'authentication' AND generation = 1`,
  );
  assert.deepEqual(await codeOf(await list(dead?.keyId ?? '', 'whole')), [410, 'issuer_expired']);
});

// ---- OCSP -----------------------------------------------------------------------------------------------------

function ocspRequest(card: CardImage, ...more: readonly string[]): Uint8Array {
  const args = ['ocsp', '-issuer', 'auth-ca.pem', '-cert', 'auth.pem', ...more, '-reqout', 'request.der'];
  const { written, text } = openssl(certificateFiles(card), args, 'request.der');
  assert.ok(written, text);
  return written;
}

async function askOcsp(request: Uint8Array): Promise<Uint8Array> {
  const response = await authority.ask(VERIFIER, '/ocsp', {
    method: 'POST',
    headers: { 'content-type': 'application/ocsp-request' },
    body: Uint8Array.from(request),
  });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/ocsp-response');
  return new Uint8Array(await response.arrayBuffer());
}

test('OpenSSL asks over HTTP about good, revoked and never issued certificates, and believes the answers', async () => {
  const live = await testAuthority({ clock: systemClock });
  const server = await serve(live.app, { hostname: 'localhost', port: 0 });
  try {
    const [good, revoked] = [somebody(), somebody()];
    const cards = await Promise.all(
      [good, revoked].map((resident) => live.personalise({ resident, options: CHILD_OPTIONS })),
    );
    const [listed] = await live.certificates(revoked.residentId);
    assert.ok(listed);
    assert.equal((await revoke(listed.id, { reason: 'keyCompromise' }, live)).status, 204);
    const ask = async (card: CardImage | undefined, ...what: readonly string[]) => {
      assert.ok(card);
      const header = ['-header', `Authorization=Bearer ${VERIFIER}`];
      const args = ['ocsp', '-issuer', 'auth-ca.pem', ...what, '-CAfile', 'auth-ca.pem'];
      return opensslAsync(certificateFiles(card), [...args, '-url', `${server.url}/ocsp`, ...header]);
    };
    const known = await ask(cards[0], '-cert', 'auth.pem');
    assert.match(known, /Response verify OK/);
    assert.match(known, /auth\.pem: good/);
    assert.doesNotMatch(known, /nonce/i);
    const lost = await ask(cards[1], '-sha256', '-cert', 'auth.pem');
    assert.match(lost, /auth\.pem: revoked[\s\S]*Reason: keyCompromise[\s\S]*Response verify OK/);
    assert.match(
      await ask(cards[0], '-serial', '0x01020304'),
      /0x01020304: unknown[\s\S]*Response verify OK/,
    );
  } finally {
    await server.close();
  }
});

test('the form with the request in the path answers the same', async () => {
  const { card } = await holder();
  const request = ocspRequest(card, '-no_nonce');
  const posted = await askOcsp(request);
  const path = `/ocsp/${encodeURIComponent(toBase64(request))}`;
  const got = await authority.ask(VERIFIER, path);
  assert.equal(got.headers.get('content-type'), 'application/ocsp-response');
  // PKCS#1 v1.5 gives the same signature for the same answer.
  assert.deepEqual(new Uint8Array(await got.arrayBuffer()), posted);
});

const MALFORMED = '30030a0101';
const UNAUTHORIZED = '30030a0106';

test('what is no request is answered malformedRequest, in either form', async () => {
  assert.equal(toHex(await askOcsp(Uint8Array.of(1, 2, 3))), MALFORMED);
  assert.equal(toHex(await askOcsp(new Uint8Array())), MALFORMED);
  for (const path of ['/ocsp/AAAA', '/ocsp/%21%21%21', '/ocsp/AAA']) {
    const response = await authority.ask(VERIFIER, path);
    assert.equal(toHex(new Uint8Array(await response.arrayBuffer())), MALFORMED, path);
  }
});

test('another issuer, a dead one, and two issuers at once are answered unauthorized', async () => {
  const young = await holder();
  const old = await holder({}, 2);
  const resident = somebody();
  const card = await authority.personalise({ resident, options: OPTIONS });
  const about = async (...pairs: readonly string[]) => {
    const args = ['ocsp', ...pairs, '-reqout', 'request.der'];
    const { written, text } = openssl(certificateFiles(card), args, 'request.der');
    assert.ok(written, text);
    return toHex(await askOcsp(written));
  };
  const [own, other] = [
    ['-issuer', 'auth-ca.pem', '-cert', 'auth.pem'],
    ['-issuer', 'sign-ca.pem', '-cert', 'sign.pem'],
  ];
  assert.equal(await about('-issuer', 'auth.pem', '-cert', 'sign.pem'), UNAUTHORIZED);
  assert.equal(await about(...own, ...other), UNAUTHORIZED, 'both roots');
  for (const alone of [own, other]) assert.notEqual(await about(...alone), UNAUTHORIZED);
  const files = {
    ...certificateFiles(young.card),
    'old-ca.pem': certificateFiles(old.card)['auth-ca.pem'] ?? '',
    'old.pem': certificateFiles(old.card)['auth.pem'] ?? '',
  };
  const both = [
    'ocsp',
    '-issuer',
    'auth-ca.pem',
    '-cert',
    'auth.pem',
    '-issuer',
    'old-ca.pem',
    '-cert',
    'old.pem',
  ];
  const mixed = openssl(files, [...both, '-reqout', 'request.der'], 'request.der');
  assert.equal(toHex(await askOcsp(mixed.written ?? new Uint8Array())), UNAUTHORIZED);
  const request = ocspRequest(old.card);
  assert.notEqual(toHex(await askOcsp(request)), UNAUTHORIZED);
  const now = authority.clock.now();
  authority.clock.set(Date.UTC(2029, 5, 15, 3, 0, 0));
  assert.equal(toHex(await askOcsp(request)), UNAUTHORIZED);
  authority.clock.set(now);
});

test('the responder certificate is renewed before it runs out', async () => {
  const { card } = await holder();
  const judge = async () => {
    const files = {
      ...certificateFiles(card),
      'response.der': await askOcsp(ocspRequest(card, '-no_nonce')),
    };
    const at = String(Math.floor(authority.clock.now() / 1000));
    const args = [
      'ocsp',
      '-issuer',
      'auth-ca.pem',
      '-cert',
      'auth.pem',
      '-no_nonce',
      '-respin',
      'response.der',
    ];
    const time = ['-attime', at, '-validity_period', '1000000000', '-resp_text'];
    const { text } = openssl(files, [...args, '-CAfile', 'auth-ca.pem', ...time]);
    assert.match(text, /Response verify OK/);
    return /Serial Number: \d+ \((0x[0-9a-f]+)\)/.exec(text)?.[1];
  };
  const first = await judge();
  authority.clock.advance(20 * 24 * HOUR);
  assert.equal(await judge(), first);
  authority.clock.advance(5 * 24 * HOUR);
  const second = await judge();
  assert.notEqual(second, first);
  authority.clock.advance(400 * 24 * HOUR);
  assert.notEqual(await judge(), second);
});
