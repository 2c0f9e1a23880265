import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DerReader, fromHex, fromUtf8, toHex, toUtf8 } from '@kazasu/bytes';
import {
  type CaIdentity,
  type CertifiedItems,
  issueAuthentication,
  issueSignature,
  keyIdentifier,
} from './index.ts';
import {
  AUTHENTICATION,
  AUTHENTICATION_CA,
  ITEMS,
  MUNICIPALITY,
  RESIDENT,
  RESPONDER_CERTIFICATE,
  SIGNATURE,
  SIGNATURE_CA,
  TIME,
} from './testing/hierarchy.ts';
import { type ReadCertificate, readCertificate, readName } from './testing/read.ts';

const PRINTABLE = 0x13;
const UTF8 = 0x0c;
const UTC_TIME = 0x17;

const authentication = readCertificate(AUTHENTICATION);
const signature = readCertificate(SIGNATURE);
const ca = readCertificate(AUTHENTICATION_CA.certificate);
const responder = readCertificate(RESPONDER_CERTIFICATE);

const AUTHENTICATION_CA_NAME = [
  ['2.5.4.6', PRINTABLE, 'JP'],
  ['2.5.4.10', UTF8, 'JPKI-TEST'],
  ['2.5.4.11', UTF8, 'JPKI for user authentication'],
  ['2.5.4.11', UTF8, 'Japan Agency for Local Authority Information Systems'],
];

const outline = (certificate: ReadCertificate) =>
  certificate.extensions.map(({ id, critical }) => [id, critical]);
const extensionIn = (certificate: ReadCertificate, id: string) =>
  certificate.extensions.find((extension) => extension.id === id)?.value ?? 'absent';

const KEY_USAGE = '2.5.29.15';
const ALT_NAME = '2.5.29.17';
const ISSUER_ALT_NAME = '2.5.29.18';
const CRL_POINTS = '2.5.29.31';
const POLICIES = '2.5.29.32';
const AUTHORITY_KEY = '2.5.29.35';
const PURPOSES = '2.5.29.37';
const SUBJECT_KEY = '2.5.29.14';
const CONSTRAINTS = '2.5.29.19';
const ACCESS = '1.3.6.1.5.5.7.1.1';

test('an authentication certificate has the extensions of the profile in their order and criticality', () => {
  assert.deepEqual(outline(authentication), [
    [KEY_USAGE, true],
    [PURPOSES, false],
    [POLICIES, true],
    [ISSUER_ALT_NAME, false],
    [CRL_POINTS, false],
    [ACCESS, false],
    [AUTHORITY_KEY, false],
    [SUBJECT_KEY, false],
  ]);
});

test('a signature certificate has the extensions of the profile in their order and criticality', () => {
  assert.deepEqual(outline(signature), [
    [KEY_USAGE, true],
    [ALT_NAME, false],
    [POLICIES, true],
    [ISSUER_ALT_NAME, false],
    [CRL_POINTS, false],
    [AUTHORITY_KEY, false],
    [SUBJECT_KEY, false],
  ]);
});

test('a CA certificate is a root without policies, authority key and path length', () => {
  assert.deepEqual(outline(ca), [
    [KEY_USAGE, true],
    [ALT_NAME, false],
    [CONSTRAINTS, true],
    [CRL_POINTS, false],
    [SUBJECT_KEY, false],
  ]);
  assert.equal(extensionIn(ca, KEY_USAGE), '03020106');
  assert.equal(extensionIn(ca, CONSTRAINTS), '30030101ff');
  assert.deepEqual(ca.subject, AUTHENTICATION_CA_NAME);
  assert.deepEqual(ca.issuer, AUTHENTICATION_CA_NAME);
});

test('a responder certificate is for signing OCSP answers and is not to be checked itself', () => {
  assert.deepEqual(outline(responder), [
    [KEY_USAGE, true],
    [PURPOSES, false],
    ['1.3.6.1.5.5.7.48.1.5', false],
    [AUTHORITY_KEY, false],
    [SUBJECT_KEY, false],
  ]);
  assert.equal(extensionIn(responder, PURPOSES), '300a06082b06010505070309');
  assert.equal(extensionIn(responder, '1.3.6.1.5.5.7.48.1.5'), '0500');
});

test('key usages, purpose and OCSP address have the bytes of the profile', () => {
  assert.equal(extensionIn(authentication, KEY_USAGE), '03020780');
  assert.equal(extensionIn(signature, KEY_USAGE), '030206c0');
  assert.equal(extensionIn(authentication, PURPOSES), '300a06082b06010505070302');
  const url = toHex(toUtf8('http://ocspauthnorm.jpki.go.jp'));
  assert.equal(extensionIn(authentication, ACCESS), `302c302a06082b06010505073001861e${url}`);
});

test('the policies name the card and the practice statement', () => {
  const cps = `302c302a06082b06010505070201161e${toHex(toUtf8('http://www.jpki.go.jp/cps.html'))}`;
  // 1.2.392.200149.8.5.1.3.30 and 1.2.392.200149.8.5.1.1.20
  assert.equal(extensionIn(authentication, POLICIES), `303d303b060b2a83088c9b55080501031e${cps}`);
  assert.equal(extensionIn(signature, POLICIES), `303d303b060b2a83088c9b550805010114${cps}`);
});

/** A directoryName in `wrapping` explicit layers of constructed values. */
function directoryIn(hex: string, tags: readonly number[]) {
  const reader = tags.reduce((inner, tag) => inner.enter(tag), new DerReader(fromHex(hex)));
  return readName(reader.enter(0xa4).enter());
}

test('issuerAltName holds the Japanese name of the CA, all four parts of it', () => {
  const name = (purpose: string) => [
    ['2.5.4.6', PRINTABLE, 'JP'],
    ['2.5.4.10', UTF8, '公的個人認証サービス'],
    ['2.5.4.11', UTF8, purpose],
    ['2.5.4.11', UTF8, '地方公共団体情報システム機構'],
  ];
  const forAuthentication = name('公的個人認証サービス利用者証明用');
  assert.deepEqual(directoryIn(extensionIn(authentication, ISSUER_ALT_NAME), [0x30]), forAuthentication);
  assert.deepEqual(directoryIn(extensionIn(ca, ALT_NAME), [0x30]), forAuthentication);
  assert.deepEqual(
    directoryIn(extensionIn(signature, ISSUER_ALT_NAME), [0x30]),
    name('公的個人認証サービス署名用'),
  );
});

test('the distribution point is the directory entry of the municipality, that of a CA its own name', () => {
  const point = (certificate: ReadCertificate) =>
    directoryIn(extensionIn(certificate, CRL_POINTS), [0x30, 0x30, 0xa0, 0xa0]);
  const municipal = (purpose: string) => [
    ['2.5.4.6', PRINTABLE, 'JP'],
    ['2.5.4.10', UTF8, 'JPKI-TEST'],
    ['2.5.4.11', UTF8, purpose],
    ['2.5.4.11', UTF8, 'CRL Distribution Points'],
    ['2.5.4.11', UTF8, 'Tokyo-to'],
    ['2.5.4.3', UTF8, 'Kiyose-shi CRLDP'],
  ];
  assert.deepEqual(point(authentication), municipal('JPKI for user authentication'));
  assert.deepEqual(point(signature), municipal('JPKI for digital signature'));
  assert.deepEqual(point(ca), AUTHENTICATION_CA_NAME);
});

test('the authority key identifier names key, name and serial number of the generation', () => {
  const reader = DerReader.document(fromHex(extensionIn(authentication, AUTHORITY_KEY)));
  assert.deepEqual(reader.octetString(0x80), AUTHENTICATION_CA.identity.keyId);
  const names = reader.enter(0xa1);
  assert.deepEqual(readName(names.enter(0xa4).enter()), AUTHENTICATION_CA_NAME);
  assert.equal(toHex(reader.octetString(0x82)), '0133c349');
  reader.finish();
});

test('the subject key identifier is the SHA-1 of the key, not of the whole structure around it', () => {
  const keyId = toHex(keyIdentifier(RESIDENT.publicKey));
  assert.equal(extensionIn(authentication, SUBJECT_KEY), `0414${keyId}`);
});

test('subject names have the form of the profile', () => {
  const [country, cn] = authentication.subject;
  assert.deepEqual(country, ['2.5.4.6', PRINTABLE, 'JP']);
  assert.match(cn?.[2] ?? '', /^[0-9A-Z]{14}13221003A$/);
  assert.equal(cn?.[2].length, 23);
  assert.deepEqual(
    signature.subject.map(([type]) => type),
    ['2.5.4.6', '2.5.4.7', '2.5.4.7', '2.5.4.3'],
  );
  assert.deepEqual(signature.subject[1], ['2.5.4.7', UTF8, 'Tokyo-to']);
  assert.deepEqual(signature.subject[2], ['2.5.4.7', UTF8, 'Kiyose-shi']);
  // 03:04:05Z is five past noon in Japan.
  assert.match(signature.subject[3]?.[2] ?? '', /^20260615120405[0-9A-Z]{5}13221003A$/);
  assert.equal(signature.subject[3]?.[2].length, 28);
});

/** Pairs of otherName type and text, in order. */
function itemsIn(certificate: ReadCertificate): [string, string][] {
  const names = DerReader.document(fromHex(extensionIn(certificate, ALT_NAME)));
  const items: [string, string][] = [];
  while (!names.atEnd) {
    const other = names.enter(0xa0);
    const type = other.oid();
    const value = other.enter(0xa0);
    items.push([type, fromUtf8(value.octetString(UTF8))]);
    value.finish();
    other.finish();
  }
  return items;
}

test('the four items stand as six otherNames in the order of the profile, substitutes flagged', () => {
  assert.deepEqual(itemsIn(signature), [
    ['1.2.392.200149.8.5.5.1', '〓橋　花子'],
    ['1.2.392.200149.8.5.5.4', '319800217'],
    ['1.2.392.200149.8.5.5.3', '2'],
    ['1.2.392.200149.8.5.5.5', '東京都清瀬市見本町一丁目２番３号'],
    ['1.2.392.200149.8.5.5.2', '10000'],
    ['1.2.392.200149.8.5.5.6', '0000000000000000'],
  ]);
});

const FRAME = {
  serial: fromHex('10000001'),
  notBefore: TIME,
  notAfter: TIME + 86_400_000,
  publicKey: RESIDENT.publicKey,
  municipality: MUNICIPALITY,
  random: new Uint8Array(14),
};

function issueWith(items: Partial<CertifiedItems>): ReadCertificate {
  const request = { ...FRAME, ca: SIGNATURE_CA.identity, items: { ...ITEMS, ...items } };
  return readCertificate(issueSignature(request, SIGNATURE_CA.key.sign));
}

test('each era begins on its first day', () => {
  const eras = [
    ['19120729', '1'],
    ['19120730', '2'],
    ['19261224', '2'],
    ['19261225', '3'],
    ['19890107', '3'],
    ['19890108', '4'],
    ['20190430', '4'],
    ['20190501', '5'],
  ] as const;
  for (const [birthdate, era] of eras) {
    assert.equal(itemsIn(issueWith({ birthdate }))[1]?.[1], `${era}${birthdate}`);
  }
});

test('where no sex is given the certificate says 3', () => {
  assert.equal(itemsIn(issueWith({ gender: '9' }))[2]?.[1], '3');
});

test('a character outside the basic plane counts once in the flags', () => {
  const items = itemsIn(issueWith({ name: '𠮷野　花', certificateName: '〓野　花' }));
  assert.equal(items[4]?.[1], '1000');
});

test('a substitute that does not stand for exactly one character is refused', () => {
  assert.throws(() => issueWith({ certificateName: '〓〓橋　花子' }), { code: 'pki/items' });
});

test('validity is UTCTime in whole seconds through 2049, and the profile knows no other form', () => {
  assert.deepEqual(authentication.timeTags, [UTC_TIME, UTC_TIME]);
  assert.deepEqual(
    [authentication.notBefore, authentication.notAfter],
    [TIME, Date.UTC(2031, 1, 17, 14, 59, 59)],
  );
  const issue = (notAfter: number) =>
    readCertificate(
      issueAuthentication(
        {
          ...FRAME,
          notBefore: TIME + 999,
          notAfter,
          ca: withoutCertificate(AUTHENTICATION_CA.identity),
          ocspUrl: 'http://o.example',
        },
        AUTHENTICATION_CA.key.sign,
      ),
    );
  const last = issue(Date.UTC(2049, 11, 31, 23, 59, 59));
  assert.deepEqual(last.timeTags, [UTC_TIME, UTC_TIME]);
  assert.equal(last.notBefore, TIME);
  assert.throws(() => issue(Date.UTC(2050, 0, 1)), { code: 'pki/lint', message: /profile\.validity/ });
});

/** The lint then knows nothing of the issuer's own end. */
function withoutCertificate({ certificate: _, ...identity }: CaIdentity): CaIdentity {
  return identity;
}

test('a serial number that is not a positive integer in its shortest form is refused', () => {
  for (const serial of ['', '00', '0001', '80000001', '007f']) {
    const request = {
      ...FRAME,
      serial: fromHex(serial),
      ca: AUTHENTICATION_CA.identity,
      ocspUrl: 'http://o.example',
    };
    assert.throws(
      () => issueAuthentication(request, AUTHENTICATION_CA.key.sign),
      { code: 'pki/serial' },
      serial,
    );
  }
});

test('a subject name is not made from too little randomness', () => {
  const request = {
    ...FRAME,
    random: new Uint8Array(13),
    ca: AUTHENTICATION_CA.identity,
    ocspUrl: 'http://o.example',
  };
  assert.throws(() => issueAuthentication(request, AUTHENTICATION_CA.key.sign), { code: 'pki/name' });
});
