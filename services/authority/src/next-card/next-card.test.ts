/** The next card's certificates, lists and answers, judged by OpenSSL. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fromBase64, toBase64, toPem } from '@kazasu/bytes';
import { cardProfiles, parseCertificate, validatePath } from '@kazasu/pki';
import { openssl } from '@kazasu/pki/testing';
import { memoryKeys } from '@kazasu/server/keys';
import { openStore } from '@kazasu/server/store';
import type { NextCertificates } from '../api.ts';
import { auditOf, listsMade } from '../testing/audit.ts';
import {
  ADMIN,
  CHILD_OPTIONS,
  OPTIONS,
  pem,
  somebody,
  type TestAuthority,
  TIME,
  testAuthority,
  VERIFIER,
  YEAR,
} from '../testing/authority.ts';
import { bring } from '../testing/life.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-next-card-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What OpenSSL asks for, DER in base64. */
function keyRequest(name: string, ...key: readonly string[]): string {
  const file = join(folder, `${name}.csr`);
  const made = ['-newkey', ...key, '-nodes', '-keyout', join(folder, `${name}.pem`)];
  const args = ['req', '-new', '-subj', '/CN=anybody', ...made, '-outform', 'DER', '-out', file];
  execFileSync('openssl', args, { stdio: 'ignore' });
  return toBase64(readFileSync(file));
}

const P384 = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384', '-sha384'];
let authority: TestAuthority;
let requests: { authentication: string; signature: string };

before(async () => {
  authority = await testAuthority({ cardGeneration: 'next' });
  requests = { authentication: keyRequest('a', ...P384), signature: keyRequest('b', ...P384) };
});

const ask = (residentId: string, body: object, from = authority) =>
  from.post(ADMIN, `/admin/residents/${residentId}/next-certificates`, body);

async function holder(options = OPTIONS): Promise<string> {
  const resident = somebody(options === OPTIONS ? {} : { birthdate: '20160401' });
  await authority.personalise({ resident, options });
  return resident.residentId;
}

async function issued(residentId: string): Promise<NextCertificates & { files: Record<string, string> }> {
  const response = await ask(residentId, requests);
  assert.equal(response.status, 201, await response.clone().text());
  const made = (await response.json()) as NextCertificates;
  const files = {
    'auth.pem': pem(made.authenticationCertificate),
    'auth-ca.pem': pem(made.authenticationCaCertificate),
    'sign.pem': pem(made.signatureCertificate),
    'sign-ca.pem': pem(made.signatureCaCertificate),
  };
  return { ...made, files };
}

const AT = ['-attime', String(TIME / 1000)];

test('keys on P-384 are certified by roots on P-384; OpenSSL and the tables of the next card agree', async () => {
  const made = await issued(await holder());
  for (const role of ['auth', 'sign'] as const) {
    const args = ['verify', '-x509_strict', '-check_ss_sig', ...AT, '-CAfile', `${role}-ca.pem`];
    assert.match(openssl(made.files, [...args, `${role}.pem`]).text, /: OK/);
    for (const file of [`${role}.pem`, `${role}-ca.pem`]) {
      const { text } = openssl(made.files, ['x509', '-in', file, '-noout', '-text']);
      assert.match(text, /Signature Algorithm: ecdsa-with-SHA384/);
      assert.match(text, /ASN1 OID: secp384r1/);
    }
  }
  const keyOf = (args: readonly string[]) => openssl(made.files, args).text;
  const mine = execFileSync('openssl', ['pkey', '-in', join(folder, 'a.pem'), '-pubout'], {
    encoding: 'utf8',
  });
  assert.equal(keyOf(['x509', '-in', 'auth.pem', '-noout', '-pubkey']), mine);
  for (const [generation, verdict] of [
    ['next', 'valid'],
    ['current', 'invalid'],
  ] as const) {
    const report = validatePath({
      certificate: fromBase64(made.authenticationCertificate),
      anchors: [fromBase64(made.authenticationCaCertificate)],
      time: TIME,
      profile: cardProfiles(generation).authentication,
    });
    assert.equal(report.verdict, verdict);
  }
});

test('its list and its OCSP answers are signed on P-384, and a lost card holds its certificates', async () => {
  const residentId = await holder();
  const { files, authenticationCaCertificate } = await issued(residentId);
  const issuerKeyId = keyIdOf(authenticationCaCertificate);
  const listed = await authority.certificates(residentId);
  assert.equal(listed.filter(({ id }) => id.issuerKeyId === issuerKeyId).length, 1);
  const list = async () => {
    const response = await authority.ask(VERIFIER, `/crl/${issuerKeyId}/whole`);
    return { 'list.pem': toPem('X509 CRL', new Uint8Array(await response.arrayBuffer())) };
  };
  const judge = ['crl', '-in', 'list.pem', '-noout', '-CAfile', 'auth-ca.pem', '-text'];
  const { text } = openssl({ ...files, ...(await list()) }, judge);
  assert.match(text, /verify OK/);
  assert.match(text, /Signature Algorithm: ecdsa-with-SHA384/);
  const good = await ocsp(files);
  for (const words of [/Response verify OK/, /auth\.pem: good/, /ecdsa-with-SHA384/])
    assert.match(good, words);
  await bring(authority, residentId, 'loss');
  assert.match(await ocsp(files), /auth\.pem: revoked[\s\S]*Reason: certificateHold/);
  const verify = [
    'verify',
    ...AT,
    '-crl_check',
    '-CAfile',
    'auth-ca.pem',
    '-CRLfile',
    'list.pem',
    'auth.pem',
  ];
  assert.match(openssl({ ...files, ...(await list()) }, verify).text, /certificate revoked/);
});

function keyIdOf(base64: string): string {
  const { text } = openssl({ 'ca.pem': pem(base64) }, [
    'x509',
    '-in',
    'ca.pem',
    '-noout',
    '-ext',
    'subjectKeyIdentifier',
  ]);
  return (text.split('\n')[1] ?? '').trim().replaceAll(':', '').toLowerCase();
}

async function ocsp(files: Record<string, string>): Promise<string> {
  const args = ['ocsp', '-issuer', 'auth-ca.pem', '-cert', 'auth.pem', '-no_nonce'];
  const { written } = openssl(files, [...args, '-reqout', 'request.der'], 'request.der');
  assert.ok(written);
  const headers = { 'content-type': 'application/ocsp-request' };
  const body = Uint8Array.from(written);
  const response = await authority.ask(VERIFIER, '/ocsp', { method: 'POST', headers, body });
  const answer = { ...files, 'response.der': new Uint8Array(await response.arrayBuffer()) };
  const time = [...AT, '-validity_period', '1000000000'];
  return openssl(answer, [
    ...args,
    '-respin',
    'response.der',
    '-resp_text',
    '-CAfile',
    'auth-ca.pem',
    ...time,
  ]).text;
}

test('other keys, requests that their key did not sign, and one key twice are refused', async () => {
  const residentId = await holder();
  const forged = Buffer.from(fromBase64(requests.authentication));
  const last = forged.length - 1;
  forged[last] = (forged[last] ?? 0) ^ 1;
  const bad = {
    rsa: { authentication: keyRequest('r', 'rsa:2048', '-sha384') },
    p256: { authentication: keyRequest('p', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-sha384') },
    sha256: { authentication: keyRequest('s', ...P384.slice(0, -1), '-sha256') },
    sha512: { authentication: keyRequest('t', ...P384.slice(0, -1), '-sha512') },
    forged: { authentication: toBase64(forged) },
    cut: { authentication: toBase64(fromBase64(requests.authentication).subarray(0, -1)) },
    garbage: { authentication: 'AAAA' },
    twice: { authentication: requests.authentication, signature: requests.authentication },
    more: { ...requests, third: 'AAAA' },
  };
  const before = await authority.certificates(residentId);
  for (const [name, body] of Object.entries(bad)) {
    const response = await ask(residentId, body);
    assert.equal(response.status, 400, name);
    assert.equal(((await response.json()) as { error: string }).error, 'request_invalid', name);
  }
  assert.deepEqual(await authority.certificates(residentId), before);
});

test('whoever has no active card, or is too young to sign, gets none', async () => {
  const code = async (residentId: string, body: object) =>
    ((await (await ask(residentId, body)).json()) as { error: string }).error;
  assert.equal(await code('nobody', requests), 'resident_unknown');
  const lost = await holder();
  await bring(authority, lost, 'loss');
  assert.equal(await code(lost, requests), 'card_state');
  const child = await holder(CHILD_OPTIONS);
  assert.equal(await code(child, requests), 'signature_not_allowed');
  const { authentication } = requests;
  assert.equal((await ask(child, { authentication })).status, 201);
});

test('what is issued, and each refusal, has its entry in the audit', async () => {
  const told = async (residentId: string) =>
    (await auditOf(authority))
      .filter((entry) => entry.residentId === residentId && entry.event === 'next-certificates')
      .map(({ actor, outcome, certificates }) => [actor, outcome, certificates.length]);
  const residentId = await holder();
  await ask(residentId, { authentication: requests.authentication, signature: requests.authentication });
  await issued(residentId);
  await bring(authority, residentId, 'loss');
  await ask(residentId, requests);
  assert.deepEqual(await told(residentId), [
    ['counter:counter', 'request_invalid', 0],
    ['counter:counter', 'done', 2],
    ['counter:counter', 'card_state', 0],
  ]);
  const child = await holder(CHILD_OPTIONS);
  await ask(child, requests);
  assert.deepEqual(await told(child), [['counter:counter', 'signature_not_allowed', 0]]);
});

test('without the option there are neither such roots nor such a route; with it cards are made as before', async () => {
  const plain = await testAuthority();
  assert.equal((await ask('person-1', requests, plain)).status, 404);
  const { jpki } = await authority.personalise({ resident: somebody(), options: OPTIONS });
  assert.equal(parseCertificate(fromBase64(jpki.authenticationCertificate)).spki.encoded.length, 294);
  const unauthorized = await authority.post(
    VERIFIER,
    '/admin/residents/person-1/next-certificates',
    requests,
  );
  assert.equal(unauthorized.status, 401);
});

test('the roots are made once, serve on when the option is gone, and stand beside the old ones', async () => {
  const store = await openStore({ file: ':memory:' });
  const keys = memoryKeys();
  const anchors = async (changes: object) => {
    const started = await testAuthority({ store, keys, ...changes });
    return (await (await started.ask(VERIFIER, '/v1/trust')).json()) as { anchors: { generation: number }[] };
  };
  const before = await anchors({});
  const first = await anchors({ cardGeneration: 'next' });
  assert.deepEqual(await anchors({ cardGeneration: 'next' }), first);
  assert.deepEqual(await anchors({}), first);
  const added = first.anchors.filter(({ generation }) => generation === 4);
  assert.equal(added.length, 2);
  assert.deepEqual(
    first.anchors.filter(({ generation }) => generation < 4),
    before.anchors,
  );
  const later = await testAuthority({ store, keys });
  later.clock.advance(YEAR);
  await later.issueDueCrls();
  assert.equal(
    (await listsMade(later)).length,
    6,
    'two living generations of today and one of the next, of two roots',
  );
});
