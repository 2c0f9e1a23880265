import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import {
  encodeExternalCharacters,
  encodeLicenceChanges,
  encodeLicenceCommonData,
  encodeLicenceDomicile,
  encodeLicenceItems,
  encodeLicencePhoto,
  encodeLicenceSignature,
  encodePinSetting,
  type LicenceChange,
  type LicenceItems,
  NOTHING_ADDED,
} from '@kazasu/card/licence';
import { createLicence, freshLicencePins, licenceMemoryInRam } from '@kazasu/card/licence/virtual';
import {
  encodeCardType,
  encodeFrontImage,
  encodePermission,
  encodePortrait,
  encodeRenewal,
  encodeResidenceAddress,
  encodeResidenceSignature,
  encodeSpecificationVersion,
} from '@kazasu/card/residence';
import { createResidenceCard } from '@kazasu/card/residence/virtual';
import { cardTransport, type VirtualCard } from '@kazasu/card/virtual';
import { requirePeer } from '@kazasu/server/peer';
import { randomOctets } from '@kazasu/server/random';
import { decode } from 'fast-png';
import { CommandProblem } from '../../problem.ts';
import { encodeGrey, OPJ_COMPRESS } from '../../testing/index.ts';
import { type CardKind, recogniseKind } from '../kind.ts';
import { type AtHand, atHand, type CardCommandOptions } from './at-hand.ts';
import { READ_ITEMS } from './read.ts';
import { requireKind } from './require-kind.ts';

const compress = requirePeer(OPJ_COMPRESS);
const skip = compress.missing;
const folder = mkdtempSync(join(tmpdir(), 'kazasu-other-'));
after(() => rmSync(folder, { recursive: true }));

/** Has a card on the reader, with these lines on standard input; what it answers as JSON, or as text, is in `out`. */
function onReader(card: VirtualCard, kind: CardKind | undefined, secrets: string, options: object = {}) {
  const out: string[] = [];
  const terminal = {
    watched: false,
    out: (text: string) => void out.push(text),
    note: () => {},
    bytes: () => {},
    progress: () => {},
  };
  const transport = cardTransport(card);
  const typed: CardCommandOptions = { town: '', json: true, pinStdin: true, ...options };
  const held = {
    holder: 'reader',
    kind,
    where: '',
    transport,
    atr: undefined,
    known: {},
    close: async () => {},
  } as const;
  const keyboard = { present: false, ask: () => assert.fail('nobody is asked') };
  const at: AtHand = atHand(held, typed, { terminal, keyboard, readStdin: async () => toUtf8(secrets) });
  return { at, typed, out };
}

async function said(item: string, ...card: Parameters<typeof onReader>): Promise<string> {
  const { at, typed, out } = onReader(...card);
  const found = READ_ITEMS.find(({ name }) => name === item);
  assert.ok(found);
  await found.read(at, { format: 'pem', ...typed });
  return out.join('\n');
}

/** Reads an item of a licence or a residence card; resolves to the JSON answer. */
async function read(card: VirtualCard, item: string, secrets: string, options: object = {}) {
  return JSON.parse(
    await said(item, card, item.startsWith('licence') ? 'licence' : 'residence', secrets, options),
  );
}

const ITEMS: LicenceItems = {
  jisYear: '83',
  name: '見本　花子',
  kana: 'ミホン　ハナコ',
  commonName: '',
  unifiedName: 'ミホンハナコ',
  birthdate: '19880517',
  address: '架空県かざす市読取一丁目２番３号',
  issueDate: '20240510',
  inquiryNumber: '12345',
  colour: '優良',
  expiryDate: '20290617',
  conditions: ['眼鏡等'],
  authority: '架空県公安委員会',
  number: '481234567890',
  categories: { ordinary: '20080802' },
};

const AS_PRINTED = { ...ITEMS, printed: {}, changes: [] };
const DOMICILE = '架空県かざす市本籍一丁目';

function change(kind: LicenceChange['kind'], date: string, text: string): LicenceChange {
  return { kind, jisYear: '83', date, text, authority: kind === 'authority' ? '' : '架空公安委' };
}

function licence(locked: boolean, ...changes: LicenceChange[]): VirtualCard {
  const ofDomicile = changes.filter(({ kind }) => kind === 'domicile');
  const others = changes.filter(({ kind }) => kind !== 'domicile');
  return createLicence({
    contents: {
      commonData: encodeLicenceCommonData({
        version: '008',
        issueDate: '20240510',
        expiryDate: '20290617',
        manufacturer: 0x45,
        cryptography: 0x12,
      }),
      pinSetting: encodePinSetting(locked),
      items: encodeLicenceItems(ITEMS),
      domicile: encodeLicenceDomicile(DOMICILE),
      photo: encodeLicencePhoto(encodeGrey(compress.path, 60, 80)),
      externalCharacters: encodeExternalCharacters([]),
      changes: encodeLicenceChanges('changes', { flag: NOTHING_ADDED, changes: others }),
      domicileChanges: encodeLicenceChanges('domicileChanges', { flag: NOTHING_ADDED, changes: ofDomicile }),
      signature: encodeLicenceSignature({
        signature: new Uint8Array(256),
        serial: '1',
        issuer: 'CN=A,C=JP',
        subject: 'CN=B,C=JP',
        subjectKeyId: new Uint8Array(20),
      }),
    },
    memory: licenceMemoryInRam(locked ? freshLicencePins('1357', '2468') : freshLicencePins('****', '****')),
  });
}

function residenceCard(): VirtualCard {
  return createResidenceCard({
    contents: {
      commonData: encodeSpecificationVersion('0001'),
      cardType: encodeCardType('residenceCard'),
      frontImage: encodeFrontImage(Uint8Array.of(0x49, 0x49, 0x2a, 0)),
      portrait: encodePortrait(encodeGrey(compress.path, 60, 80)),
      address: encodeResidenceAddress({
        date: '20240510',
        municipality: '482018',
        address: '架空県かざす市',
      }),
      comprehensivePermission: encodePermission('comprehensivePermission', '許可（原則週２８時間以内）'),
      individualPermission: encodePermission('individualPermission', ''),
      renewal: encodeRenewal(true),
      signature: encodeResidenceSignature({
        checkCode: new Uint8Array(256),
        certificate: Uint8Array.of(0x30, 0x82, 0, 0),
      }),
    },
    cardNumber: toUtf8('AB12345678CD'),
    random: randomOctets,
  });
}

test('a licence is read with the PINs that its owner chose', { skip }, async () => {
  const card = licence(true);
  assert.deepEqual(await read(card, 'licence', '1357\n'), AS_PRINTED);
  assert.deepEqual(await read(card, 'licence-domicile', '1357\n2468\n'), {
    domicile: DOMICILE,
    printed: {},
    changes: [],
  });
  const { file } = await read(card, 'licence-photo', '1357\n2468\n', { out: folder });
  assert.deepEqual([decode(readFileSync(file)).width, decode(readFileSync(file)).height], [60, 80]);
  await assert.rejects(read(card, 'licence', '1111\n'), (problem) => {
    assert.ok(problem instanceof CommandProblem);
    return /first PIN of the licence .* is wrong: 2 tries left/.test(problem.message);
  });
});

test('a licence without PINs is read without being asked for one', { skip }, async () => {
  assert.deepEqual(await read(licence(false), 'licence', ''), AS_PRINTED);
  assert.match((await read(licence(false), 'licence-domicile', '')).domicile, /本籍/);
});

test('an address that was changed is the newest one, and the printed one is told beside it', {
  skip,
}, async () => {
  const moves = [
    change('address', '20250401', '架空県かざす市読取二丁目'),
    change('address', '20251001', '架空県かざす市読取三丁目'),
    change('condition', '20251001', '補聴器'),
    change('domicile', '20251001', '架空県かざす市本籍九丁目'),
  ];
  for (const locked of [true, false]) {
    const card = licence(locked, ...moves);
    assert.deepEqual(await read(card, 'licence', '1357\n'), {
      ...ITEMS,
      address: '架空県かざす市読取三丁目',
      printed: { address: ITEMS.address },
      changes: moves.slice(0, 3),
    });
    assert.deepEqual(await read(card, 'licence-domicile', '1357\n2468\n'), {
      domicile: '架空県かざす市本籍九丁目',
      printed: { domicile: DOMICILE },
      changes: moves.slice(3),
    });
    const text = await said('licence', card, 'licence', '1357\n', { json: false });
    assert.match(text, /^address +架空県かざす市読取三丁目$/m);
    assert.match(text, /^printed address +架空県かざす市読取一丁目２番３号$/m);
    assert.match(text, /^changed 20251001 +condition: 補聴器 \(架空公安委\)$/m);
  }
});

test('cards are told apart by their applications, and asked for what they have', { skip }, async () => {
  const nothing = { transmit: async () => Uint8Array.of(0x6a, 0x82), close: async () => {} };
  assert.equal(await recogniseKind(cardTransport(licence(true))), 'licence');
  assert.equal(await recogniseKind(cardTransport(residenceCard())), 'residence');
  assert.equal(await recogniseKind(nothing), undefined);
  const { at } = onReader(licence(true), 'licence', '');
  assert.throws(
    () => requireKind(at, 'my-number'),
    /This is a driver’s licence, and a My Number Card is needed/,
  );
  requireKind(at, 'licence');
  requireKind(onReader(licence(true), undefined, '').at, 'my-number');
});

test('a residence card is read with its number, in small letters too', { skip }, async () => {
  const card = residenceCard();
  const answer = await read(card, 'residence-card', 'ab12345678cd\n', { out: folder });
  assert.equal(answer.type, 'residenceCard');
  assert.equal(answer.address.address, '架空県かざす市');
  assert.match(answer.permissions.comprehensive, /２８時間/);
  assert.equal(answer.renewal, true);
  assert.equal(decode(readFileSync(answer.files.portrait)).width, 60);
  const elsewhere = mkdtempSync(join(folder, 'wrong-'));
  await assert.rejects(read(card, 'residence-card', 'ZZ12345678CD\n', { out: elsewhere }), (problem) => {
    assert.ok(problem instanceof CommandProblem);
    return /number of the residence card .* is wrong/.test(problem.message);
  });
});
