/** The command judges a signed document itself: PDF, XML and CMS. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { toHex } from '@kazasu/bytes';
import { encodeBundle, encodeTrustFile, sha256 } from '@kazasu/evidence';
import {
  AT,
  createScene,
  makeBundle,
  recordedOf,
  signDocument,
  verificationParts,
} from '@kazasu/evidence/testing';
import { runHere } from '../testing/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-document-'));
after(() => rmSync(folder, { recursive: true }));

function write(name: string, content: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const scene = createScene();

for (const method of ['pades', 'xades', 'cms'] as const) {
  test(`${method}: the document is valid with its record, and each octet of what was signed counts`, async () => {
    const document = signDocument(scene.signers, method, 'Pay 100 yen.');
    const handedIn = { sha256: toHex(sha256(document)) };
    const contents = verificationParts({
      at: AT,
      ...recordedOf(method, document),
      method,
      document: handedIn,
    });
    const { bundle, trust } = makeBundle(scene, { contents });
    const believed = {
      anchors: [scene.signers.root.der],
      timestampAnchors: [scene.times.root.der],
      logKeys: trust.logKeys,
      profile: 'none',
    } as const;
    const verify = (path: string) =>
      runHere(
        ...['evidence', 'verify', write(`${method}.json`, encodeBundle(bundle)), '--document', path],
        ...['--trust', write('trust.json', encodeTrustFile(believed))],
        ...['--at', '2026-07-01T09:00:00+09:00', '--language', 'en'],
      );
    const good = await verify(write(method, document));
    assert.equal(good.code, 0, `${good.out}\n${good.err}`);
    assert.match(good.out, /^Together: VALID$/m);
    const bad = await verify(write(`${method}-2`, signDocument(scene.signers, method, 'Pay 999 yen.')));
    assert.equal(bad.code, 1);
    assert.match(bad.err, /not the document of the record/);
  });
}
