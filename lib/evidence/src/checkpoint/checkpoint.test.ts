import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, fromUtf8, toUtf8 } from '@kazasu/bytes';
import { openssl } from '@kazasu/pki/testing';
import { sha256 } from '../merkle/index.ts';
import { noteKeyPair } from '../testing/index.ts';
import {
  cosignatureTime,
  cosignCheckpoint,
  createCheckpoint,
  keyIdOf,
  parseCheckpoint,
  verifyCheckpoint,
} from './index.ts';

// The example of C2SP tlog-cosignature.
const PUBLISHED = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`;
// The verifier key that the Go note package publishes with its tests: name, hash and key.
const VKEY = {
  name: 'PeterNeumann',
  keyId: 'c74f20a3',
  publicKey: 'ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
};

const origin = 'localhost:4004/evidence';
const key = noteKeyPair();
const log = { name: origin, publicKey: key.publicKey };
const head = { origin, size: 5, root: sha256(Uint8Array.of(5)) };
const made = () => createCheckpoint({ ...head, publicKey: key.publicKey, sign: key.sign });

test('the published checkpoint is read', () => {
  const { size, signatures, text } = parseCheckpoint(toUtf8(PUBLISHED));
  assert.equal(size, 20_852_163);
  assert.equal(text, PUBLISHED.slice(0, PUBLISHED.indexOf('\n\n') + 1));
  assert.deepEqual(
    signatures.map(({ name, signature }) => [name, signature.length]),
    [
      ['example.com/behind-the-sofa', 64],
      ['witness.example.com/w1', 72],
    ],
  );
});

test('the id of a key is the published one', () => {
  const publicKey = fromBase64(VKEY.publicKey).slice(1);
  assert.equal(Buffer.from(keyIdOf(VKEY.name, publicKey, 1)).toString('hex'), VKEY.keyId);
});

test('a checkpoint made here is believed by its key, and OpenSSL agrees', () => {
  const note = made();
  const checkpoint = parseCheckpoint(note);
  assert.deepEqual([checkpoint.origin, checkpoint.size, checkpoint.root], [origin, 5, head.root]);
  assert.ok(verifyCheckpoint(checkpoint, log));
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.publicKey]);
  const pem = `-----BEGIN PUBLIC KEY-----\n${spki.toString('base64')}\n-----END PUBLIC KEY-----\n`;
  const files = {
    'key.pem': pem,
    text: checkpoint.text,
    signature: checkpoint.signatures[0]?.signature ?? new Uint8Array(),
  };
  const args = [
    'pkeyutl',
    '-verify',
    '-pubin',
    '-inkey',
    'key.pem',
    '-rawin',
    '-in',
    'text',
    '-sigfile',
    'signature',
  ];
  assert.equal(openssl(files, args).status, 0);
});

test('another key, origin, size or root is not believed, nor a note with one wrong line of the key', () => {
  const text = fromUtf8(made());
  const other = noteKeyPair();
  assert.ok(!verifyCheckpoint(parseCheckpoint(made()), { name: origin, publicKey: other.publicKey }));
  assert.ok(!verifyCheckpoint(parseCheckpoint(made()), { name: 'other', publicKey: key.publicKey }));
  assert.ok(!verifyCheckpoint(parseCheckpoint(toUtf8(text.replace('\n5\n', '\n6\n'))), log));
  assert.ok(!verifyCheckpoint(parseCheckpoint(toUtf8(text.replace(origin, 'other'))), log));
  // Another log's head, signed by this key under this log's name.
  const foreignText = text.slice(0, text.indexOf('\n\n') + 1).replace(origin, 'other');
  const line = [...keyIdOf(origin, key.publicKey, 1), ...key.sign(toUtf8(foreignText))];
  const borrowed = `${foreignText}\n— ${origin} ${Buffer.from(line).toString('base64')}\n`;
  assert.ok(!verifyCheckpoint(parseCheckpoint(toUtf8(borrowed)), log));
  // The key's own line, with another head's signature, beside the right one.
  const wrong = fromUtf8(createCheckpoint({ ...head, size: 6, publicKey: key.publicKey, sign: key.sign }));
  assert.ok(!verifyCheckpoint(parseCheckpoint(toUtf8(text + wrong.slice(wrong.indexOf('—')))), log));
  // A line of somebody unknown is passed over.
  const foreign = fromUtf8(createCheckpoint({ ...head, publicKey: other.publicKey, sign: other.sign }));
  assert.ok(verifyCheckpoint(parseCheckpoint(toUtf8(text + foreign.slice(foreign.indexOf('—')))), log));
  assert.throws(() => verifyCheckpoint(parseCheckpoint(made()), { ...log, publicKey: new Uint8Array(31) }), {
    code: 'evidence/key',
  });
});

test('a cosignature tells when the witness saw the head', () => {
  const witness = noteKeyPair();
  const name = 'witness.example/w1';
  const note = cosignCheckpoint(made(), {
    name,
    publicKey: witness.publicKey,
    seconds: 1_679_315_147,
    sign: witness.sign,
  });
  const checkpoint = parseCheckpoint(note);
  assert.ok(verifyCheckpoint(checkpoint, log));
  assert.equal(cosignatureTime(checkpoint, { name, publicKey: witness.publicKey }), 1_679_315_147);
  assert.equal(cosignatureTime(checkpoint, { name: 'other', publicKey: witness.publicKey }), undefined);
  const lied = cosignCheckpoint(made(), { name, publicKey: witness.publicKey, seconds: 1, sign: key.sign });
  assert.equal(cosignatureTime(parseCheckpoint(lied), { name, publicKey: witness.publicKey }), false);
  const both = cosignCheckpoint(lied, {
    name,
    publicKey: witness.publicKey,
    seconds: 2,
    sign: witness.sign,
  });
  assert.equal(cosignatureTime(parseCheckpoint(both), { name, publicKey: witness.publicKey }), false);
});

test('what is no checkpoint is refused', () => {
  const text = fromUtf8(made());
  const bad = [
    '',
    'x',
    '\n\n',
    text.slice(0, -1),
    text.replace('\n\n', '\n'),
    text.replace('\n5\n', '\n05\n'),
    text.replace('\n5\n', '\n-5\n'),
    text.replace('\n5\n', '\n5.0\n'),
    text.replace('\n5\n', '\n9007199254740993\n'),
    text.replace('\n5\n', '\n5\n\n'),
    text.replace('=\n\n', '=\nextension\n\n'),
    text.replace('=\n\n', '\n\n'),
    text.replace(origin, ''),
    text.replace(`${origin}\n`, 'a b\n'),
    text.replace(`${origin}\n`, 'a+b\n'),
    text.replace('—', '-'),
    text.replace('— ', '—'),
    text.replace('— ', '— \u3000'),
    text.replace('\n5\n', '\n5\r\n'),
    `${text}\n`,
    `${text}x\n`,
    text.replace(/ \S+\n$/, ' AAAAAA==\n'),
    text.replace(/ \S+\n$/, ' !\n'),
  ];
  for (const one of bad) {
    assert.notEqual(one, text);
    assert.throws(() => parseCheckpoint(toUtf8(one)), { code: 'evidence/checkpoint' }, JSON.stringify(one));
  }
  assert.throws(() => parseCheckpoint(Uint8Array.of(0xff)), { code: 'evidence/checkpoint' });
  assert.throws(() => parseCheckpoint(new Uint8Array(65_537)), { code: 'evidence/budget' });
  const line = text.slice(text.indexOf('—'));
  assert.throws(() => parseCheckpoint(toUtf8(text + line.repeat(64))), { code: 'evidence/budget' });
  assert.throws(() => createCheckpoint({ ...head, size: -1, publicKey: key.publicKey, sign: key.sign }), {
    code: 'evidence/checkpoint',
  });
});
