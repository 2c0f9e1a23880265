import assert from 'node:assert/strict';
import { createHash, verify } from 'node:crypto';
import { test } from 'node:test';
import { fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import {
  encodeCvCertificate,
  encodeCvCertificateBody,
  encodeIntegrity,
  integrityBody,
  parseFourItems,
  parseMyNumber,
  sha256DigestInfo,
} from '../application/index.ts';
import { CardError } from '../error.ts';
import type { Transport } from '../transport.ts';
import { type CardContents, type CardMemory, cardTransport, memoryInRam } from '../virtual/index.ts';
import { CONTENTS, KEYS, PINS, testCard } from '../virtual/testing/card.ts';
import { openCard } from './index.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const body = encodeCvCertificateBody({
  issuerKeyId: new Uint8Array(16),
  subjectKeyId: new Uint8Array(16),
  modulus: new Uint8Array(256),
  exponent: fromHex('010001'),
});

/** The test card with an integrity file and a CV certificate of the right form. */
const WHOLE: CardContents = {
  ...CONTENTS,
  text: {
    ...CONTENTS.text,
    integrity: encodeIntegrity(
      integrityBody(CONTENTS.text.myNumber, CONTENTS.text.fourItems, sha256),
      new Uint8Array(256),
    ),
    issuerCertificate: encodeCvCertificate(body, new Uint8Array(256)),
  },
};

interface Traced {
  readonly transport: Transport;
  readonly sent: string[];
}

/** A card whose commands are written down. */
function traced(memory: CardMemory = memoryInRam(PINS), contents: CardContents = WHOLE): Traced {
  const inner = cardTransport(testCard(memory, contents).card);
  const sent: string[] = [];
  return {
    sent,
    transport: {
      transmit(command) {
        sent.push(toHex(command));
        return inner.transmit(command);
      },
      close: () => inner.close(),
    },
  };
}

const DIGEST_INFO = sha256DigestInfo(sha256(toUtf8('message')));

test('certificates that need no PIN are read whole', async () => {
  const reader = openCard(traced().transport);
  assert.deepEqual(await reader.readAuthenticationCertificate(), CONTENTS.jpki.authenticationCertificate);
  assert.deepEqual(
    await reader.readCaCertificate('authentication'),
    CONTENTS.jpki.authenticationCaCertificate,
  );
  assert.deepEqual(await reader.readCaCertificate('signature'), CONTENTS.jpki.signatureCaCertificate);
  assert.equal(await reader.readTokenLabel(), 'JPKIAPICCTOKEN2');
});

test('signing sends the sequence of the facts, the tries query before VERIFY', async () => {
  const { transport, sent } = traced();
  const signature = await openCard(transport).signWithAuthenticationKey(toUtf8('1234'), DIGEST_INFO);
  assert.equal(verify('sha256', toUtf8('message'), KEYS.authentication.publicKey, signature), true);
  assert.deepEqual(sent, [
    '00a4040c0ad392f000260100000001',
    '00a4020c020018',
    '00200080',
    '002000800431323334',
    '00a4020c020017',
    `802a008033${toHex(DIGEST_INFO)}00`,
  ]);
});

test('the signature password opens the signature certificate and key', async () => {
  const reader = openCard(traced().transport);
  assert.deepEqual(
    await reader.readSignatureCertificate(toUtf8('ABC123')),
    CONTENTS.jpki.signatureCertificate,
  );
  const signature = await reader.signWithSignatureKey(toUtf8('ABC123'), DIGEST_INFO);
  assert.equal(verify('sha256', toUtf8('message'), KEYS.signature.publicKey, signature), true);
});

test('the four items come as whole files with what judges them, My Number as its file', async () => {
  const reader = openCard(traced().transport);
  const files = await reader.readFourItems(toUtf8('5678'));
  assert.deepEqual(files, {
    fourItems: WHOLE.text.fourItems,
    integrity: WHOLE.text.integrity,
    issuerCertificate: WHOLE.text.issuerCertificate,
  });
  assert.equal(parseFourItems(files.fourItems).name, '山　一');
  assert.equal(parseMyNumber(await reader.readMyNumber(toUtf8('5678'))), '123456789018');
});

test('a file of wrong form is refused by the reader already, whichever it is', async () => {
  for (const name of ['fourItems', 'integrity', 'issuerCertificate'] as const) {
    const damaged = { ...WHOLE, text: { ...WHOLE.text, [name]: fromHex('ff200101') } };
    const reader = openCard(traced(memoryInRam(PINS), damaged).transport);
    await assert.rejects(reader.readFourItems(toUtf8('5678')), { code: 'card/file' }, name);
  }
  const damaged = { ...WHOLE, text: { ...WHOLE.text, myNumber: fromHex('ff200101') } };
  const reader = openCard(traced(memoryInRam(PINS), damaged).transport);
  await assert.rejects(reader.readMyNumber(toUtf8('5678')), { code: 'card/file' });
});

test('a wrong PIN says how many tries are left, and asking costs none', async () => {
  const reader = openCard(traced().transport);
  assert.equal(await reader.triesLeft('authentication'), 3);
  assert.equal(await reader.triesLeft('signature'), 5);
  assert.equal(await reader.triesLeft('text'), 3);
  await assert.rejects(reader.signWithAuthenticationKey(toUtf8('0000'), DIGEST_INFO), {
    code: 'card/pin-wrong',
    triesLeft: 2,
  });
  assert.equal(await reader.triesLeft('authentication'), 2);
});

test('with one try left VERIFY is not sent, unless the caller asks to use it', async () => {
  const memory = memoryInRam({ ...PINS, authentication: { value: '1234', triesLeft: 1 } });
  const { transport, sent } = traced(memory);
  const reader = openCard(transport);
  await assert.rejects(reader.signWithAuthenticationKey(toUtf8('1234'), DIGEST_INFO), {
    code: 'card/last-try',
    triesLeft: 1,
  });
  assert.equal(sent.filter((command) => command.startsWith('0020008004')).length, 0);
  await reader.signWithAuthenticationKey(toUtf8('1234'), DIGEST_INFO, { useLastTry: true });
  assert.equal(await reader.triesLeft('authentication'), 3);
});

test('the miss that uses the last try says so, and a blocked PIN is not sent at all', async () => {
  const memory = memoryInRam({ ...PINS, authentication: { value: '1234', triesLeft: 1 } });
  const { transport, sent } = traced(memory);
  const reader = openCard(transport);
  const last = reader.signWithAuthenticationKey(toUtf8('0000'), DIGEST_INFO, { useLastTry: true });
  await assert.rejects(last, { code: 'card/pin-wrong', triesLeft: 0 });
  sent.length = 0;
  const blocked = reader.signWithAuthenticationKey(toUtf8('1234'), DIGEST_INFO, { useLastTry: true });
  await assert.rejects(blocked, { code: 'card/pin-blocked', triesLeft: 0 });
  assert.deepEqual(sent.at(-1), '00200080');
});

test('a PIN of impossible form is refused before the card hears anything', async () => {
  const { transport, sent } = traced();
  const reader = openCard(transport);
  await assert.rejects(reader.readFourItems(toUtf8('123')), { code: 'card/pin-format' });
  await assert.rejects(reader.readSignatureCertificate(toUtf8('abc123')), { code: 'card/pin-format' });
  assert.deepEqual(sent, []);
});

test('a card without that certificate or key is told from one that refuses', async () => {
  const { signatureCertificate: _, ...jpki } = WHOLE.jpki;
  const child = traced(memoryInRam({ authentication: '1234', text: '5678' }), { ...WHOLE, jpki });
  const reader = openCard(child.transport);
  await assert.rejects(reader.readSignatureCertificate(toUtf8('ABC123')), { code: 'card/not-found' });
  await assert.rejects(reader.triesLeft('signature'), { code: 'card/not-found' });
});

test('PIN bytes are zero afterwards: on success, on a miss, on a refusal and when the card goes', async () => {
  const gone = cardTransport(testCard().card);
  await gone.close();
  const breaking: Transport = {
    transmit: () => Promise.reject(new Error('cable')),
    close: () => Promise.resolve(),
  };
  const blocked = memoryInRam({ text: { value: '5678', triesLeft: 0 } });
  const cases = [
    { transport: traced().transport, pin: '5678', code: undefined },
    { transport: traced().transport, pin: '0000', code: 'card/pin-wrong' },
    { transport: traced().transport, pin: 'abcd', code: 'card/pin-format' },
    { transport: traced(blocked).transport, pin: '5678', code: 'card/pin-blocked' },
    { transport: gone, pin: '5678', code: 'card/removed' },
    { transport: breaking, pin: '5678', code: 'card/removed' },
  ];
  for (const { transport, pin, code } of cases) {
    const bytes = toUtf8(pin);
    const outcome = await openCard(transport)
      .readMyNumber(bytes)
      .then(
        () => undefined,
        (error: unknown) => (error instanceof CardError ? error.code : error),
      );
    assert.equal(outcome, code);
    assert.deepEqual([...bytes], [0, 0, 0, 0]);
  }
});

test('the command that carried the PIN is overwritten too, also when the card goes while it is under way', async () => {
  const kept: Uint8Array[] = [];
  const inner = cardTransport(testCard().card);
  for (const fail of [false, true]) {
    const transport: Transport = {
      async transmit(command) {
        if (command[1] === 0x20 && command.length > 4) {
          kept.push(command);
          if (fail) throw new CardError('card/removed', 'gone');
        }
        return inner.transmit(command);
      },
      close: () => inner.close(),
    };
    await openCard(transport)
      .readMyNumber(toUtf8('5678'))
      .catch(() => {});
  }
  assert.equal(kept.length, 2);
  for (const command of kept) assert.equal(toHex(command), '00'.repeat(9));
});

test('errands that overlap are done one after another', async () => {
  const reader = openCard(traced().transport);
  const [items, certificate, wrong, signature] = await Promise.allSettled([
    reader.readFourItems(toUtf8('5678')),
    reader.readAuthenticationCertificate(),
    reader.readMyNumber(toUtf8('0000')),
    reader.signWithAuthenticationKey(toUtf8('1234'), DIGEST_INFO),
  ]);
  assert.deepEqual(
    [items.status, certificate.status, wrong.status, signature.status],
    ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  );
});
