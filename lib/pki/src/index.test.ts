import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as pki from './index.ts';

test('the door lets out exactly these', () => {
  assert.deepEqual(Object.keys(pki).sort(), [
    'AUTHENTICATION_PROFILE',
    'AUTHORITY_INFO_ACCESS',
    'AUTHORITY_KEY_IDENTIFIER',
    'AUTHORITY_PROFILE',
    'BASIC_CONSTRAINTS',
    'CERTIFICATE_POLICIES',
    'CRL_DISTRIBUTION_POINTS',
    'EXTENDED_KEY_USAGE',
    'ISSUER_ALT_NAME',
    'KEY_USAGE',
    'OCSP_RESPONDER_PROFILE',
    'OID',
    'PATH_BUDGET',
    'PkiError',
    'SIGNATURE_PROFILE',
    'SIGNATURE_TEST_PROFILE',
    'SUBJECT_ALT_NAME',
    'SUBJECT_KEY_IDENTIFIER',
    'checkCrl',
    'checkOcsp',
    'createOcspRequest',
    'decisiveCheck',
    'extensionOf',
    'findEntry',
    'isEmptyName',
    'judgeAuthentication',
    'parseCertificate',
    'parseCrl',
    'parseName',
    'parseOcspResponse',
    'parseTextItems',
    'publicKeyOf',
    'reportOf',
    'sameName',
    'signatureScheme',
    'validatePath',
    'withPolicies',
  ]);
});

test('the judging half stands on nothing but lib/bytes and the crypto door, and never on the issuing half', () => {
  const files = globSync('**/*.ts', { cwd: import.meta.dirname }).filter(
    (path) => !/\.test\.ts$|^testing\/|^issue\//.test(path),
  );
  assert.ok(files.length > 50);
  for (const path of files) {
    const text = readFileSync(join(import.meta.dirname, path), 'utf8');
    for (const [, specifier = ''] of text.matchAll(/\bfrom '([^']+)'/g)) {
      const allowed = specifier === '@kazasu/bytes' || (path === 'crypto.ts' && specifier === 'node:crypto');
      const own =
        /^\.\.?\//.test(specifier) && !specifier.includes('/issue/') && !specifier.includes('/testing/');
      assert.ok(allowed || own, `${path} imports ${specifier}`);
    }
  }
});
