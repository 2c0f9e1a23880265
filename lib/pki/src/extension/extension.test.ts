import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derOid, derSequence, fromHex } from '@kazasu/bytes';
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
  FRESHEST_CRL,
  INHIBIT_ANY_POLICY,
  ISSUING_DISTRIBUTION_POINT,
  KEY_USAGE,
  NAME_CONSTRAINTS,
  OCSP_NO_CHECK,
  POLICY_CONSTRAINTS,
  POLICY_MAPPINGS,
  parseSubtrees,
  SUBJECT_ALT_NAME,
  SUBJECT_DIRECTORY_ATTRIBUTES,
  SUBJECT_INFO_ACCESS,
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
  [
    NAME_CONSTRAINTS,
    '3007 a005 3003 820161',
    { permitted: [{ kind: 'dNSName', text: 'a' }], excluded: undefined },
  ],
  [
    NAME_CONSTRAINTS,
    '3013 a005 3003 820161 a10a 3003 820162 3003 86012e',
    {
      permitted: [{ kind: 'dNSName', text: 'a' }],
      excluded: [
        { kind: 'dNSName', text: 'b' },
        { kind: 'uniformResourceIdentifier', text: '.' },
      ],
    },
  ],
  [POLICY_MAPPINGS, '300a 3008 06022a03 06022a04', [{ issuerPolicy: '1.2.3', subjectPolicy: '1.2.4' }]],
  [POLICY_CONSTRAINTS, '3003 800100', { requireExplicitPolicy: 0, inhibitPolicyMapping: undefined }],
  [POLICY_CONSTRAINTS, '3006 800103 810102', { requireExplicitPolicy: 3, inhibitPolicyMapping: 2 }],
  [POLICY_CONSTRAINTS, '3003 810101', { requireExplicitPolicy: undefined, inhibitPolicyMapping: 1 }],
  [INHIBIT_ANY_POLICY, '020105', 5],
  [
    SUBJECT_INFO_ACCESS,
    '3009 3007 06022a03 860161',
    [{ method: '1.2.3', location: { kind: 'uniformResourceIdentifier', text: 'a' } }],
  ],
  [SUBJECT_DIRECTORY_ATTRIBUTES, '300a 3008 06022a03 3102 0500', ['1.2.3']],
  [
    CRL_DISTRIBUTION_POINTS,
    '300e 300c a005 a003 820161 8103 076080',
    [
      {
        name: { fullName: [{ kind: 'dNSName', text: 'a' }] },
        someReasons: true,
        reasons: 0b1_0000_0110,
        crlIssuer: undefined,
      },
    ],
  ],
  [
    FRESHEST_CRL,
    '3009 3007 a005 a003 820161',
    [
      {
        name: { fullName: [{ kind: 'dNSName', text: 'a' }] },
        someReasons: false,
        reasons: undefined,
        crlIssuer: undefined,
      },
    ],
  ],
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
  [NAME_CONSTRAINTS, '3000', 'pki/extension', 'empty'],
  [NAME_CONSTRAINTS, '3002 a000', 'pki/extension', 'an empty list'],
  [NAME_CONSTRAINTS, '3009 a007 3005 820161 8000', 'pki/extension', 'minimum'],
  [NAME_CONSTRAINTS, '300a a008 3006 820161 800100', 'pki/extension', 'minimum 0 written out'],
  [NAME_CONSTRAINTS, '300a a008 3006 820161 810105', 'pki/extension', 'maximum'],
  [NAME_CONSTRAINTS, '300e a105 3003 820161 a005 3003 820161', 'bytes/der', 'excluded before permitted'],
  [NAME_CONSTRAINTS, '3006 a004 3002 0500', 'pki/extension', 'a base that is no name'],
  [POLICY_MAPPINGS, '3000', 'pki/extension', 'empty'],
  [POLICY_MAPPINGS, '3006 3004 06022a03', 'bytes/der', 'half a mapping'],
  [POLICY_MAPPINGS, '300e 300c 06022a03 06022a04 06022a05', 'bytes/der', 'three policies'],
  [POLICY_CONSTRAINTS, '3000', 'pki/extension', 'empty'],
  [POLICY_CONSTRAINTS, '3003 8001ff', 'bytes/der', 'negative'],
  [POLICY_CONSTRAINTS, '3003 820100', 'bytes/der', 'no such field'],
  [POLICY_CONSTRAINTS, '3006 810100 800100', 'bytes/der', 'in the wrong order'],
  [INHIBIT_ANY_POLICY, '0201ff', 'bytes/der', 'negative'],
  [INHIBIT_ANY_POLICY, '02050100000000', 'bytes/der', 'too large'],
  [INHIBIT_ANY_POLICY, '020100 00', 'bytes/der', 'trailing byte'],
  [SUBJECT_DIRECTORY_ATTRIBUTES, '3000', 'pki/extension', 'empty'],
  [SUBJECT_DIRECTORY_ATTRIBUTES, '3008 3006 06022a03 3100', 'pki/extension', 'without a value'],
  [CRL_DISTRIBUTION_POINTS, '300d 300b a005 a003 820161 81020100', 'pki/extension', 'reasons without a bit'],
  [
    CRL_DISTRIBUTION_POINTS,
    '300e 300c a005 a003 820161 8103 070100',
    'pki/extension',
    'reasons with zeros behind',
  ],
  [FRESHEST_CRL, '3000', 'pki/extension', 'empty'],
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
  assert.equal(
    codeOf(() => POLICY_MAPPINGS.decode(repeated('300806022a0306022a04', 65))),
    'pki/budget',
  );
  assert.equal(
    codeOf(() => SUBJECT_DIRECTORY_ATTRIBUTES.decode(repeated('300806022a0331020500', 65))),
    'pki/budget',
  );
  assert.equal(
    codeOf(() => parseSubtrees(repeated('3003820161', 1025))),
    'pki/budget',
  );
  const qualifiers = repeated('300606022a030500', 65);
  assert.equal(
    codeOf(() => CERTIFICATE_POLICIES.decode(derSequence(derSequence(derOid('1.2.3'), qualifiers)))),
    'pki/budget',
  );
});

test('subtrees that a caller demands are read as those of a certificate', () => {
  assert.deepEqual(parseSubtrees(hex('3005 3003 820161')), [{ kind: 'dNSName', text: 'a' }]);
  assert.equal(
    codeOf(() => parseSubtrees(hex('3000'))),
    'pki/extension',
  );
});
