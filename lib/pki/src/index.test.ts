import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import * as pki from './index.ts';

test('the door lets out exactly these', () => {
  assert.deepEqual(Object.keys(pki).sort(), [
    'AUTHENTICATION_EITHER_PROFILE',
    'AUTHENTICATION_PROFILE',
    'AUTHORITY_PROFILE',
    'CrlIndexer',
    'OCSP_RESPONDER_PROFILE',
    'PHONE_AUTHENTICATION_PROFILE',
    'PHONE_SIGNATURE_PROFILE',
    'PkiError',
    'SIGNATURE_EITHER_PROFILE',
    'SIGNATURE_PROFILE',
    'SIGNATURE_TEST_PROFILE',
    'TIMESTAMP_UNIT_PROFILE',
    'cardProfiles',
    'checkCrl',
    'checkIndex',
    'checkOcsp',
    'createOcspRequest',
    'createTimestampRequest',
    'crlScope',
    'crlScopeOf',
    'crlSeries',
    'decisiveCheck',
    'digestFormOf',
    'digestInfoOf',
    'explainReport',
    'findEntryOf',
    'ifReadable',
    'isOfPhone',
    'isParseError',
    'judgeAuthentication',
    'openRevocationIndex',
    'parseCertificate',
    'parseCrl',
    'parseOcspResponse',
    'parseTextItems',
    'parseTimestampResponse',
    'publicKeyOf',
    'reportData',
    'reportOf',
    'signedOctets',
    'validatePath',
    'validateSigner',
    'verifyCms',
    'verifyPades',
    'verifyTimestampToken',
  ]);
});

test('the judging half stands on nothing but lib/bytes and one door to each thing from outside, and never on the issuing half', () => {
  const files = globSync('**/*.ts', { cwd: import.meta.dirname }).filter(
    (path) => !/\.test\.ts$|(^|\/)testing\/|^issue\//.test(path),
  );
  assert.ok(files.length > 50);
  for (const path of files) {
    const text = readFileSync(join(import.meta.dirname, path), 'utf8');
    for (const [, specifier = ''] of text.matchAll(/\bfrom '([^']+)'/g)) {
      const allowed =
        specifier === '@kazasu/bytes' ||
        (path === 'crypto.ts' && specifier === 'node:crypto') ||
        (/^(xml|xades|assemble\/xml)\//.test(path) && specifier === 'libxml2-wasm') ||
        (path === 'revocation-index/checksum.ts' && specifier === 'node:zlib') ||
        (path === 'pdf/inflate.ts' && specifier === 'node:zlib');
      const own =
        /^\.\.?\//.test(specifier) && !specifier.includes('/issue/') && !specifier.includes('/testing/');
      assert.ok(allowed || own, `${path} imports ${specifier}`);
    }
  }
});

/** The module and everything that it loads, types left out. */
function loadedFrom(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8').replace(/^(import|export) type [^;]*;/gm, '');
  for (const [, specifier = ''] of text.matchAll(/\bfrom '([^']+)'/g)) {
    if (specifier.startsWith('.')) loadedFrom(join(dirname(file), specifier), seen);
    else seen.add(specifier);
  }
  return seen;
}

test('whoever opens the door does not load what reads XML', () => {
  const loaded = loadedFrom(join(import.meta.dirname, 'index.ts'));
  assert.ok(loaded.has('@kazasu/bytes') && loaded.size > 100);
  assert.ok(!loaded.has('libxml2-wasm'));
  assert.ok(!loadedFrom(join(import.meta.dirname, 'assemble/index.ts')).has('libxml2-wasm'));
  assert.ok(loadedFrom(join(import.meta.dirname, 'assemble/xml/index.ts')).has('libxml2-wasm'));
  assert.ok(loadedFrom(join(import.meta.dirname, 'xades/index.ts')).has('libxml2-wasm'));
});
