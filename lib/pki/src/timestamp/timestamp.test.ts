import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import {
  concat,
  derContext,
  derNull,
  derOctetString,
  derOid,
  derSequence,
  derUnsignedInteger,
  derValue,
} from '@kazasu/bytes';
import { parseCertificate } from '../certificate.ts';
import { CMS_OID } from '../cms/index.ts';
import {
  altered,
  attribute,
  newAttribute,
  resigned,
  restamped,
  type Signing,
} from '../cms/testing/signer-tree.ts';
import { SIGNER, SigningTown, UNIT } from '../cms/testing/signers.ts';
import { parseCrl } from '../crl/index.ts';
import { at, type Tree, treeOf } from '../testing/der-tree.ts';
import { codeOf } from '../testing/faults.ts';
import { DAY, NOW, YEAR } from '../testing/hierarchy.ts';
import {
  createTimestampRequest,
  parseTimestampResponse,
  type TimestampOptions,
  verifyTimestampToken,
} from './index.ts';

const town = new SigningTown();
const DATA = Buffer.from('署名値');
const KEY: Signing = { key: town.shop.privateKey('unit') };
const CRL = parseCrl(town.crl({ issuer: 'time-ca' }));
const OPTIONS: TimestampOptions = {
  anchors: [parseCertificate(town.timeCa)],
  // The unit's clock is the real one, and makes its tokens a little after the tests began.
  time: NOW + 60_000,
  crls: [CRL],
  data: DATA,
};
const TOKEN = town.stamp(DATA);
const NONCE = Uint8Array.of(0x80, 1, 2, 3, 4, 5, 6, 7);
const DIGEST = createHash('sha256').update(DATA).digest();
const outcome = (token: Uint8Array, options: TimestampOptions = OPTIONS) => {
  const { indication, subIndication } = verifyTimestampToken(token, options);
  return subIndication === undefined ? indication : `${indication} ${subIndication}`;
};

test('a token of OpenSSL over the right octets is accepted here and there, with its time', () => {
  const report = verifyTimestampToken(TOKEN, OPTIONS);
  assert.equal(report.verdict, 'valid');
  assert(Math.abs((report.genTime ?? 0) - NOW) < 120_000);
  assert.deepEqual([report.accuracy, report.policy, report.serial], [1500, '1.2.392.1', '02']);
  assert.deepEqual(
    report.evidence?.filter(({ kind }) => kind === 'timestamp').map(({ sha256 }) => sha256),
    [createHash('sha256').update(TOKEN).digest('hex')],
  );
  const opinion = town.stampOpinion(TOKEN, DATA);
  assert(opinion.accepts, opinion.text);
});

test('tokens over SHA-384 and SHA-512, with a name of the authority, with an ESSCertID of SHA-1 are accepted', () => {
  for (const options of [
    { query: ['-cert', '-sha384'] },
    { query: ['-cert', '-sha512'] },
    { lines: 'tsa_name=yes' },
    { lines: 'ordering=yes' },
  ]) {
    assert.equal(outcome(town.stamp(DATA, options)), 'TOTAL-PASSED', JSON.stringify(options));
  }
});

test('the hash of the octets will do in their place', () => {
  const { data: _, ...rest } = OPTIONS;
  assert.equal(outcome(TOKEN, { ...rest, imprint: { hash: 'sha256', digest: DIGEST } }), 'TOTAL-PASSED');
  assert.equal(
    outcome(TOKEN, { ...rest, imprint: { hash: 'sha512', digest: DIGEST } }),
    'TOTAL-FAILED HASH_FAILURE',
  );
  assert.equal(outcome(TOKEN, rest), 'INDETERMINATE SIGNED_DATA_NOT_FOUND');
});

test('a request that was written here is answered by OpenSSL, and the answer is taken', () => {
  const request = createTimestampRequest({
    hash: 'sha256',
    digest: DIGEST,
    nonce: NONCE,
    policy: '1.2.392.2',
  });
  const { status, token, failures } = parseTimestampResponse(town.answer(request));
  assert.deepEqual([status, failures], ['granted', []]);
  assert(token !== undefined);
  const asked = { ...OPTIONS, nonce: NONCE, policy: '1.2.392.2' };
  assert.equal(outcome(token, asked), 'TOTAL-PASSED');
  assert.equal(
    outcome(token, { ...asked, nonce: Uint8Array.of(1) }),
    'INDETERMINATE SIG_CONSTRAINTS_FAILURE',
  );
  assert.equal(outcome(token, { ...asked, policy: '1.2.392.1' }), 'INDETERMINATE SIG_CONSTRAINTS_FAILURE');
  assert.equal(outcome(TOKEN, { ...OPTIONS, nonce: NONCE }), 'INDETERMINATE SIG_CONSTRAINTS_FAILURE');
});

test('a token without its certificate is judged with the one that is given', () => {
  const token = town.stamp(DATA, { query: ['-sha256'] });
  assert.equal(outcome(token), 'INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND');
  assert.equal(outcome(token, { ...OPTIONS, intermediates: [town.unit] }), 'TOTAL-PASSED');
});

test('a refusal is told by its name, and holds no token', () => {
  const request = createTimestampRequest({ hash: 'sha256', digest: DIGEST, policy: '1.2.3.4' });
  const { status, token, failures } = parseTimestampResponse(town.answer(request));
  assert.deepEqual([status, token, failures], ['rejection', undefined, ['unacceptedPolicy']]);
});

test('a response that contradicts itself or is malformed is refused by name', () => {
  const granted = derSequence(derUnsignedInteger(0));
  const cases: readonly (readonly [Uint8Array, string])[] = [
    [derSequence(granted), 'pki/timestamp'],
    [derSequence(derSequence(derUnsignedInteger(2)), TOKEN), 'pki/timestamp'],
    [derSequence(derSequence(derUnsignedInteger(6))), 'pki/timestamp'],
    [derSequence(granted, TOKEN, derNull()), 'bytes/der'],
    [concat(derSequence(granted, TOKEN), Uint8Array.of(0)), 'bytes/der'],
    [new Uint8Array(), 'bytes/der'],
    [new Uint8Array((1 << 20) + 1), 'pki/budget'],
  ];
  for (const [der, code] of cases)
    assert.equal(
      codeOf(() => parseTimestampResponse(der)),
      code,
    );
});

// ---- one fault each --------------------------------------------------------------------------------------

const infoWith = (change: (info: Tree) => void) => restamped(TOKEN, KEY, change);
const FORM = 'TOTAL-FAILED FORMAT_FAILURE';
const CHAIN = 'INDETERMINATE CHAIN_CONSTRAINTS_FAILURE';

/** A token by another unit, whose certificate has this fault. */
function unitWith(
  name: string,
  order: Parameters<SigningTown['person']>[0] extends infer O ? Partial<O> : never,
): Uint8Array {
  town.person({ name, kind: 'rsa', issuer: 'time-ca', extensions: UNIT, ...order });
  return by(name);
}

/** OpenSSL refuses to make tokens with a certificate that is not for them, so the good token changes hands. */
function by(name: string): Uint8Array {
  const certificate = parseCertificate(town.derOf(name));
  const digest = createHash('sha256').update(certificate.encoded).digest();
  return resigned(TOKEN, { key: town.shop.privateKey(name) }, ({ signedData, signer, signed }) => {
    Object.assign(at(signedData, 3), { children: [treeOf(certificate.encoded)] });
    const id = derSequence(certificate.issuer.encoded, derUnsignedInteger(certificate.serialBytes));
    signer.children?.splice(1, 1, treeOf(id));
    const reference = derSequence(derSequence(derSequence(derOctetString(digest))));
    const old = attribute(signed, CMS_OID.signingCertificateV2);
    Object.assign(old, newAttribute(CMS_OID.signingCertificateV2, reference));
  });
}

interface Case {
  readonly title: string;
  readonly token: () => Uint8Array;
  readonly expected: string;
  /** First check that did not pass. */
  readonly check: string;
  /** Why OpenSSL takes what is refused here. */
  readonly opensslTakesIt?: string;
}

const CASES: readonly Case[] = [
  { title: 'nothing', token: () => new Uint8Array(), expected: FORM, check: 'timestamp.form not-der' },
  {
    title: 'an octet left over',
    token: () => concat(TOKEN, Uint8Array.of(0)),
    expected: FORM,
    check: 'timestamp.form not-der',
    opensslTakesIt: 'it reads BER',
  },
  {
    title: 'a signature over plain data',
    token: () => town.sign(DATA, ['rsa'], ['-cades', '-nodetach']),
    expected: FORM,
    check: 'timestamp.form content',
  },
  {
    title: 'a token without its content',
    token: () => altered(TOKEN, ({ encapsulated }) => encapsulated.children?.splice(1, 1)),
    expected: FORM,
    check: 'timestamp.form content',
  },
  {
    title: 'over other octets',
    token: () => town.stamp(Buffer.from('x')),
    expected: 'TOTAL-FAILED HASH_FAILURE',
    check: 'timestamp.imprint other',
  },
  {
    title: 'over SHA-1',
    token: () => town.stamp(DATA, { query: ['-cert', '-sha1'] }),
    expected: 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE',
    check: 'timestamp.imprint weak',
    opensslTakesIt: 'it judges no strength of a hash',
  },
  {
    title: 'over a hash that nobody knows',
    token: () => infoWith((info) => Object.assign(at(info, 2, 0), { children: [treeOf(derOid('1.2.3'))] })),
    expected: 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE',
    check: 'timestamp.imprint unknown',
  },
  {
    title: 'version 2',
    token: () => infoWith((info) => Object.assign(at(info, 0), { content: Uint8Array.of(2) })),
    expected: FORM,
    check: 'timestamp.form malformed',
  },
  {
    title: 'a serial number that is negative',
    token: () => infoWith((info) => Object.assign(at(info, 3), { content: Uint8Array.of(0xff) })),
    expected: FORM,
    check: 'timestamp.form malformed',
    opensslTakesIt: 'it does not judge the serial number',
  },
  {
    title: 'a time without seconds',
    token: () => infoWith((info) => Object.assign(at(info, 4), { content: Buffer.from('202601010000Z') })),
    expected: FORM,
    check: 'timestamp.form malformed',
    opensslTakesIt: 'it reads the time only to print it',
  },
  {
    title: 'a fraction with a zero at its end',
    token: () =>
      infoWith((info) => Object.assign(at(info, 4), { content: Buffer.from('20260101000000.50Z') })),
    expected: FORM,
    check: 'timestamp.form malformed',
    opensslTakesIt: 'it reads the time only to print it',
  },
  {
    title: 'an accuracy out of range',
    token: () =>
      infoWith((info) =>
        Object.assign(at(info, 5), { children: [{ tag: 0x80, content: Uint8Array.of(3, 0xe8) }] }),
      ),
    expected: FORM,
    check: 'timestamp.form malformed',
    opensslTakesIt: 'it reads the accuracy only to print it',
  },
  {
    title: 'a critical extension that nobody understands',
    token: () => infoWith((info) => info.children?.push(extension(true))),
    expected: FORM,
    check: 'timestamp.form extension',
    opensslTakesIt: 'it does not look at extensions',
  },
  {
    title: 'another version of the structure behind the last field',
    token: () => infoWith((info) => info.children?.push({ tag: 0xa2, children: [] })),
    expected: FORM,
    check: 'timestamp.form not-der',
  },
  {
    title: 'a time in the future',
    token: () => stampedAt(NOW + DAY),
    expected: 'INDETERMINATE SIG_CONSTRAINTS_FAILURE',
    check: 'timestamp.time future',
    opensslTakesIt: 'it does not compare the time with anything',
  },
  {
    title: 'a time before the unit had its certificate',
    token: () => stampedAt(NOW - 2 * YEAR),
    expected: 'TOTAL-FAILED NOT_YET_VALID',
    check: 'timestamp.time not-yet-valid',
    opensslTakesIt: 'it does not compare the time with anything',
  },
  {
    title: 'in the name of another authority',
    token: () =>
      infoWith((info) =>
        info.children?.push(treeOf(derContext(0, derContext(4, parseCertificate(town.ca).subject.encoded)))),
      ),
    expected: 'INDETERMINATE SIG_CONSTRAINTS_FAILURE',
    check: 'timestamp.authority other',
  },
  {
    title: 'no signers',
    token: () => altered(TOKEN, ({ signers }) => Object.assign(signers, { children: [] })),
    expected: FORM,
    check: 'timestamp.signer none',
  },
  {
    title: 'two signers',
    token: () => altered(TOKEN, ({ signers, signer }) => signers.children?.push(signer)),
    expected: FORM,
    check: 'timestamp.signer several',
  },
  {
    title: 'without signing-certificate',
    token: () =>
      resigned(TOKEN, KEY, ({ signed }) =>
        signed?.children?.splice(signed.children.indexOf(attribute(signed, CMS_OID.signingCertificateV2)), 1),
      ),
    expected: FORM,
    check: 'timestamp.signer no-reference',
  },
  {
    title: 'signing-certificate of somebody else',
    token: () =>
      resigned(TOKEN, KEY, ({ signed }) =>
        Object.assign(
          attribute(signed, CMS_OID.signingCertificateV2),
          newAttribute(
            CMS_OID.signingCertificateV2,
            derSequence(derSequence(derSequence(derOctetString(DIGEST)))),
          ),
        ),
      ),
    expected: 'INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND',
    check: 'ades.signing-certificate hash',
  },
  {
    title: 'content changed after signing',
    token: () =>
      altered(TOKEN, ({ encapsulated }) => {
        const octets = at(encapsulated, 1, 0);
        octets.content = Uint8Array.from(octets.content ?? []);
        octets.content[octets.content.length - 1] = 7;
      }),
    expected: 'TOTAL-FAILED HASH_FAILURE',
    check: 'cms.message-digest mismatch',
  },
  {
    title: 'signature of another key',
    token: () => resigned(TOKEN, { key: town.shop.privateKey('rsa') }, () => undefined),
    expected: 'TOTAL-FAILED SIG_CRYPTO_FAILURE',
    check: 'cms.signature wrong',
  },
  {
    title: 'a unit without extKeyUsage',
    token: () => unitWith('no-purpose', { extensions: SIGNER }),
    expected: CHAIN,
    check: 'timestamp.extKeyUsage absent',
  },
  {
    title: 'a unit whose extKeyUsage is not critical',
    token: () => unitWith('not-critical', { extensions: [...SIGNER, 'extendedKeyUsage=timeStamping'] }),
    expected: CHAIN,
    check: 'timestamp.extKeyUsage criticality',
  },
  {
    title: 'a unit that is for two purposes',
    token: () =>
      unitWith('two-purposes', {
        extensions: [...SIGNER, 'extendedKeyUsage=critical,timeStamping,emailProtection'],
      }),
    expected: CHAIN,
    check: 'timestamp.extKeyUsage value',
  },
  {
    title: 'a unit that is for e-mail',
    token: () => unitWith('mail', { extensions: [...SIGNER, 'extendedKeyUsage=critical,emailProtection'] }),
    expected: CHAIN,
    check: 'timestamp.extKeyUsage value',
  },
  {
    title: 'a unit whose key is for keys too',
    token: () =>
      unitWith('keys', {
        extensions: ['keyUsage=critical,digitalSignature,keyEncipherment', ...UNIT.slice(1)],
      }),
    expected: CHAIN,
    check: 'timestamp.keyUsage value',
  },
  {
    title: 'a unit under an authority that nobody trusts',
    token: () => unitWith('stranger', { issuer: 'ca' }),
    expected: 'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND',
    check: 'path.issuer unknown',
  },
];

const critical = derValue(0x01, Uint8Array.of(0xff));
function extension(isCritical: boolean): Tree {
  const one = derSequence(derOid('1.2.3'), ...(isCritical ? [critical] : []), derOctetString(derNull()));
  return treeOf(derContext(1, one));
}

function stampedAt(time: number): Uint8Array {
  const text = `${new Date(time).toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`;
  return infoWith((info) => Object.assign(at(info, 4), { content: Buffer.from(text) }));
}

for (const { title, token, expected, check, opensslTakesIt } of CASES) {
  test(`refused: ${title}`, () => {
    const der = token();
    const report = verifyTimestampToken(der, { ...OPTIONS, revocation: 'none' });
    assert.equal(`${report.indication} ${report.subIndication}`, expected);
    const first = report.checks.find(({ status }) => status === 'failed' || status === 'undetermined');
    assert.equal(`${first?.id} ${first?.reason}`, check);
    const opinion = town.stampOpinion(der, DATA);
    assert.equal(opinion.accepts, opensslTakesIt !== undefined, opinion.text);
  });
}

test('an extension that is not critical is passed over', () => {
  assert.equal(outcome(infoWith((info) => info.children?.push(extension(false)))), 'TOTAL-PASSED');
});

test('a unit whose certificate has run out by now proves nothing any more', () => {
  const token = unitWith('old', { to: NOW + DAY / 2 });
  assert.equal(outcome(token), 'TOTAL-PASSED');
  const later = {
    ...OPTIONS,
    time: NOW + 2 * DAY,
    crls: [town.crl({ issuer: 'time-ca', from: NOW + DAY, to: NOW + 3 * DAY })],
  };
  assert.equal(outcome(TOKEN, later), 'TOTAL-PASSED');
  assert.equal(outcome(token, later), 'INDETERMINATE OUT_OF_BOUNDS_NO_POE');
});

test('nothing is proved by a unit whose status is unknown, or known only from a list that has run out', () => {
  const { crls: _, ...rest } = OPTIONS;
  assert.equal(outcome(TOKEN, rest), 'INDETERMINATE TRY_LATER');
  assert.equal(outcome(TOKEN, { ...OPTIONS, time: NOW + 2 * DAY }), 'INDETERMINATE TRY_LATER');
});

test('a unit that was revoked takes its tokens along, but for one retired in good order after the token', () => {
  const serial = parseCertificate(town.unit).serial;
  const revoked = (at: number, reason?: string) => {
    const list = town.crl({
      issuer: 'time-ca',
      from: NOW + 2 * DAY,
      to: NOW + 4 * DAY,
      revoked: [{ serial, at, ...(reason && { reason }) }],
    });
    return outcome(TOKEN, { ...OPTIONS, time: NOW + 3 * DAY, crls: [list] });
  };
  assert.equal(revoked(NOW + DAY, 'keyCompromise'), 'INDETERMINATE REVOKED_NO_POE');
  assert.equal(revoked(NOW + DAY), 'INDETERMINATE REVOKED_NO_POE');
  assert.equal(revoked(NOW + DAY, 'superseded'), 'TOTAL-PASSED');
  assert.equal(revoked(NOW + DAY, 'cessationOfOperation'), 'TOTAL-PASSED');
  assert.equal(revoked(NOW - DAY, 'superseded'), 'INDETERMINATE REVOKED_NO_POE');
  assert.equal(revoked(NOW + DAY, 'certificateHold'), 'INDETERMINATE TRY_LATER');
});
