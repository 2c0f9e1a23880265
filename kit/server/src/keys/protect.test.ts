import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { OPENSSL, requirePeer } from '../peer/index.ts';
import { KeyError, type KeyErrorCode } from './key-error.ts';
import { openKeyFolder } from './key-folder.ts';
import { combinePassphrases, readPassphrase } from './passphrase.ts';
import { protectFolder } from './protect-folder.ts';
import { signingKeysIn } from './signing-key.ts';

const openssl = requirePeer(OPENSSL);
const PASSPHRASE = combinePassphrases(['correct horse battery staple']);
const OTHER = combinePassphrases(['incorrect horse battery staple']);
let outer = '';

before(async () => {
  outer = await mkdtemp(join(tmpdir(), 'kazasu-protect-'));
});
after(() => rm(outer, { recursive: true, force: true }));

function refused(attempt: Promise<unknown>, code: KeyErrorCode, message?: RegExp): Promise<void> {
  return assert.rejects(attempt, (error) => {
    assert.ok(error instanceof KeyError, String(error));
    assert.equal(error.code, code, error.message);
    if (message) assert.match(error.message, message);
    return true;
  });
}

test('keys under a passphrase are found again with it, and nothing of them stands in the files', async () => {
  const folder = join(outer, 'found');
  const keys = openKeyFolder(folder, { passphrase: PASSPHRASE });
  const made = await keys.loadOrCreate('ca', 'rsa-2048');
  const secret = await keys.loadOrCreate('register', 'secret-256');
  const again = openKeyFolder(folder, { passphrase: PASSPHRASE });
  assert.ok((await again.loadOrCreate('ca', 'rsa-2048')).equals(made));
  assert.ok((await again.loadOrCreate('register', 'secret-256')).equals(secret));
  assert.match(await readFile(join(folder, 'ca.pem'), 'utf8'), /^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
  const stored = await readFile(join(folder, 'register.key'));
  assert.ok(!stored.includes(secret.export()));
});

test('OpenSSL opens a file with the passphrase, and names what protects it', {
  skip: openssl.missing,
}, async () => {
  const folder = join(outer, 'openssl');
  const key = await openKeyFolder(folder, { passphrase: PASSPHRASE }).loadOrCreate('ca', 'rsa-2048');
  const file = join(folder, 'ca.pem');
  const args = ['pkey', '-in', file, '-pubout', '-passin', `pass:${PASSPHRASE.text}`];
  const theirs = execFileSync(openssl.path, args, { encoding: 'utf8' });
  assert.equal(theirs, createPublicKey(key).export({ format: 'pem', type: 'spki' }));
  const structure = execFileSync(openssl.path, ['asn1parse', '-in', file], { encoding: 'utf8' });
  assert.match(structure, /PBES2[\s\S]*scrypt[\s\S]*:4000\n[\s\S]*:08\n[\s\S]*:05\n[\s\S]*aes-256-cbc/);
});

test('a wrong passphrase, a missing one and one too many are told with their remedy, and nothing is replaced', async () => {
  const [closed, open] = [join(outer, 'closed'), join(outer, 'open')];
  for (const [name, kind] of [
    ['ca', 'rsa-2048'],
    ['register', 'secret-256'],
  ] as const) {
    await openKeyFolder(closed, { passphrase: PASSPHRASE }).loadOrCreate(name, kind);
    await openKeyFolder(open).loadOrCreate(name, kind);
    const before = await Promise.all([closed, open].map(contentOf));
    const load = (folder: string, passphrase?: typeof PASSPHRASE) =>
      openKeyFolder(folder, { passphrase }).loadOrCreate(name, kind);
    await refused(load(closed, OTHER), 'key/passphrase', /check the passphrase files/);
    await refused(load(closed), 'key/passphrase', /KAZASU_KEY_PASSPHRASE_FILE/);
    await refused(load(open, PASSPHRASE), 'key/passphrase', /protect/);
    assert.deepEqual(await Promise.all([closed, open].map(contentOf)), before);
  }
});

async function contentOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (name) => (await readFile(join(folder, name))).toString('hex')));
}

test('every changed octet of a protected secret is noticed', async () => {
  const folder = join(outer, 'changed');
  const keys = openKeyFolder(folder, { passphrase: PASSPHRASE });
  await keys.loadOrCreate('register', 'secret-256');
  const path = join(folder, 'register.key');
  const whole = await readFile(path);
  for (const place of [16, 40, whole.length - 1]) {
    const damaged = Buffer.from(whole);
    damaged[place] = (damaged[place] ?? 0) ^ 1;
    await writeFile(path, damaged);
    await refused(keys.loadOrCreate('register', 'secret-256'), 'key/passphrase');
  }
});

test('a key that OpenSSL encrypted with a cheaper derivation is refused', {
  skip: openssl.missing,
}, async () => {
  const folder = join(outer, 'cheap');
  await openKeyFolder(folder).loadOrCreate('ca', 'rsa-2048');
  const path = join(folder, 'ca.pem');
  const plain = await readFile(path);
  for (const how of [['-v2', 'aes-256-cbc'], ['-scrypt']]) {
    const args = ['pkcs8', '-topk8', ...how, '-passout', `pass:${PASSPHRASE.text}`];
    const { stdout } = spawnSync(openssl.path, args, { input: plain });
    await writeFile(path, stdout);
    const load = openKeyFolder(folder, { passphrase: PASSPHRASE }).loadOrCreate('ca', 'rsa-2048');
    await refused(load, 'key/kind', /scrypt of at least/);
  }
});

test('a folder is put under a passphrase whole, and a second time nothing changes', async () => {
  const folder = join(outer, 'later');
  const open = openKeyFolder(folder);
  const key = await open.loadOrCreate('ca', 'rsa-2048');
  const secret = await open.loadOrCreate('register', 'secret-256');
  assert.deepEqual(await protectFolder(folder, PASSPHRASE), ['ca.pem', 'register.key']);
  assert.deepEqual(await protectFolder(folder, PASSPHRASE), []);
  await refused(protectFolder(folder, OTHER), 'key/passphrase');
  const keys = openKeyFolder(folder, { passphrase: PASSPHRASE });
  assert.ok((await keys.loadOrCreate('ca', 'rsa-2048')).equals(key));
  assert.ok((await keys.loadOrCreate('register', 'secret-256')).equals(secret));
});

test('the passphrases of several custodians make one that none of them knows, and their order counts', async () => {
  const file = async (name: string, text: string, mode = 0o600) => {
    const path = join(outer, name);
    await writeFile(path, text, { mode });
    return path;
  };
  const one = await file('one', 'first custodian knows this\n');
  const two = await file('two', 'second custodian knows that');
  const both = await readPassphrase([one, two]);
  assert.match(both.text, /^[\w-]{43}$/);
  assert.notEqual(both.text, (await readPassphrase([two, one])).text);
  assert.equal((await readPassphrase([one])).text, 'first custodian knows this');
  await refused(readPassphrase([one, one]), 'key/passphrase', /same/);
  await refused(readPassphrase([await file('short', 'short')]), 'key/passphrase', /16/);
  await refused(readPassphrase([join(outer, 'none')]), 'key/passphrase', /no passphrase file/);
  await refused(readPassphrase([await file('loose', 'everybody knows this', 0o644)]), 'key/mode');
  await refused(readPassphrase([]), 'key/passphrase');
});

test('what signs tells the same public key and signs by its kind, in the next generation too', {
  skip: openssl.missing,
}, async () => {
  const keys = signingKeysIn(openKeyFolder(join(outer, 'signing'), { passphrase: PASSPHRASE }));
  assert.equal(keys.protection, 'passphrase');
  for (const [kind, hash] of [
    ['rsa-2048', '-sha256'],
    ['ec-p384', '-sha384'],
  ] as const) {
    assert.equal(await keys.has(kind), false);
    const key = await keys.loadOrCreate(kind, kind);
    assert.equal(await keys.has(kind), true);
    const [message, signature, publicKey] = ['message', 'signature', 'public.der'].map((name) =>
      join(outer, name),
    );
    await writeFile(message ?? '', 'to be signed');
    await writeFile(signature ?? '', key.sign(Buffer.from('to be signed')));
    await writeFile(publicKey ?? '', key.publicKey);
    const args = [
      'dgst',
      hash,
      '-verify',
      publicKey ?? '',
      '-keyform',
      'DER',
      '-signature',
      signature ?? '',
      message ?? '',
    ];
    assert.match(execFileSync(openssl.path, args, { encoding: 'utf8' }), /Verified OK/);
  }
});
