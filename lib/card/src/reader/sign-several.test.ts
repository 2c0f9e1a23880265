import assert from 'node:assert/strict';
import { createHash, publicDecrypt, verify } from 'node:crypto';
import { test } from 'node:test';
import { toHex, toUtf8 } from '@kazasu/bytes';
import { sha256DigestInfo } from '../application/index.ts';
import type { Transport } from '../transport.ts';
import { type CardMemory, cardTransport, memoryInRam } from '../virtual/index.ts';
import { CONTENTS, KEYS, PINS, testCard } from '../virtual/testing/card.ts';
import { openCard } from './index.ts';

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest();
const info = (text: string) => sha256DigestInfo(sha256(text));
/** With data: without, the same command asks for the tries. */
const isVerify = (command: string) => command.startsWith('00200080') && command.length > 8;

function traced(memory: CardMemory = memoryInRam(PINS), break_?: (command: string) => void) {
  const inner = cardTransport(testCard(memory).card);
  const sent: string[] = [];
  const transport: Transport = {
    async transmit(command) {
      sent.push(toHex(command));
      break_?.(toHex(command));
      return inner.transmit(command);
    },
    close: () => inner.close(),
  };
  return { transport, sent, memory };
}

test('the certificate and every signature come under one VERIFY, after the tries were asked for', async () => {
  const { transport, sent } = traced();
  const password = toUtf8('ABC123');
  const texts = ['one', 'two', 'three'];
  const { certificate, signatures } = await openCard(transport).signWithCertificate(
    password,
    texts.map(info),
  );
  assert.deepEqual(certificate, CONTENTS.jpki.signatureCertificate);
  assert.equal(signatures.length, 3);
  for (const [at, text] of texts.entries()) {
    const signature = signatures[at] ?? assert.fail();
    assert.ok(verify('sha256', toUtf8(text), KEYS.signature.publicKey, signature), text);
  }
  assert.equal(sent.filter(isVerify).length, 1);
  assert.equal(sent[sent.findIndex(isVerify) - 1], '00200080', 'the tries are asked for right before');
  assert.equal(sent.filter((command) => command.startsWith('00a404')).length, 1, 'one selection');
  assert.ok(password.every((byte) => byte === 0));
});

test('a bare hash is signed as it is, beside a DigestInfo', async () => {
  const bare = sha256('bare');
  const card = openCard(traced().transport);
  const { signatures } = await card.signWithCertificate(toUtf8('ABC123'), [bare, info('wrapped')]);
  const opened = signatures.map((signature) => toHex(publicDecrypt(KEYS.signature.publicKey, signature)));
  assert.deepEqual(opened, [toHex(bare), toHex(info('wrapped'))]);
});

test('what the key cannot sign is refused before the card hears of any of it', async () => {
  const { transport, sent } = traced();
  const password = toUtf8('ABC123');
  const signing = openCard(transport).signWithCertificate(password, [info('good'), new Uint8Array(246)]);
  await assert.rejects(signing, { code: 'card/command' });
  assert.deepEqual(sent, []);
  assert.ok(password.every((byte) => byte === 0));
});

test('the last try of the password is used on request alone, and a blocked one is not sent', async () => {
  for (const [triesLeft, options, code] of [
    [1, {}, 'card/last-try'],
    [0, { useLastTry: true }, 'card/pin-blocked'],
  ] as const) {
    const { transport, sent, memory } = traced(
      memoryInRam({ ...PINS, signature: { value: 'ABC123', triesLeft } }),
    );
    const password = toUtf8('ABC123');
    const signing = openCard(transport).signWithCertificate(password, [info('x')], options);
    await assert.rejects(signing, { code, pin: 'signature', triesLeft });
    assert.equal(sent.filter(isVerify).length, 0);
    assert.equal(memory.read().signature?.triesLeft, triesLeft);
    assert.ok(password.every((byte) => byte === 0));
  }
  const { transport } = traced(memoryInRam({ ...PINS, signature: { value: 'ABC123', triesLeft: 1 } }));
  await openCard(transport).signWithCertificate(toUtf8('ABC123'), [info('x')], { useLastTry: true });
});

test('a card that goes before the last signature gives none, and the password is overwritten', async () => {
  let signed = 0;
  const { transport } = traced(memoryInRam(PINS), (command) => {
    if (command.startsWith('802a') && ++signed === 2) throw new Error('cable');
  });
  const password = toUtf8('ABC123');
  const signing = openCard(transport).signWithCertificate(password, [info('one'), info('two')]);
  await assert.rejects(signing);
  assert.ok(password.every((byte) => byte === 0));
});
