import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createAuthority } from '@kazasu/authority';
import { fromBase64 } from '@kazasu/bytes';
import { CrlIndexer, checkIndex, crlScopeOf, parseCertificate } from '@kazasu/pki';
import { settableClock } from '@kazasu/server/clock';
import { replaceFile } from '@kazasu/server/file';
import { memoryKeys } from '@kazasu/server/keys';
import { createLog, silentLog } from '@kazasu/server/log';
import { openMapper } from '@kazasu/server/mapping';
import { openStore } from '@kazasu/server/store';
import { HANAKO, PINS } from '../testing/world.ts';
import { openCrlIndexes } from './index.ts';

/** What lies in the folder, and what comes from the authority in a list's place, is not taken for the whole list. */
const NOW = Date.UTC(2026, 5, 15, 3, 0, 0);
const TOKENS = { adminToken: 'counter-token-of-the-tests', verifierToken: 'verifier-token-of-the-tests' };

const clock = settableClock(NOW);
const store = await openStore({ file: ':memory:' });
const authority = await createAuthority({ ...TOKENS, store, keys: memoryKeys(), clock, log: silentLog });
const resident = { ...HANAKO, municipality: { code: '48201', prefecture: 'Kakuu-ken', city: 'Kazasu-shi' } };
const { jpki } = await authority.personalise({ resident, options: { pins: PINS } });
const certificate = parseCertificate(fromBase64(jpki.authenticationCertificate));
const issuer = parseCertificate(fromBase64(jpki.authenticationCaCertificate));
const issuerKeyId = issuer.keyId as string;
const list = async (scope: string) => {
  const headers = { authorization: `Bearer ${TOKENS.verifierToken}` };
  const response = await authority.app.request(`/crl/${issuerKeyId}/${scope}`, { headers });
  assert.equal(response.status, 200);
  return new Uint8Array(await response.arrayBuffer());
};

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-crl-index-'));
  folders.push(folder);
  return folder;
};
after(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await authority.close();
  await store.close();
});

const mapFile = await openMapper();
function opened(folder: string, give: () => Uint8Array | undefined) {
  const lines: string[] = [];
  const time = settableClock(NOW);
  const octets = async function* (one: Uint8Array) {
    yield one;
  };
  const indexes = openCrlIndexes({
    folder,
    refreshMs: 60_000,
    anchors: [issuer],
    authority: {
      crlStream: async () => {
        const given = give();
        return given && { octets: octets(given), tag: undefined };
      },
    },
    mapFile,
    clock: time,
    log: createLog({ service: 'provider', destination: { write: (line) => void lines.push(line) } }),
  });
  const codes = () => lines.map((line) => (JSON.parse(line) as { code: string }).code);
  return { indexes, time, codes };
}

function indexOf(crl: Uint8Array): Uint8Array {
  const indexer = new CrlIndexer({ issuer });
  indexer.feed(crl);
  return indexer.finish();
}

const whole = await list('whole');
test('a list with a scope is not taken for the whole one, and keeps none out', async () => {
  // Of a higher number, in numbers of its own.
  clock.advance(120_000);
  const scoped = await list(crlScopeOf(certificate) as string);
  const folder = newFolder();
  const answers = [scoped, whole];
  const { indexes, time, codes } = opened(folder, () => answers.shift());
  assert.equal(await indexes.find(issuerKeyId), undefined);
  time.advance(120_000);
  const index = await indexes.find(issuerKeyId);
  assert.equal(checkIndex({ certificate, issuer, index, time: NOW + 120_000 }).verdict, 'valid');
  await indexes.close();
  assert.deepEqual(codes(), ['crl-index/not-whole']);
  replaceFile(join(folder, `${issuerKeyId}.index`), indexOf(scoped));
  const second = opened(folder, () => whole);
  assert.equal((await second.indexes.find(issuerKeyId))?.crl.scope, undefined);
  await second.indexes.close();
  assert.deepEqual(second.codes(), ['crl-index/not-whole']);
});

test('a folder that others may enter is refused', () => {
  const folder = newFolder();
  chmodSync(folder, 0o770);
  assert.throws(() => opened(folder, () => whole), { code: 'file/mode' });
  const linked = join(newFolder(), 'link');
  symlinkSync(newFolder(), linked);
  assert.throws(() => opened(linked, () => whole), { code: 'file/kind' });
});

function link(path: string, elsewhere: string): void {
  renameSync(path, elsewhere);
  symlinkSync(elsewhere, path);
}

test('an index that others may write, or a link to one, is not used', async () => {
  const folder = newFolder();
  const path = join(folder, `${issuerKeyId}.index`);
  const elsewhere = join(folder, 'elsewhere');
  for (const [spoil, code] of [
    [() => chmodSync(path, 0o620), 'file/mode'],
    [() => link(path, elsewhere), 'ELOOP'],
  ] as const) {
    replaceFile(path, indexOf(whole));
    spoil();
    const { indexes, codes } = opened(folder, () => undefined);
    assert.equal(await indexes.find(issuerKeyId), undefined, code);
    await indexes.close();
    assert.deepEqual(codes(), [code]);
    rmSync(path);
  }
  replaceFile(path, indexOf(whole));
  const { indexes } = opened(folder, () => undefined);
  assert.ok(await indexes.find(issuerKeyId));
  await indexes.close();
});
