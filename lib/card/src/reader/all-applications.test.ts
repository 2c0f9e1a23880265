import assert from 'node:assert/strict';
import { constants, createHash, publicDecrypt, verify } from 'node:crypto';
import { test } from 'node:test';
import { concat, toHex, toUtf8 } from '@kazasu/bytes';
import { encodeFace, parseFace, parseMasterFile, sha256DigestInfo } from '../application/index.ts';
import { verifyChipSignature, verifyIntegrity } from '../integrity/index.ts';
import { ISSUED, ISSUED_PINS, ISSUERS, MY_NUMBER, publicKeyOf } from '../integrity/testing/issued-card.ts';
import type { PinName } from '../pin.ts';
import type { Transport } from '../transport.ts';
import { type CardContents, type CardMemory, cardTransport, memoryInRam } from '../virtual/index.ts';
import { KEYS, testCard } from '../virtual/testing/card.ts';
import {
  type CardOptions,
  type CardReader,
  newPinFormat,
  openCard,
  type PinOptions,
  type ReaderStep,
} from './index.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const MESSAGE = toUtf8('challenge');
const DIGEST_INFO = sha256DigestInfo(sha256(MESSAGE));
const MEANS = { issuers: ISSUERS, crypto: { sha256 } };

interface Traced {
  readonly reader: CardReader;
  readonly sent: string[];
}

function open(
  memory: CardMemory = memoryInRam(ISSUED_PINS),
  contents: CardContents = ISSUED,
  options: CardOptions = {},
): Traced {
  const inner = cardTransport(testCard(memory, contents).card);
  const sent: string[] = [];
  const transport: Transport = {
    transmit(command) {
      sent.push(toHex(command));
      return inner.transmit(command);
    },
    close: () => inner.close(),
  };
  return { reader: openCard(transport, options), sent };
}

const numberA = () => toUtf8(MY_NUMBER);
const numberB = () => toUtf8(ISSUED_PINS.surfaceNumberB);
const birthdate = () => toUtf8(ISSUED_PINS.surfaceBirthdate);

test("the surface application's records come whole, with the certificate that judges them", async () => {
  const { reader } = open();
  const { face, ageRecord, myNumberImage, issuerCertificate } = ISSUED.surface;
  for (const number of [{ numberA: numberA() }, { numberB: numberB() }]) {
    assert.deepEqual(await reader.readFace(number), { face, issuerCertificate });
  }
  assert.deepEqual(await reader.readAgeRecord(birthdate()), { ageRecord, issuerCertificate });
  const image = await reader.readMyNumberImage(numberA());
  assert.deepEqual(image, { myNumberImage, issuerCertificate });
  assert.equal((await verifyIntegrity({ kind: 'my-number-image', ...image }, MEANS)).passed, true);
});

test('the face is opened with the sequence of the facts', async () => {
  const { reader, sent } = open();
  await reader.readFace({ numberB: numberB() });
  assert.deepEqual(sent.slice(0, 6), [
    '00a4040c0ad3921000310001010402',
    '00a4020c020012',
    '00200080',
    `002000800e${toHex(numberB())}`,
    '00a4020c020002',
    '00b0000000',
  ]);
});

/** As some readers have it: no data in the first answer, all of them by GET RESPONSE. */
function showingMore(inner: Transport): Transport {
  let held = new Uint8Array();
  return {
    async transmit(command) {
      if (command[1] === 0xc0) return held;
      const answer = await inner.transmit(command);
      if (answer.length === 2) return answer;
      held = Uint8Array.from(answer);
      return Uint8Array.of(0x61, (answer.length - 2) & 255);
    },
    close: () => inner.close(),
  };
}

test('a face as long as a file can be is read whole, also where each piece takes two commands', async () => {
  const short = parseFace(ISSUED.surface.face);
  const room = 0x7fff - ISSUED.surface.face.length;
  const portrait = concat(short.portrait, new Uint8Array(room).fill(7));
  const face = encodeFace({ ...short, portrait }, short.signature);
  assert.equal(face.length, 0x7fff);
  const contents = { ...ISSUED, surface: { ...ISSUED.surface, face } };
  for (const way of [(inner: Transport) => inner, showingMore]) {
    const inner = cardTransport(testCard(memoryInRam(ISSUED_PINS), contents).card);
    const files = await openCard(way(inner)).readFace({ numberA: numberA() });
    assert.deepEqual(files.face, face);
  }
});

test('the card tells what it is: availability, card information, data objects', async () => {
  const { reader, sent } = open();
  assert.deepEqual(await reader.readAvailability(), { signature: true, authentication: true });
  assert.deepEqual(await reader.readCardInformation(), {
    serial: '400000099999999',
    municipality: '49999',
    expiry: '20340712',
  });
  assert(sent.includes('00b2010400'));
  const objects = await reader.readMasterFile();
  assert.deepEqual(objects, ISSUED.masterFile);
  assert.equal(sent.includes('00ca00f200'), true);
  const certificates = [objects['00f8'], objects['7f21']] as Uint8Array[];
  assert.equal((await verifyIntegrity({ kind: 'chain', certificates }, MEANS)).passed, true);
  assert.equal(parseMasterFile(objects).municipality, '49999');
});

test('a chip signs without a PIN, each application with its own key', async () => {
  const { reader, sent } = open();
  for (const application of ['text', 'surface'] as const) {
    const signature = await reader.authenticateChip(application, DIGEST_INFO);
    assert.equal(verify('sha256', MESSAGE, KEYS[application].publicKey, signature), true, application);
  }
  assert(sent.includes(`802a000033${toHex(DIGEST_INFO)}00`));
  for (const length of [0, 246]) {
    const refused = reader.authenticateChip('text', new Uint8Array(length));
    await assert.rejects(refused, { code: 'card/command' });
    const proof = reader.proveItems(toUtf8('5678'), new Uint8Array(length));
    await assert.rejects(proof, { code: 'card/command' });
  }
  assert.equal(sent.length, 4, 'nothing is sent for what cannot be signed');
});

test('a file of wrong form ends the proof at the reader already', async () => {
  const damaged = { ...ISSUED, text: { ...ISSUED.text, chipKey: new Uint8Array(536) } };
  const { reader } = open(undefined, damaged);
  await assert.rejects(reader.proveItems(toUtf8('5678'), DIGEST_INFO), { code: 'card/file' });
});

test('one call proves the items: files, both chip signatures, the birth date that ties them', async () => {
  const { reader, sent } = open();
  const pin = toUtf8('5678');
  const proof = await reader.proveItems(pin, DIGEST_INFO);
  assert.deepEqual([...pin], [0, 0, 0, 0]);
  assert.deepEqual(proof.fourItems, ISSUED.text.fourItems);
  const verdicts = [
    await verifyIntegrity({ kind: 'four-items', ...proof }, MEANS),
    await verifyIntegrity({ kind: 'chip-key', ...proof }, MEANS),
    await verifyIntegrity(
      { kind: 'age-record', ageRecord: proof.age.record, issuerCertificate: proof.age.issuerCertificate },
      MEANS,
    ),
  ];
  assert.deepEqual(
    verdicts.map((verdict) => verdict.passed),
    [true, true, true],
  );
  const surfaceKey = publicKeyOf(KEYS.surface.publicKey);
  assert.equal(verify('sha256', MESSAGE, KEYS.text.publicKey, proof.chipSignature), true);
  assert.equal(verifyChipSignature(surfaceKey, DIGEST_INFO, proof.age.signature), true);
  assert(sent.includes(`0020008006${toHex(birthdate())}`));
});

test('items whose birth date the age record does not open end the proof, at the cost of one try', async () => {
  const memory = memoryInRam({ ...ISSUED_PINS, surfaceBirthdate: '010101' });
  const { reader } = open(memory);
  const proof = reader.proveItems(toUtf8('5678'), DIGEST_INFO);
  await assert.rejects(proof, { code: 'card/pin-wrong', triesLeft: 9 });
});

test('check numbers and birth dates are PINs too: tries first, the last one only when asked for', async () => {
  const errands: { readonly [name in PinName]?: (reader: CardReader, o?: PinOptions) => Promise<unknown> } = {
    surfaceNumberA: (reader, o) => reader.readFace({ numberA: numberA() }, o),
    surfaceNumberB: (reader, o) => reader.readFace({ numberB: numberB() }, o),
    surfaceBirthdate: (reader, o) => reader.readAgeRecord(birthdate(), o),
  };
  for (const [name, errand] of Object.entries(errands)) {
    const value = ISSUED_PINS[name as PinName];
    const last = { ...ISSUED_PINS, [name]: { value, triesLeft: 1 } };
    const { reader, sent } = open(memoryInRam(last));
    await assert.rejects(errand(reader), { code: 'card/last-try', triesLeft: 1 }, name);
    assert.equal(sent.filter((command) => command.startsWith('00200080') && command.length > 8).length, 0);
    await errand(reader, { useLastTry: true });
    assert.equal(await reader.triesLeft(name as PinName), 10);
    const blocked = open(memoryInRam({ ...ISSUED_PINS, [name]: { value, triesLeft: 0 } }));
    await assert.rejects(errand(blocked.reader, { useLastTry: true }), { code: 'card/pin-blocked' });
  }
});

test('a proof never uses the last try of the birth date, whatever is said of the PIN', async () => {
  const birth = { value: ISSUED_PINS.surfaceBirthdate, triesLeft: 1 };
  const text = { value: ISSUED_PINS.text, triesLeft: 1 };
  const memory = memoryInRam({ ...ISSUED_PINS, text, surfaceBirthdate: birth });
  const { reader, sent } = open(memory);
  const refused = reader.proveItems(toUtf8('5678'), DIGEST_INFO, { useLastTry: true });
  await assert.rejects(refused, { code: 'card/last-try', pin: 'surfaceBirthdate', triesLeft: 1 });
  assert(!sent.some((command) => command.includes(toHex(birthdate()))));
  assert.equal(memory.read().surfaceBirthdate?.triesLeft, 1);
  assert.equal(memory.read().text?.triesLeft, 3);
});

const NEXT: { readonly [name in PinName]?: string } = {
  authentication: '2222',
  signature: 'XYZ789',
  text: '3333',
  juki: '4444',
  common: '5555',
};

test('a changed PIN takes the place of the old one, with the command of its application', async () => {
  for (const [name, next] of Object.entries(NEXT) as [PinName, string][]) {
    const memory = memoryInRam(ISSUED_PINS);
    const { reader, sent } = open(memory);
    const [current, chosen] = [toUtf8(ISSUED_PINS[name]), toUtf8(next)];
    await reader.changePin(name, current, chosen);
    assert.equal(memory.read()[name]?.value, next, name);
    assert.deepEqual(new Set([...current, ...chosen]), new Set([0]), name);
    const proprietary = name === 'juki' || name === 'common';
    assert(sent.at(-1)?.startsWith(proprietary ? '80320080' : '00240180'), sent.at(-1));
    const wrong = reader.changePin(name, toUtf8(ISSUED_PINS[name]), toUtf8(next));
    await assert.rejects(wrong, { code: 'card/pin-wrong' });
    assert.equal(memory.read()[name]?.value, next);
  }
});

test('a PIN that nobody may choose is refused before the card hears anything', async () => {
  const { reader, sent } = open();
  const refused: [PinName, string, string, string][] = [
    ['authentication', '1234', '123', 'card/pin-format'],
    ['authentication', '123', '1234', 'card/pin-format'],
    ['text', '5678', '123a', 'card/pin-format'],
    ['signature', 'ABC123', 'ABCDEF', 'card/pin-format'],
    ['signature', 'ABC123', '123456', 'card/pin-format'],
    ['signature', 'ABC123', 'abc123', 'card/pin-format'],
    ['textNumberA', MY_NUMBER, MY_NUMBER, 'card/command'],
    ['surfaceBirthdate', '390712', '390713', 'card/command'],
  ];
  for (const [name, current, next, code] of refused) {
    const secrets = [toUtf8(current), toUtf8(next)] as const;
    await assert.rejects(reader.changePin(name, ...secrets), { code }, `${name} ${next}`);
    assert(secrets.every((secret) => secret.every((byte) => byte === 0)));
  }
  assert.deepEqual(sent, []);
  // A password that was once chosen otherwise can still be used.
  const letters = open(memoryInRam({ ...ISSUED_PINS, signature: 'ABCDEF' }));
  await letters.reader.readSignatureCertificate(toUtf8('ABCDEF'));
  assert.equal(newPinFormat('signature', toUtf8('A1B2C3')), true);
  assert.equal(newPinFormat('surfaceNumberB', toUtf8('1'.repeat(14))), true);
});

test('with one try left a PIN is not even changed', async () => {
  const memory = memoryInRam({ ...ISSUED_PINS, text: { value: '5678', triesLeft: 1 } });
  const { reader } = open(memory);
  await assert.rejects(reader.changePin('text', toUtf8('5678'), toUtf8('1111')), { code: 'card/last-try' });
  await reader.changePin('text', toUtf8('5678'), toUtf8('1111'), { useLastTry: true });
  assert.equal(memory.read().text?.value, '1111');
});

test('every signature scheme of the card is what its name says', async () => {
  const { reader, sent } = open();
  const key = KEYS.authentication.publicKey;
  const sign = (data: Uint8Array, scheme?: Parameters<typeof reader.signWithAuthenticationKey>[2]) =>
    reader.signWithAuthenticationKey(toUtf8('1234'), data, scheme);
  const hash = sha256(MESSAGE);
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
  assert.equal(verify('sha256', MESSAGE, key, await sign(DIGEST_INFO, { scheme: 'given' })), true);
  const bare = publicDecrypt(key, await sign(MESSAGE, { scheme: 'bareHashOfMessage' }));
  assert.equal(toHex(bare), toHex(hash));
  assert.equal(verify('sha256', MESSAGE, key, await sign(hash, { scheme: 'pkcs1OfHash' })), true);
  assert.equal(verify('sha256', MESSAGE, key, await sign(MESSAGE, { scheme: 'pkcs1OfMessage' })), true);
  assert.equal(verify('sha256', MESSAGE, pss, await sign(hash, { scheme: 'pssOfHash' })), true);
  assert.equal(verify('sha256', MESSAGE, pss, await sign(MESSAGE, { scheme: 'pssOfMessage' })), true);
  const p1 = sent.filter((command) => command.startsWith('802a')).map((command) => command.slice(4, 6));
  assert.deepEqual(p1, ['00', '01', '02', '03', '04', '05']);
});

test('what a scheme cannot sign is refused before the card hears anything, and the PIN overwritten', async () => {
  const { reader, sent } = open();
  const lengths = {
    given: [0, 246],
    pkcs1OfHash: [31, 33],
    pssOfHash: [31, 33],
    pssOfMessage: [0, 256],
  } as const;
  for (const [scheme, wrong] of Object.entries(lengths)) {
    for (const length of wrong) {
      const pin = toUtf8('1234');
      const options = { scheme: scheme as keyof typeof lengths };
      const refused = reader.signWithAuthenticationKey(pin, new Uint8Array(length), options);
      await assert.rejects(refused, { code: 'card/command' }, `${scheme} ${length}`);
      assert.deepEqual([...pin], [0, 0, 0, 0]);
    }
  }
  assert.deepEqual(sent, []);
});

test('whoever shows progress is told each step before it is taken', async () => {
  const steps: ReaderStep[] = [];
  const { reader } = open(undefined, undefined, { onStep: (step) => steps.push(step) });
  await reader.proveItems(toUtf8('5678'), DIGEST_INFO);
  const text = ['application', 'pin', 'read', 'read', 'read', 'read', 'sign'];
  assert.deepEqual(steps, [...text, 'application', 'pin', 'read', 'read', 'sign']);
});
