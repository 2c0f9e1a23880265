import assert from 'node:assert/strict';
import { createHash, type KeyObject, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { toHex } from '@kazasu/bytes';
import type { ItemProof } from '@kazasu/card';
import { type Challenge, challengeMessage, chipMessage } from '../api/index.ts';
import {
  municipality,
  newKey,
  numbersOf,
  type PaperCard,
  paperCard,
  SURFACE_ISSUER,
  signedRecord,
  TEXT_ISSUER,
} from '../testing/paper-card.ts';
import { judgeItems } from './index.ts';

const ISSUERS = { text: newKey(), surface: newKey() };
const TRUSTED = {
  text: [{ keyId: TEXT_ISSUER, ...numbersOf(ISSUERS.text) }],
  surface: [{ keyId: SURFACE_ISSUER, ...numbersOf(ISSUERS.surface) }],
};
const KAZASU = municipality(ISSUERS, '4820101');
const TONARI = municipality(ISSUERS, '4820201');

const ITEMS = { name: '見本　花子', address: '架空県かざす市', birthdate: '19880517', gender: '2' };
const HANAKO = paperCard(KAZASU, ITEMS);
const KEY_OF_OTHER_CARDS = [newKey(), newKey()] as const;
const otherCard = (by: typeof KAZASU, birthdate: string) =>
  paperCard(by, { ...ITEMS, name: '試野　太郎', birthdate }, ...KEY_OF_OTHER_CARDS);
/** Same municipality, another birth date. */
const TARO = otherCard(KAZASU, '19790203');
/** Same municipality, same birth date. */
const TWIN = otherCard(KAZASU, ITEMS.birthdate);
/** Another municipality, same birth date. */
const AWAY = otherCard(TONARI, ITEMS.birthdate);

const CERTIFICATE_HASH = createHash('sha256').update('authentication certificate').digest();
const CHALLENGE: Challenge = {
  issuer: 'http://localhost:4001/api/realms/main',
  clientId: 'RP00000001',
  origin: 'https://rp.example',
  transaction: '0b3f8f3e-6f6c-4c38-9b0e-5a2f3c1d7e10',
  nonce: 'bm9uY2Ugb2YgdGhlIHRlc3Q',
  expiresAt: 1_781_500_000_000,
};
const MESSAGE = chipMessage(CHALLENGE, CERTIFICATE_HASH);

/** The whole answer of one card. */
function shown(card: PaperCard, message: Uint8Array = MESSAGE): ItemProof {
  return {
    fourItems: card.fourItems,
    integrity: card.integrity,
    issuerCertificate: card.textCertificate,
    chipKey: card.chipKey,
    chipSignature: card.textSign(message),
    age: {
      record: card.ageRecord,
      issuerCertificate: card.surfaceCertificate,
      signature: card.surfaceSign(message),
    },
  };
}

const OWN = shown(HANAKO);
type Age = ItemProof['age'];
const withAge = (age: Partial<Age>): ItemProof => ({ ...OWN, age: { ...OWN.age, ...age } });
const itemsOf = ({ fourItems, integrity }: PaperCard) => ({ fourItems, integrity });

async function failures(files: ItemProof, trusted = TRUSTED): Promise<string[]> {
  const { report, items } = await judgeItems(files, { message: MESSAGE, trusted, time: 0 });
  assert.equal(items === undefined, report.verdict !== 'valid');
  const failed = report.checks.filter(({ status }) => status !== 'passed');
  const reached = failed.filter(({ reason }) => reason !== 'not-reached');
  assert.ok(reached.length > 0 || failed.length === 0, 'something stopped what was not reached');
  assert.equal(report.checks.length, CHECKS.length, 'each check is there, whatever happened');
  return reached.map(({ id }) => id);
}

const CHECKS = [
  'items.form',
  'items.issuer.trusted',
  'items.issuer.signature',
  'items.signature',
  'items.hash',
  'chip.form',
  'chip.key',
  'age.form',
  'age.issuer.trusted',
  'age.issuer.signature',
  'age.signature',
  'chip.signature',
  'age.chip',
  'age.issuer.same',
  'age.birthdate',
  'items.length',
];

test('the answer of one card holds, in every check', async () => {
  const { report, items } = await judgeItems(OWN, { message: MESSAGE, trusted: TRUSTED, time: 7 });
  assert.equal(report.verdict, 'valid');
  assert.equal(report.time, 7);
  assert.deepEqual(items, ITEMS);
  assert.deepEqual(
    report.checks.map(({ id }) => id),
    CHECKS,
  );
  for (const { citation } of report.checks) assert.ok(citation.length > 10);
});

/** One fault each: what is shown, and exactly what it fails. */
const MIXINGS: { readonly [what: string]: readonly [ItemProof, readonly string[]] } = {
  'items of another card': [{ ...OWN, fourItems: TWIN.fourItems }, ['items.hash']],
  'items that a key of another municipality signed': [
    { ...OWN, integrity: reSigned(0xff30, HANAKO.integrity, 0xdf33, TONARI.key) },
    ['items.signature'],
  ],
  'a name longer than any relying party takes': [
    { ...OWN, ...itemsOf(paperCard(KAZASU, { ...ITEMS, name: 'あ'.repeat(101) }, ...KEY_OF_OTHER_CARDS)) },
    ['items.length'],
  ],
  'items and their signature of another card, with one’s own chip': [
    { ...OWN, ...itemsOf(TARO) },
    ['age.birthdate'],
  ],
  'all text files of another card, copied, without its chip': [
    { ...OWN, ...itemsOf(TARO), chipKey: TARO.chipKey },
    ['chip.signature', 'age.birthdate'],
  ],
  'EF 0007 of another card': [{ ...OWN, chipKey: TWIN.chipKey }, ['chip.signature']],
  'EF 0007 of another card that does sign, of another municipality': [
    { ...OWN, chipKey: AWAY.chipKey, chipSignature: AWAY.textSign(MESSAGE) },
    ['chip.key'],
  ],
  'items of another municipality, with its EF 0004': [
    { ...OWN, ...itemsOf(AWAY), issuerCertificate: AWAY.textCertificate },
    ['chip.key', 'age.issuer.same'],
  ],
  'all of the text application of another municipality’s card, with its chip': [
    { ...shown(AWAY), age: OWN.age },
    ['age.issuer.same'],
  ],
  'the age record of somebody of another birth date, with its chip': [
    { ...OWN, age: shown(TARO).age },
    ['age.birthdate'],
  ],
  'the age record of another card, with one’s own chip': [withAge({ record: TWIN.ageRecord }), ['age.chip']],
  'an age record that nobody signed': [
    withAge({ record: changed(HANAKO.ageRecord, 10) }),
    ['age.signature', 'age.birthdate'],
  ],
  'an age record of another municipality under one’s own EF 0004': [
    withAge({ record: AWAY.ageRecord, signature: AWAY.surfaceSign(MESSAGE) }),
    ['age.signature'],
  ],
  'the age record and EF 0004 of another municipality': [
    { ...OWN, age: shown(AWAY).age },
    ['age.issuer.same'],
  ],
  'the chip’s signature for another login': [
    { ...OWN, chipSignature: HANAKO.textSign(chipMessage({ ...CHALLENGE, nonce: 'x' }, CERTIFICATE_HASH)) },
    ['chip.signature'],
  ],
  'the chip’s signature for another transaction': [
    {
      ...OWN,
      chipSignature: HANAKO.textSign(chipMessage({ ...CHALLENGE, transaction: 'x' }, CERTIFICATE_HASH)),
    },
    ['chip.signature'],
  ],
  'the chip’s signature for another certificate': [
    { ...OWN, chipSignature: HANAKO.textSign(chipMessage(CHALLENGE, randomBytes(32))) },
    ['chip.signature'],
  ],
  'the surface chip’s signature for another login': [
    withAge({ signature: HANAKO.surfaceSign(chipMessage({ ...CHALLENGE, nonce: 'x' }, CERTIFICATE_HASH)) }),
    ['age.chip'],
  ],
  'the surface chip’s signature for another certificate': [
    withAge({ signature: HANAKO.surfaceSign(chipMessage(CHALLENGE, randomBytes(32))) }),
    ['age.chip'],
  ],
  'the two chip signatures in each other’s place': [
    { ...withAge({ signature: OWN.chipSignature }), chipSignature: OWN.age.signature },
    ['chip.signature', 'age.chip'],
  ],
  'chip signatures over the challenge of the authentication key': [
    shown(HANAKO, challengeMessage(CHALLENGE)),
    ['chip.signature', 'age.chip'],
  ],
  'EF 0007 that another key signed': [
    { ...OWN, chipKey: reSigned(0xff50, HANAKO.chipKey, 0xdf52, TONARI.key) },
    ['chip.key'],
  ],
  'the CV certificate of the surface application in the text application': [
    { ...OWN, issuerCertificate: HANAKO.surfaceCertificate },
    ['items.issuer.trusted'],
  ],
  'the CV certificate of the text application in the surface application': [
    withAge({ issuerCertificate: HANAKO.textCertificate }),
    ['age.issuer.trusted'],
  ],
  'a surface CV certificate that its issuer did not sign': [
    withAge({ issuerCertificate: changed(HANAKO.surfaceCertificate, 400) }),
    ['age.issuer.signature'],
  ],
  'one key under two names': [
    withAge({ issuerCertificate: municipality(ISSUERS, '4820301', KAZASU.key).surfaceCertificate }),
    ['age.issuer.same'],
  ],
  'one name for two keys': [
    { ...OWN, age: shown(otherCard(municipality(ISSUERS, '4820101', TONARI.key), ITEMS.birthdate)).age },
    ['age.issuer.same'],
  ],
  'EF 0007 without form': [{ ...OWN, chipKey: randomBytes(536) }, ['chip.form']],
  'an age record without form': [withAge({ record: randomBytes(547) }), ['age.form']],
  'a surface EF 0004 without form': [withAge({ issuerCertificate: randomBytes(568) }), ['age.form']],
  'items without form': [{ ...OWN, fourItems: randomBytes(100) }, ['items.form']],
  'EF 0007 in the place of the age record': [withAge({ record: HANAKO.chipKey }), ['age.form']],
  'signatures that are too short': [
    { ...withAge({ signature: randomBytes(255) }), chipSignature: randomBytes(20) },
    ['chip.signature', 'age.chip'],
  ],
};

for (const [what, [files, expected]] of Object.entries(MIXINGS)) {
  test(`refused: ${what}`, async () => {
    assert.deepEqual(await failures(files), expected);
  });
}

test('an issuer is trusted for its own application only, and an unknown one not at all', async () => {
  const swapped = { text: TRUSTED.surface, surface: TRUSTED.text };
  assert.deepEqual(await failures(OWN, swapped), ['items.issuer.trusted', 'age.issuer.trusted']);
  assert.deepEqual(await failures(OWN, { ...TRUSTED, surface: [] }), ['age.issuer.trusted']);
});

test('what remains possible: a copy of the items of somebody of the same municipality and birth date', async () => {
  // Written down in SECURITY.md; when a way is found to close this, the sentence there goes too.
  assert.deepEqual(await failures({ ...OWN, ...itemsOf(TWIN) }), []);
});

test('what remains possible: two cards held to one login', async () => {
  assert.deepEqual(
    await failures({ ...shown(TARO), chipKey: HANAKO.chipKey, chipSignature: OWN.chipSignature }),
    [],
  );
});

test('no check tells anything of the person or the municipality', async () => {
  const all = [OWN, ...Object.values(MIXINGS).map(([files]) => files)];
  const reports = await Promise.all(
    all.map(async (files) => judgeItems(files, { message: MESSAGE, trusted: TRUSTED, time: 0 })),
  );
  const text = JSON.stringify(reports.map(({ report }) => report));
  for (const secret of ['1988', '花子', toHex(Buffer.from('48201')), '48201', '48202']) {
    assert.ok(!text.includes(secret), secret);
  }
});

function changed(file: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(file);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** The same record with a signature by another key. */
function reSigned(file: number, record: Uint8Array, tag: number, by: KeyObject): Uint8Array {
  const headerLength = 5;
  const signatureLength = 2 + 3 + 256;
  return signedRecord(file, record.subarray(headerLength, record.length - signatureLength), tag, by);
}
