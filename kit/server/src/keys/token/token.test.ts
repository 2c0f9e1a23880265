import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { KeyError } from '../key-error.ts';
import { SIGNING_HASH, type SigningKey, type SigningKind } from '../signing-key.ts';
import { openTokenKeys } from './index.ts';
import { loadLibrary } from './library.ts';
import { makeToken, type TestToken, tokenMissing } from './testing/index.ts';

const MESSAGE = Buffer.from('to be signed');

function isSigned(key: SigningKey, signature: Uint8Array): boolean {
  const publicKey = createPublicKey({ key: Buffer.from(key.publicKey), format: 'der', type: 'spki' });
  return verify(SIGNING_HASH[key.kind], MESSAGE, publicKey, signature);
}

function isSignedForJws(key: SigningKey, signature: Uint8Array): boolean {
  const publicKey = createPublicKey({ key: Buffer.from(key.publicKey), format: 'der', type: 'spki' });
  return verify(SIGNING_HASH[key.kind], MESSAGE, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
}

function refused(error: unknown, message: RegExp): true {
  assert.ok(error instanceof KeyError, String(error));
  assert.equal(error.code, 'key/token');
  assert.match(error.message, message);
  return true;
}

describe('keys in a token', { skip: tokenMissing() }, () => {
  let token: TestToken;
  before(() => {
    token = makeToken();
  });
  after(() => token?.remove());

  const open = (mayCreate = true) => openTokenKeys({ ...token, mayCreate });

  test('are made in it once, found by their names, and sign by their kind', async () => {
    for (const kind of ['rsa-2048', 'ec-p256', 'ec-p384'] as const satisfies readonly SigningKind[]) {
      const keys = await open();
      assert.equal(keys.protection, 'token');
      assert.equal(await keys.has(kind), false);
      const made = await keys.loadOrCreate(kind, kind);
      keys.close();
      const again = await open(false);
      assert.equal(await again.has(kind), true);
      const found = await again.loadOrCreate(kind, kind);
      assert.deepEqual(found.publicKey, made.publicKey);
      for (let i = 0; i < 20; i++) assert.ok(isSigned(found, found.sign(MESSAGE)));
      for (let i = 0; i < 20; i++) assert.ok(isSignedForJws(found, found.signForJws(MESSAGE)));
      assert.ok(!isSigned(found, found.sign(Buffer.from('another'))));
      const pieces = found.begin();
      for (const octet of MESSAGE) pieces.update(Uint8Array.of(octet));
      assert.ok(isSigned(found, pieces.sign()));
      await assert.rejects(again.loadOrCreate(kind, kind === 'rsa-2048' ? 'ec-p384' : 'rsa-2048'), {
        code: 'key/kind',
      });
      again.close();
    }
  });

  test('cannot be taken out of it by its owner, and do not lie in its files', async () => {
    const keys = await open();
    const { publicKey } = await keys.loadOrCreate('inside', 'rsa-2048');
    keys.close();
    const p = await loadLibrary();
    const module = new p.PKCS11();
    module.load(token.module);
    module.C_Initialize();
    const [slot] = module
      .C_GetSlotList(true)
      .filter((one) => module.C_GetTokenInfo(one).label.trim() === token.token);
    assert.ok(slot);
    const session = module.C_OpenSession(slot, p.CKF_SERIAL_SESSION | p.CKF_RW_SESSION);
    module.C_Login(session, p.CKU_USER, token.pin.text);
    module.C_FindObjectsInit(session, [
      { type: p.CKA_CLASS, value: p.CKO_PRIVATE_KEY },
      { type: p.CKA_LABEL, value: 'inside' },
    ]);
    const [key] = module.C_FindObjects(session, 2);
    module.C_FindObjectsFinal(session);
    assert.ok(key);
    assert.throws(
      () => module.C_GetAttributeValue(session, key, [{ type: p.CKA_PRIVATE_EXPONENT }]),
      /CKR_ATTRIBUTE_SENSITIVE/,
    );
    const flags = [p.CKA_SENSITIVE, p.CKA_EXTRACTABLE, p.CKA_ALWAYS_SENSITIVE, p.CKA_NEVER_EXTRACTABLE];
    const values = module.C_GetAttributeValue(
      session,
      key,
      flags.map((type) => ({ type })),
    );
    assert.deepEqual(
      values.map(({ value }) => value[0]),
      [1, 0, 1, 1],
    );
    module.C_Finalize();
    module.close();
    const { n } = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' }).export({
      format: 'jwk',
    });
    const modulus = Buffer.from(n ?? '', 'base64url');
    const files = readdirSync(token.folder, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    const holding = files.filter((file) => readFileSync(join(file.parentPath, file.name)).includes(modulus));
    // The public half alone is stored as it is; whatever else holds the modulus is encrypted.
    assert.equal(holding.length, 1);
  });

  test('a token that is taken out is told, and works again without a restart when it is put back', async () => {
    const keys = await open();
    const key = await keys.loadOrCreate('out', 'rsa-2048');
    key.sign(MESSAGE);
    renameSync(token.folder, `${token.folder}-away`);
    // SoftHSM reads its files anew when it is started; one that has the key in memory may still sign once.
    keys.close();
    assert.throws(
      () => key.sign(MESSAGE),
      (error) => refused(error, /token/),
    );
    assert.throws(
      () => key.sign(MESSAGE),
      (error) => refused(error, /token/),
    );
    renameSync(`${token.folder}-away`, token.folder);
    assert.ok(isSigned(key, key.sign(MESSAGE)));
    keys.close();
  });

  test('a session that somebody else has ended is opened again within the call', async () => {
    const keys = await open();
    const key = await keys.loadOrCreate('ended', 'rsa-2048');
    const p = await loadLibrary();
    const other = new p.PKCS11();
    other.load(token.module);
    other.C_Finalize();
    other.close();
    assert.ok(isSigned(key, key.sign(MESSAGE)));
    keys.close();
  });

  test('a wrong PIN, label or module and a key that only a ceremony makes are told with their remedy', async () => {
    const wrong = (changes: object) => openTokenKeys({ ...token, ...changes });
    await assert.rejects(wrong({ pin: { text: 'not the pin' } }), (error) =>
      refused(error, /check the PIN file/),
    );
    await assert.rejects(wrong({ token: 'other' }), (error) => refused(error, /check the label/));
    await assert.rejects(wrong({ module: '/nowhere.so' }), (error) => refused(error, /cannot be loaded/));
    const keys = await open(false);
    await assert.rejects(keys.loadOrCreate('new', 'rsa-2048'), (error) =>
      refused(error, /a ceremony makes it/),
    );
    await assert.rejects(keys.loadOrCreate('../new', 'rsa-2048'), { code: 'key/name' });
    keys.close();
  });

  test('a key is loaded only where there is one, and destroyed with its public half', async () => {
    const keys = await open();
    assert.equal(await keys.load('short-lived', 'ec-p256'), undefined);
    const made = await keys.loadOrCreate('short-lived', 'ec-p256');
    const loaded = await keys.load('short-lived', 'ec-p256');
    assert.deepEqual(loaded?.publicKey, made.publicKey);
    assert.equal(await keys.destroy('short-lived'), true);
    assert.equal(await keys.destroy('short-lived'), false);
    assert.equal(await keys.load('short-lived', 'ec-p256'), undefined);
    keys.close();
    assert.throws(
      () => made.sign(MESSAGE),
      (error) => refused(error, /no longer holds/),
    );
    // With the public half left behind, the next of this name would have two.
    const again = await open();
    const other = await again.loadOrCreate('short-lived', 'ec-p256');
    assert.notDeepEqual(other.publicKey, made.publicKey);
    again.close();
  });

  test('a passphrase comes of the token and the purpose alone, and its secret is made by who may make keys', async () => {
    const reading = await open(false);
    await assert.rejects(reading.passphrase('provider'), (error) => refused(error, /a ceremony makes it/));
    reading.close();
    const keys = await open();
    const { text } = await keys.passphrase('provider');
    assert.match(text, /^[\w-]{43}$/);
    assert.notEqual((await keys.passphrase('verifier')).text, text);
    keys.close();
    const again = await open(false);
    assert.equal((await again.passphrase('provider')).text, text);
    again.close();
  });

  test('two keys of one name are refused', async () => {
    const keys = await open();
    await keys.loadOrCreate('twice', 'rsa-2048');
    const p = await loadLibrary();
    const { makeKeyPair } = await import('./key-pair.ts');
    const { TokenSession } = await import('./session.ts');
    const session = new TokenSession(p, token);
    session.use((inside) => makeKeyPair(p, inside, 'twice', 'rsa-2048'));
    await assert.rejects(keys.loadOrCreate('twice', 'rsa-2048'), { code: 'key/kind' });
    session.close();
    keys.close();
  });
});
