import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openssl } from '@kazasu/pki/testing';
import { combinePassphrases, openKeyFolder, signingKeysIn } from '@kazasu/server/keys';
import { openStore } from '@kazasu/server/store';
import { OPTIONS, pem, somebody, TIME, testAuthority } from '../testing/authority.ts';
import { readRoots, rootsFile } from './files.ts';
import { holdCeremony } from './hold.ts';
import { verifyCeremonies } from './verify.ts';

const outer = mkdtempSync(join(tmpdir(), 'kazasu-next-ceremony-'));
after(() => rmSync(outer, { recursive: true, force: true }));

test("roots of the next card's generation are made on P-384, and an authority wants them where it is to certify for it", async () => {
  const passphrase = combinePassphrases(['first custodian, sixteen', 'second custodian, sixteen']);
  const keys = openKeyFolder(join(outer, 'keys'), { passphrase });
  const common = { organisation: 'JPKI-TEST', custodians: 2, dryRun: false, folder: join(outer, 'roots') };
  const options = {
    ...common,
    kind: 'roots',
    signing: signingKeysIn(keys),
    now: () => TIME - 2000,
  } as const;
  await holdCeremony(options);
  const store = await openStore({ file: ':memory:' });
  const start = async (cardGeneration: 'current' | 'next') => {
    const roots = readRoots(rootsFile(options.folder));
    assert.ok(roots);
    return testAuthority({ store, keys, roots, cardGeneration });
  };
  await assert.rejects(start('next'), { code: 'hierarchy_mismatch' });
  await holdCeremony({ ...options, kind: 'next', cards: 'next', now: () => TIME - 1000 });
  for (const name of ['ca-authentication-2', 'ca-signature-2']) {
    const files = { 'ca.pem': readFileSync(join(options.folder, `${name}.pem`)) };
    const { text } = openssl(files, ['x509', '-in', 'ca.pem', '-noout', '-text']);
    assert.match(text, /ecdsa-with-SHA384[\s\S]*secp384r1/);
  }
  const authority = await start('next');
  const { jpki } = await authority.personalise({ resident: somebody(), options: OPTIONS });
  const files = { 'leaf.pem': pem(jpki.authenticationCertificate) };
  assert.match(
    openssl(files, ['x509', '-in', 'leaf.pem', '-noout', '-text']).text,
    /sha256WithRSAEncryption/,
  );
  await start('current');
  await holdCeremony({ ...options, kind: 'next', now: () => TIME });
  assert.equal(verifyCeremonies(options.folder).length, 6);
});
