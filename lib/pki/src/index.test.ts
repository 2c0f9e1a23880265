import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as pki from './index.ts';

test('the door lets out exactly these', () => {
  assert.deepEqual(Object.keys(pki).sort(), [
    'AUTHENTICATION_PROFILE',
    'CrlIndexer',
    'PkiError',
    'SIGNATURE_PROFILE',
    'SIGNATURE_TEST_PROFILE',
    'checkCrl',
    'checkOcsp',
    'createOcspRequest',
    'createTimestampRequest',
    'crlScope',
    'crlScopeOf',
    'decisiveCheck',
    'indexChecks',
    'judgeAuthentication',
    'judgeIndex',
    'openRevocationIndex',
    'parseCertificate',
    'parseCrl',
    'parseOcspResponse',
    'parseTextItems',
    'parseTimestampResponse',
    'publicKeyOf',
    'reportOf',
    'validatePath',
    'verifyCms',
    'verifyPades',
    'verifyTimestampToken',
  ]);
});

test('the judging half stands on nothing but lib/bytes and the crypto door, and never on the issuing half', () => {
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
        (path === 'revocation-index/checksum.ts' && specifier === 'node:zlib') ||
        (path === 'pdf/inflate.ts' && specifier === 'node:zlib');
      const own =
        /^\.\.?\//.test(specifier) && !specifier.includes('/issue/') && !specifier.includes('/testing/');
      assert.ok(allowed || own, `${path} imports ${specifier}`);
    }
  }
});
