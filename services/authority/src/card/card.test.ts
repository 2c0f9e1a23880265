import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { fromBase64, toUtf8 } from '@kazasu/bytes';
import { parseFourItems, parseMyNumber, parseTokenInformation } from '@kazasu/card';
import { openssl } from '@kazasu/pki/testing';
import * as v from 'valibot';
import { CardImage } from '../api.ts';
import { openTypeface } from '../drawing/index.ts';
import {
  ADMIN,
  CHILD_OPTIONS,
  certificateFiles,
  OPTIONS,
  PINS,
  somebody,
  TIME,
  testAuthority,
  YEAR,
} from '../testing/authority.ts';

const authority = await testAuthority({ typeface: openTypeface() });
const resident = somebody({ name: '髙橋　花子', certificateName: '〓橋　花子' });
const card = await authority.personalise({ resident, options: OPTIONS });

const certificateOf = (base64: string | undefined) => new X509Certificate(fromBase64(base64 ?? ''));

test('OpenSSL verifies both certificates of a card up to the CA certificates on it', () => {
  const time = ['-attime', String(TIME / 1000), '-x509_strict', '-explicit_policy'];
  const auth = [
    '-purpose',
    'sslclient',
    '-policy',
    '1.2.392.200149.8.5.1.3.30',
    '-CAfile',
    'auth-ca.pem',
    'auth.pem',
  ];
  const sign = ['-policy', '1.2.392.200149.8.5.1.1.20', '-CAfile', 'sign-ca.pem', 'sign.pem'];
  for (const args of [auth, sign]) {
    const { text, status } = openssl(certificateFiles(card), ['verify', ...time, ...args]);
    assert.equal(status, 0, text);
  }
});

test('certificates begin at the time of issue and end on the fifth birthday at 14:59:59Z', () => {
  for (const base64 of [card.jpki.authenticationCertificate, card.jpki.signatureCertificate]) {
    const certificate = certificateOf(base64);
    assert.equal(certificate.validFromDate.getTime(), TIME);
    assert.equal(certificate.validToDate.toISOString(), '2031-05-17T14:59:59.000Z');
  }
});

test('each private key belongs to its certificate, and the two are different', () => {
  const auth = createPrivateKey({
    key: Buffer.from(card.keys.authentication, 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  const sign = createPrivateKey({
    key: Buffer.from(card.keys.signature ?? '', 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  assert.ok(certificateOf(card.jpki.authenticationCertificate).checkPrivateKey(auth));
  assert.ok(certificateOf(card.jpki.signatureCertificate).checkPrivateKey(sign));
  assert.ok(!certificateOf(card.jpki.signatureCertificate).checkPrivateKey(auth));
});

test('the signature certificate carries the substitute and flags it, the card the registered name', () => {
  const { text } = openssl(certificateFiles(card), [
    'x509',
    '-in',
    'sign.pem',
    '-noout',
    '-ext',
    'subjectAltName',
  ]);
  assert.match(text, /8\.5\.5\.1::〓橋　花子,/);
  assert.match(text, /8\.5\.5\.2::10000,/);
  assert.equal(parseFourItems(fromBase64(card.text.fourItems)).name, '髙橋　花子');
});

test('the authentication certificate says nothing about the person', () => {
  const bytes = Buffer.from(card.jpki.authenticationCertificate, 'base64');
  for (const item of [resident.name, '〓橋', resident.address, resident.birthdate, resident.residentId]) {
    assert.equal(bytes.indexOf(toUtf8(item)), -1, item);
  }
});

test('the files of the text application hold the record', () => {
  const { name, address, birthdate, gender, myNumber } = resident;
  assert.deepEqual(parseFourItems(fromBase64(card.text.fourItems)), { name, address, birthdate, gender });
  assert.equal(parseMyNumber(fromBase64(card.text.myNumber)), myNumber);
});

test('the token information is that of a My Number Card with a number of its own', async () => {
  const information = parseTokenInformation(fromBase64(card.jpki.tokenInformation));
  assert.equal(information.label, 'JPKIAPICCTOKEN2');
  assert.match(information.serialNumber, /^\d{16}$/);
  const other = await authority.personalise({ resident: somebody(), options: CHILD_OPTIONS });
  const second = parseTokenInformation(fromBase64(other.jpki.tokenInformation));
  assert.notEqual(second.serialNumber, information.serialNumber);
});

test('the counter hands out the same over HTTP, and lists what it handed out', async () => {
  const adult = somebody();
  const response = await authority.post(ADMIN, '/admin/cards', { resident: adult, options: OPTIONS });
  assert.equal(response.status, 201);
  const image = v.parse(CardImage, await response.json());
  assert.deepEqual(image.pins, { ...PINS, juki: PINS.text });
  const listed = await authority.certificates(adult.residentId);
  const serials = [image.jpki.authenticationCertificate, image.jpki.signatureCertificate].map((base64) =>
    certificateOf(base64).serialNumber.toLowerCase(),
  );
  assert.deepEqual(
    listed.map(({ role, id }) => [role, id.serial]),
    [
      ['authentication', serials[0]],
      ['signature', serials[1]],
    ],
  );
  assert.ok(listed.every(({ notBefore, revokedAt }) => notBefore === TIME && revokedAt === undefined));
});

test('a child under 15 gets a card without a signature certificate, and cannot have one', async () => {
  const child = somebody({ birthdate: '20110616' });
  const refused = await authority.post(ADMIN, '/admin/cards', { resident: child, options: OPTIONS });
  assert.equal(refused.status, 400);
  assert.equal(((await refused.json()) as { error: string }).error, 'signature_not_allowed');
  const image = await authority.personalise({ resident: child, options: CHILD_OPTIONS });
  assert.equal(image.jpki.signatureCertificate, undefined);
  assert.equal(image.keys.signature, undefined);
  assert.ok(image.jpki.signatureCaCertificate.length > 0);
  assert.deepEqual(
    (await authority.certificates(child.residentId)).map(({ role }) => role),
    ['authentication'],
  );
});

test('a card handed out six years ago has run out, and comes from a CA generation of that time', async () => {
  const old = somebody();
  const image = await authority.personalise({
    resident: old,
    options: { ...OPTIONS, issuedAt: TIME - 6 * YEAR },
  });
  const files = certificateFiles(image);
  const check = (at: number) =>
    openssl(files, ['verify', '-attime', String(at / 1000), '-CAfile', 'auth-ca.pem', 'auth.pem']).text;
  assert.match(check(TIME), /certificate has expired/);
  assert.match(check(TIME - 5 * YEAR), /auth\.pem: OK/);
  assert.notEqual(image.jpki.authenticationCaCertificate, card.jpki.authenticationCaCertificate);
});

test('a CA generation that lives can be asked for; a certificate never outlives it', async () => {
  const image = await authority.personalise({ resident: somebody(), options: { ...OPTIONS, generation: 2 } });
  const ca = certificateOf(image.jpki.authenticationCaCertificate);
  assert.equal(ca.validToDate.toISOString(), '2029-06-15T02:59:59.000Z');
  const certificate = certificateOf(image.jpki.authenticationCertificate);
  assert.equal(certificate.validToDate.getTime(), ca.validToDate.getTime());
});

test('serial numbers are positive, of four octets, and never come twice', async () => {
  const rows = await authority.store.run<{ serial: string }>('SELECT serial FROM authority_certificate');
  assert.ok(rows.length >= 9);
  assert.equal(new Set(rows.map(({ serial }) => serial)).size, rows.length);
  for (const { serial } of rows) assert.match(serial, /^(?:0[1-9a-f]|[1-7][0-9a-f])[0-9a-f]{6}$/);
});

// ---- refusals -------------------------------------------------------------------------------------------------

async function codeFor(body: unknown): Promise<[number, string]> {
  const response = await authority.post(ADMIN, '/admin/cards', body);
  return [response.status, ((await response.json()) as { error: string }).error];
}

test('a record that breaks a rule is refused and leaves nothing behind', async () => {
  const tables = ['authority_resident', 'authority_certificate', 'authority_serial', 'authority_crl_point'];
  const count = async () =>
    Promise.all(tables.map(async (table) => (await authority.store.run(`SELECT * FROM ${table}`)).length));
  const before = await count();
  const broken: [string, Parameters<typeof somebody>[0]][] = [
    ['check digit', { myNumber: '123456789017' }],
    ['day', { birthdate: '19880231' }],
    ['shorter substitute', { certificateName: '見本花子' }],
    ['empty substitute', { certificateAddress: '' }],
    ['day before the eras', { birthdate: '18680124' }],
    ['a character outside JIS', { name: '髙橋　花子' }],
    ['a character outside JIS in the address', { address: '東京都𠮷田町' }],
    ['a substitute outside JIS', { name: '髙橋　花子', certificateName: '😀橋　花子' }],
    ['an ASCII substitute', { name: '髙橋　花子', certificateName: '?橋　花子' }],
    ['a substitute for a character of JIS', { name: '高橋　花子', certificateName: '〓橋　花子' }],
    ['a substitute for a letter', { name: 'ANN　花子', certificateName: '〓NN　花子' }],
    ['control character', { name: '見本\n花子' }],
    ['half a character', { name: '見本　花\ud842' }],
    ['romaji', { municipality: { code: '48101', prefecture: '架空県', city: 'Kazasu-shi' } }],
  ];
  for (const [rule, changes] of broken) {
    const answer = await codeFor({ resident: somebody(changes), options: OPTIONS });
    assert.deepEqual(answer, [400, 'record_invalid'], rule);
  }
  for (const malformed of [
    { residentId: 'A B' },
    { birthdate: '1988-05-17' },
    { gender: '3' },
    { name: '花'.repeat(101) },
    { address: '東'.repeat(201) },
    { myNumber: '12345678901' },
  ]) {
    const answer = await codeFor({ resident: { ...somebody(), ...malformed }, options: OPTIONS });
    assert.deepEqual(answer, [400, 'request_invalid'], JSON.stringify(malformed));
  }
  assert.deepEqual(await count(), before);
});

test('the longest items that the form allows fit the card', async () => {
  const longest = somebody({ name: '花'.repeat(100), address: '東'.repeat(200) });
  const image = await authority.personalise({ resident: longest, options: CHILD_OPTIONS });
  assert.equal(parseFourItems(fromBase64(image.text.fourItems)).address, longest.address);
});

test('a name in Latin letters needs no substitute', async () => {
  const resident = somebody({ name: "O'NEIL MARY-ANN", address: '東京都清瀬市見本町１－２　Flat 3' });
  const image = await authority.personalise({ resident, options: OPTIONS });
  assert.equal(image.residentId, resident.residentId);
});

test('PINs of another form are refused', async () => {
  const resident = somebody();
  for (const pins of [
    { ...PINS, authentication: '123' },
    { ...PINS, text: 'abcd' },
    { ...PINS, signature: 'abc123' },
    { ...PINS, signature: 'ABC12' },
    { authentication: '1234' },
  ]) {
    assert.deepEqual(await codeFor({ resident, options: { pins } }), [400, 'request_invalid']);
  }
});

test('a time of issue in the future, before birth, or outside the life of the CA is refused', async () => {
  const refused = [400, 'issued_at_invalid'];
  const resident = somebody();
  const options = (changes: object) => ({ resident, options: { ...OPTIONS, ...changes } });
  assert.deepEqual(await codeFor(options({ issuedAt: TIME + 1000 })), refused);
  assert.deepEqual(await codeFor(options({ issuedAt: TIME - 12 * YEAR })), refused);
  assert.deepEqual(await codeFor(options({ issuedAt: -1e300 })), refused);
  assert.deepEqual(await codeFor(options({ generation: 1 })), refused);
  assert.deepEqual(await codeFor(options({ issuedAt: TIME - 5 * YEAR, generation: 3 })), refused);
  const newborn = somebody({ birthdate: '20260610' });
  const early = { resident: newborn, options: { ...CHILD_OPTIONS, issuedAt: TIME - 10 * 86_400_000 } };
  assert.deepEqual(await codeFor(early), refused);
});

test('a resident is registered once, even if two ask at the same time', async () => {
  const request = { resident: somebody(), options: CHILD_OPTIONS };
  const answers = await Promise.all(Array.from({ length: 4 }, () => codeFor(request)));
  assert.deepEqual(answers.map(([status]) => status).sort(), [201, 409, 409, 409]);
  assert.equal((await authority.certificates(request.resident.residentId)).length, 1);
  assert.deepEqual(await codeFor(request), [409, 'resident_exists']);
});

test('no private key, name or number of anybody is in the store or in the log', async () => {
  const tables = await authority.store.run<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table'",
  );
  const stored: string[] = [...authority.lines];
  for (const { name } of tables) {
    for (const row of await authority.store.run(`SELECT * FROM ${name}`)) {
      stored.push(
        ...Object.values(row).map((value) =>
          Buffer.from(value instanceof Uint8Array ? value : String(value)).toString('latin1'),
        ),
      );
    }
  }
  const everything = stored.join('\n');
  const wanted = [resident.name, resident.address, resident.myNumber, PINS.signature].map((text) =>
    Buffer.from(text),
  );
  for (const base64 of [card.keys.authentication, card.keys.signature ?? '']) {
    const { d } = createPrivateKey({
      key: Buffer.from(base64, 'base64'),
      format: 'der',
      type: 'pkcs8',
    }).export({ format: 'jwk' });
    wanted.push(Buffer.from(d ?? '', 'base64url').subarray(0, 16));
  }
  for (const secret of wanted) assert.ok(!everything.includes(secret.toString('latin1')));
  assert.ok(everything.includes(resident.residentId), 'the search sees what is there');
});
