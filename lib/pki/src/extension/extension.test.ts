import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex } from '@kazasu/bytes';
import { codeOf } from '../testing/faults.ts';
import {
  AUTHORITY_INFO_ACCESS,
  AUTHORITY_KEY_IDENTIFIER,
  BASIC_CONSTRAINTS,
  CERTIFICATE_POLICIES,
  CRL_DISTRIBUTION_POINTS,
  CRL_NUMBER,
  EXTENDED_KEY_USAGE,
  type ExtensionType,
  ISSUING_DISTRIBUTION_POINT,
  KEY_USAGE,
  OCSP_NO_CHECK,
  SUBJECT_ALT_NAME,
  SUBJECT_KEY_IDENTIFIER,
} from './index.ts';

const hex = (text: string) => fromHex(text.replaceAll(' ', ''));

/** Type, bytes and what they mean, worked out by hand from the ASN.1 of RFC 5280. */
const GOOD: [ExtensionType<unknown>, string, unknown][] = [
  [BASIC_CONSTRAINTS, '3000', { authority: false, pathLength: undefined }],
  [BASIC_CONSTRAINTS, '3003 0101ff', { authority: true, pathLength: undefined }],
  [BASIC_CONSTRAINTS, '3006 0101ff 020103', { authority: true, pathLength: 3 }],
  [KEY_USAGE, '03020780', new Set(['digitalSignature'])],
  [KEY_USAGE, '030206c0', new Set(['digitalSignature', 'nonRepudiation'])],
  [KEY_USAGE, '03020106', new Set(['keyCertSign', 'cRLSign'])],
  [KEY_USAGE, '0303070080', new Set(['decipherOnly'])],
  [EXTENDED_KEY_USAGE, '300a 06082b06010505070302', ['1.3.6.1.5.5.7.3.2']],
  [CERTIFICATE_POLICIES, '3006 3004 06022a03', [{ policy: '1.2.3', qualifiers: [], qualifierValues: [] }]],
  [
    CERTIFICATE_POLICIES,
    '3016 3014 06022a03 300e 300c 06082b06010505070201 0500',
    [{ policy: '1.2.3', qualifiers: ['1.3.6.1.5.5.7.2.1'], qualifierValues: [hex('0500')] }],
  ],
  [SUBJECT_ALT_NAME, '3003 820161', [{ kind: 'dNSName', text: 'a' }]],
  [SUBJECT_ALT_NAME, '3006 8704 7f000001', [{ kind: 'iPAddress', bytes: hex('7f000001') }]],
  [SUBJECT_ALT_NAME, '3004 88022a03', [{ kind: 'registeredID', id: '1.2.3' }]],
  [SUBJECT_KEY_IDENTIFIER, '0402abcd', hex('abcd')],
  [AUTHORITY_KEY_IDENTIFIER, '3000', { keyId: undefined, issuer: undefined, serial: undefined }],
  [AUTHORITY_KEY_IDENTIFIER, '3004 8002abcd', { keyId: hex('abcd'), issuer: undefined, serial: undefined }],
  [OCSP_NO_CHECK, '0500', true],
  [CRL_NUMBER, '020100', 0n],
  [CRL_NUMBER, '02020080', 128n],
];

const BAD: [ExtensionType<unknown>, string, string, string][] = [
  [BASIC_CONSTRAINTS, '3003 010100', 'pki/extension', 'FALSE written out'],
  [BASIC_CONSTRAINTS, '3003 010101', 'pki/extension', 'TRUE that is not FF'],
  [BASIC_CONSTRAINTS, '3003 020103', 'pki/extension', 'path length without CA'],
  [BASIC_CONSTRAINTS, '3006 0101ff 0201ff', 'bytes/der', 'negative path length'],
  [BASIC_CONSTRAINTS, '3000 00', 'bytes/der', 'trailing byte'],
  [KEY_USAGE, '030100', 'pki/extension', 'no bit'],
  [KEY_USAGE, '03020080', 'pki/extension', 'trailing zero bits'],
  [KEY_USAGE, '0303060040', 'pki/extension', 'a tenth bit'],
  [KEY_USAGE, '03020780 00', 'bytes/der', 'trailing byte'],
  [EXTENDED_KEY_USAGE, '3000', 'pki/extension', 'empty'],
  [CERTIFICATE_POLICIES, '3000', 'pki/extension', 'empty'],
  [CERTIFICATE_POLICIES, '300c 3004 06022a03 3004 06022a03', 'pki/extension', 'twice'],
  [CERTIFICATE_POLICIES, '3008 3006 06022a03 3000', 'pki/extension', 'no qualifier in the list'],
  [SUBJECT_ALT_NAME, '3000', 'pki/extension', 'empty'],
  [SUBJECT_ALT_NAME, '3003 820180', 'pki/extension', 'not ASCII'],
  [SUBJECT_ALT_NAME, '3003 890161', 'pki/extension', 'no such form'],
  [SUBJECT_ALT_NAME, '3006 a004 06022a03', 'bytes/der', 'otherName without value'],
  [SUBJECT_KEY_IDENTIFIER, '0400', 'pki/extension', 'empty'],
  [SUBJECT_KEY_IDENTIFIER, `0441${'00'.repeat(65)}`, 'pki/extension', 'too long'],
  [AUTHORITY_KEY_IDENTIFIER, '3003 820101', 'pki/extension', 'serial without issuer'],
  [AUTHORITY_KEY_IDENTIFIER, '3005 a1038201 61', 'pki/extension', 'issuer without serial'],
  [AUTHORITY_KEY_IDENTIFIER, '3008 a103820161 820100', 'pki/serial', 'serial zero'],
  [CRL_DISTRIBUTION_POINTS, '3000', 'pki/extension', 'empty'],
  [CRL_DISTRIBUTION_POINTS, '3002 3000', 'pki/extension', 'a point that names nothing'],
  [AUTHORITY_INFO_ACCESS, '3000', 'pki/extension', 'empty'],
  [AUTHORITY_INFO_ACCESS, '3006 3004 06022a03', 'pki/extension', 'no location'],
  [AUTHORITY_INFO_ACCESS, '300c 300a 06022a03 860161 860162', 'bytes/der', 'two locations'],
  [ISSUING_DISTRIBUTION_POINT, '3000', 'pki/extension', 'empty'],
  [ISSUING_DISTRIBUTION_POINT, '3003 810100', 'pki/extension', 'FALSE written out'],
  [ISSUING_DISTRIBUTION_POINT, '3006 8101ff 8201ff', 'pki/extension', 'neither users nor authorities'],
  [OCSP_NO_CHECK, '050100', 'bytes/der', 'NULL with content'],
  [OCSP_NO_CHECK, '0500 00', 'bytes/der', 'trailing byte'],
  [CRL_NUMBER, '0201ff', 'pki/extension', 'negative'],
  [CRL_NUMBER, '02020001', 'pki/extension', 'padded'],
  [CRL_NUMBER, '0200', 'pki/extension', 'empty'],
  [CRL_NUMBER, `0215${'01'.repeat(21)}`, 'pki/extension', 'too long'],
];

test('extensions say what their bytes mean', () => {
  for (const [type, bytes, value] of GOOD)
    assert.deepEqual(type.decode(hex(bytes)), value, `${type.name} ${bytes}`);
});

test('extensions that are not exactly their DER are refused', () => {
  for (const [type, bytes, code, why] of BAD) {
    assert.equal(
      codeOf(() => type.decode(hex(bytes))),
      code,
      `${type.name}: ${why}`,
    );
  }
});

test('lists in extensions are bounded', () => {
  const repeated = (item: string, times: number) => {
    const length = (item.length / 2) * times;
    return hex(`3082${length.toString(16).padStart(4, '0')}${item.repeat(times)}`);
  };
  assert.equal(
    codeOf(() => EXTENDED_KEY_USAGE.decode(repeated('06022a03', 65))),
    'pki/budget',
  );
  assert.equal(
    codeOf(() => SUBJECT_ALT_NAME.decode(repeated('820161', 4097))),
    'pki/budget',
  );
  assert.equal(
    codeOf(() => CRL_DISTRIBUTION_POINTS.decode(repeated('3007a005a003820161', 65))),
    'pki/budget',
  );
  assert.equal(
    codeOf(() => AUTHORITY_INFO_ACCESS.decode(repeated('300706022a03860161', 65))),
    'pki/budget',
  );
});
