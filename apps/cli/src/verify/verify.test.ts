import '@kazasu/pki/testing';
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { toPem } from '@kazasu/bytes';
import { makeAuthority, makeLeaf } from '@kazasu/pki/testing/maker';
import { runHere, type Said } from '../testing/index.ts';
import { signedPdf, withOtherContent } from '../testing/pdf.ts';
import { SigningDesk } from '../testing/signing-desk.ts';

const desk = new SigningDesk();
after(() => desk.close());

const CONTRACT = desk.write('contract.txt', 'Pay 100 yen.\n');
const SIGNED = desk.sign('contract.txt', 'contract.p7s');
/** Nobody listens there: whoever asks a town fails. */
const NOWHERE = ['--town', 'http://localhost:1'];
const TRUST = ['--trust', desk.ca, '--crl', desk.crl];

const verify = (...typed: string[]) => runHere('verify', ...typed, '--language', 'en', ...NOWHERE);

async function verifyAs(code: number, ...typed: string[]): Promise<Said> {
  const said = await verify(...typed);
  assert.equal(said.code, code, `${typed.join(' ')}: ${said.out}\n${said.err}`);
  return said;
}

test('a CAdES signature beside its file is valid by the CA and the list that were named, and no town is asked', async () => {
  const { out, err } = await verifyAs(0, SIGNED, '--content', CONTRACT, ...TRUST);
  assert.match(out, /^Signature 1: TOTAL-PASSED \(VALID\)$/m);
  assert.match(out, /signer +Signer$/m);
  assert.match(out, /level +CAdES B$/m);
  assert.match(out, /signed +\S+ \S+ \+09:00 \(as the signer says; nobody vouches for it\)/);
  assert.equal(err, '');
});

test('PEM, and a signature with the file in it, are the same', async () => {
  await verifyAs(
    0,
    desk.sign('contract.txt', 'contract.pem', '-outform', 'PEM'),
    '--content',
    CONTRACT,
    ...TRUST,
  );
  await verifyAs(0, desk.sign('contract.txt', 'contract.p7m', '-nodetach'), ...TRUST);
});

test('another file, another key’s signature: TOTAL-FAILED, exit code 1, and what to do', async () => {
  const other = desk.write('other.txt', 'Pay 900 yen.\n');
  const { out, err } = await verifyAs(1, SIGNED, '--content', other, ...TRUST);
  assert.match(
    out,
    /^Signature 1: TOTAL-FAILED HASH_FAILURE \(INVALID\)\n {2}what was signed is not what is here$/m,
  );
  const ja = await runHere('verify', SIGNED, '--content', other, ...TRUST, '--language', 'ja', ...NOWHERE);
  assert.match(ja.out, /^署名 1: TOTAL-FAILED HASH_FAILURE \(無効\)\n {2}署名された内容と一致しません$/m);
  assert.match(out, /^ {2}failed {2}.*\[RFC 5652 5\.4, 11\.2\]$/m);
  assert.match(err, /^It is not valid\.\nDo not rely on it/);
  const broken = desk.read('contract.p7s');
  broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
  const forged = await verifyAs(1, desk.write('forged.p7s', broken), '--content', CONTRACT, ...TRUST);
  assert.match(forged.out, /TOTAL-FAILED SIG_CRYPTO_FAILURE/);
});

/** What is missing or speaks against it without proof: exit code 3, and the option that would help. */
const OPEN: readonly (readonly [string, readonly string[], RegExp, RegExp])[] = [
  ['no list', ['--content', CONTRACT, '--trust', desk.ca], /TRY_LATER/, /--crl FILE/],
  ['no content', TRUST, /SIGNED_DATA_NOT_FOUND/, /--content FILE/],
  [
    'another CA',
    ['--content', CONTRACT, '--trust', desk.timeCa, '--crl', desk.crl],
    /NO_CERTIFICATE_CHAIN_FOUND/,
    /--trust FILE/,
  ],
  [
    'a list of long ago',
    ['--content', CONTRACT, ...TRUST, '--at', '2029-01-01T00:00:00Z'],
    /TRY_LATER/,
    /of that time/,
  ],
  [
    'a revoked signer',
    ['--content', CONTRACT, '--trust', desk.ca, '--crl', desk.list('revoked.crl', desk.root, [0x77])],
    /REVOKED_NO_POE/,
    /revoked or suspended/,
  ],
  [
    'a certificate that is not of the kind',
    ['--content', CONTRACT, ...TRUST, '--profile', 'signature'],
    /CHAIN_CONSTRAINTS_FAILURE/,
    /--profile/,
  ],
];

for (const [what, typed, outcome, remedy] of OPEN) {
  test(`${what}: INDETERMINATE, exit code 3, and what would help`, async () => {
    const { out, err } = await verifyAs(3, SIGNED, ...typed);
    assert.match(out, /^Signature 1: INDETERMINATE /m);
    assert.match(out, outcome);
    assert.match(err, remedy);
  });
}

test('without revocation a signature may pass, and the answer says twice that nobody asked', async () => {
  const { out } = await verifyAs(0, SIGNED, '--content', CONTRACT, '--trust', desk.ca, '--no-revocation');
  assert.match(out, /revocation +NOT ASKED ABOUT/);
  assert.match(out, /TOTAL-PASSED \(VALID; revocation NOT checked\)/);
});

test('--verbose tells every check with its name, otherwise none that passed', async () => {
  const typed = [SIGNED, '--content', CONTRACT, ...TRUST];
  const { out } = await verifyAs(0, ...typed, '--verbose');
  assert.match(out, /^ {2}passed {2}.*\[RFC 5280 6\.1\.3 \(a\)\(2\)\] path\.validity$/m);
  assert.doesNotMatch((await verifyAs(0, ...typed)).out, /passed {2}/);
});

test('--json is the whole report, with certificates only where they were asked for', async () => {
  const typed = [SIGNED, '--content', CONTRACT, ...TRUST, '--json'];
  const answer = JSON.parse((await verifyAs(0, ...typed)).out);
  assert.equal(answer.verdict, 'valid');
  assert.deepEqual(answer.trust, { from: 'files', sources: [desk.ca] });
  const [signature] = answer.report.signatures;
  assert.equal(signature.indication, 'TOTAL-PASSED');
  assert.equal(signature.signer.commonName, 'Signer');
  assert.ok(signature.checks.length > 20);
  const der = desk.signer.der;
  const base64 = Buffer.from(der).toString('base64');
  assert.ok(!JSON.stringify(answer).includes(base64));
  const whole = JSON.parse((await verifyAs(0, ...typed, '--certificates')).out);
  assert.equal(whole.report.signatures[0].certificate, base64);
  const failed = JSON.parse(
    (await verifyAs(3, SIGNED, '--content', CONTRACT, '--trust', desk.ca, '--json')).out,
  );
  assert.match(failed.advice[0], /--crl FILE/);
});

test('Japanese for whoever has a Japanese locale or asks for it', async () => {
  const { out } = await runHere(
    'verify',
    SIGNED,
    '--content',
    CONTRACT,
    ...TRUST,
    '--language',
    'ja',
    ...NOWHERE,
  );
  assert.match(out, /^署名 1: TOTAL-PASSED \(有効\)$/m);
  const before = { LC_ALL: process.env.LC_ALL, LANG: process.env.LANG };
  try {
    process.env.LC_ALL = 'ja_JP.UTF-8';
    assert.match((await runHere('verify', SIGNED, '--content', CONTRACT, ...TRUST)).out, /^署名 1/m);
    process.env.LC_ALL = 'C.UTF-8';
    assert.match((await runHere('verify', SIGNED, '--content', CONTRACT, ...TRUST)).out, /^Signature 1/m);
  } finally {
    if (before.LC_ALL === undefined) delete process.env.LC_ALL;
    else process.env.LC_ALL = before.LC_ALL;
  }
});

test('a PDF file: what its signature covers, and what came after it', async () => {
  const sign = (covered: Uint8Array) => {
    desk.write('covered', covered);
    desk.sign('covered', 'covered.p7s');
    return desk.read('covered.p7s');
  };
  const pdf = signedPdf('adbe.pkcs7.detached', sign);
  const { out } = await verifyAs(0, desk.write('contract.pdf', pdf), ...TRUST);
  assert.match(out, new RegExp(`^ {2}1 {2}octets 1-${pdf.length} {2}Signature 1$`, 'm'));
  const changed = await verifyAs(1, desk.write('changed.pdf', withOtherContent(pdf)), ...TRUST);
  assert.match(changed.out, /TOTAL-FAILED FORMAT_FAILURE/);
  assert.match(changed.out, /^ {2}2 {2}octets 1-\d+ {2}- +changed: CONTENT \(object\)$/m);
  const unsigned = await verifyAs(
    3,
    desk.write('plain.pdf', pdf.toString('latin1').replace('/FT /Sig', '/FT /Tx ')),
    ...TRUST,
  );
  assert.match(unsigned.out, /There is no signature in it/);
});

test('a certificate: its path and its status', async () => {
  const { out } = await verifyAs(0, desk.path('Signer.pem'), ...TRUST);
  assert.match(out, /^certificate: VALID$/m);
  assert.match(out, /issued by +Desk CA$/m);
  await verifyAs(0, desk.write('Signer.der', desk.signer.der), ...TRUST);
  const revoked = await verifyAs(
    1,
    desk.path('Signer.pem'),
    '--trust',
    desk.ca,
    '--crl',
    desk.path('revoked.crl'),
  );
  assert.match(revoked.err, /the certificate is revoked or suspended\.$/);
  await verifyAs(1, desk.path('Signer.pem'), ...TRUST, '--at', '2019-12-31T23:59:59+09:00');
  await verifyAs(1, desk.path('Signer.pem'), '--trust', desk.timeCa, '--crl', desk.crl);
  await verifyAs(3, desk.path('Signer.pem'), '--trust', desk.ca);
});

test('certificates between are taken from behind the first one and from --intermediate', async () => {
  const authority = makeAuthority(desk.root, { name: 'Between', serial: Uint8Array.of(0x02, 1, 0x70) });
  const leaf = toPem('CERTIFICATE', makeLeaf(authority, { name: 'Deep' }).der);
  const between = toPem('CERTIFICATE', authority.der);
  const trust = ['--trust', desk.ca, '--crl', desk.crl, '--crl', desk.list('between.crl', authority)];
  await verifyAs(0, desk.write('chain.pem', leaf + between), ...trust);
  await verifyAs(1, desk.write('deep.pem', leaf), ...trust);
  await verifyAs(0, desk.path('deep.pem'), ...trust, '--intermediate', desk.write('between.pem', between));
});

test('an OCSP answer says as much as a list', async () => {
  desk.write('root.key', desk.root.key.export({ type: 'pkcs8', format: 'pem' }).toString());
  for (const [state, code] of [
    ['V', 0],
    ['R', 1],
  ] as const) {
    const revoked = state === 'R' ? '260101000000Z' : '';
    desk.write('index', `${state}\t390101000000Z\t${revoked}\t77\tunknown\t/CN=Signer\n`);
    const responder = [
      '-rsigner',
      'ca.pem',
      '-rkey',
      'root.key',
      '-CA',
      'ca.pem',
      '-index',
      'index',
      '-ndays',
      '1',
    ];
    desk.openssl(
      'ocsp',
      '-issuer',
      'ca.pem',
      '-cert',
      'Signer.pem',
      '-no_nonce',
      ...responder,
      '-respout',
      'o.der',
    );
    await verifyAs(code, desk.path('Signer.pem'), '--trust', desk.ca, '--ocsp', desk.path('o.der'));
  }
});

test('a certificate of another kind than was asked for is invalid', async () => {
  const { out } = await verifyAs(1, desk.path('Signer.pem'), ...TRUST, '--profile', 'authentication');
  assert.match(out, /profile +authentication$/m);
  assert.match(out, /^ {2}failed {2}.*J-LIS certificate profile, user authentication/m);
});

test('a time-stamp, by itself or in its response, over the file that was named', async () => {
  const trust = ['--timestamp-trust', desk.timeCa, '--crl', desk.timeCrl];
  for (const file of [
    desk.stamp('contract.txt', 'r.tsr'),
    desk.stamp('contract.txt', 't.tst', '-token_out'),
  ]) {
    const { out } = await verifyAs(0, file, '--data', CONTRACT, ...trust);
    assert.match(out, /^time-stamp: TOTAL-PASSED \(VALID\)$/m);
    assert.match(out, /time +\d{4}-\d\d-\d\d /);
    assert.match((await verifyAs(1, file, '--data', desk.path('other.txt'), ...trust)).out, /HASH_FAILURE/);
    assert.match((await verifyAs(3, file, ...trust)).err, /--data FILE/);
    assert.match((await verifyAs(2, file, '--data', CONTRACT)).err, /--timestamp-trust/);
  }
  const refusal = Uint8Array.of(0x30, 9, 0x30, 7, 0x02, 1, 2, 0x03, 2, 7, 0x80);
  assert.match((await verifyAs(1, desk.write('no.tsr', refusal), ...trust)).err, /rejection, badAlg/);
});

test('what cannot be understood is exit code 2, with what would be right', async () => {
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [[desk.path('none')], /cannot be read/],
    [['/dev/zero'], /larger than 64 MiB/],
    [[CONTRACT], /nothing that can be judged/],
    [[desk.crl], /is a revocation list.*\n.*--crl/],
    [[desk.path('Signer.key')], /holds a PRIVATE KEY/],
    [[desk.write('cut.pem', desk.read('Signer.pem').subarray(0, 200))], /cut off/],
    [[SIGNED, '--trust', CONTRACT], /contract\.txt is not a certificate/],
    [[SIGNED, ...TRUST, '--crl', desk.ca], /ca\.pem is not a revocation list/],
    [[SIGNED, ...TRUST, '--data', CONTRACT], /--data is what a time-stamp is over/],
    [[desk.path('contract.pdf'), ...TRUST, '--content', CONTRACT], /--content is a signed file/],
    [[SIGNED, ...TRUST, '--content', CONTRACT, '--content', desk.path('other.txt')], /over one file/],
    [[SIGNED, ...TRUST, '--at', '2026-11-22T12:00:00'], /--at/],
    [[SIGNED, ...TRUST, '--at', '2026-02-30T12:00:00Z'], /--at/],
    [[SIGNED, ...TRUST, '--profile', 'anything'], /--profile/],
  ];
  for (const [typed, said] of wrong) {
    const { out, err } = await verifyAs(2, ...typed);
    assert.match(err, said, typed.join(' '));
    assert.equal(out, '');
  }
});

test('a town that does not run is exit code 3, with the way around it', async () => {
  const { err } = await verifyAs(3, SIGNED, '--content', CONTRACT);
  assert.match(err, /npm start.*\n.*--trust FILE/);
});
