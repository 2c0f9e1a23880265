/** OCSP about signature certificates, which name no responder; and authorities that were set up before there was one for them. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fromBase64, toBase64, toHex } from '@kazasu/bytes';
import { checkOcsp, createOcspRequest, parseCertificate, parseOcspResponse } from '@kazasu/pki';
import { openssl } from '@kazasu/pki/testing';
import { KeyError, memoryKeys, openKeyFolder, type SigningKeys, signingKeysIn } from '@kazasu/server/keys';
import { openStore } from '@kazasu/server/store';
import type { CardImage, UsageReport } from '../api.ts';
import { auditOf } from '../testing/audit.ts';
import { certificateFiles, type TestAuthority, TIME, testAuthority, VERIFIER } from '../testing/authority.ts';
import { bring, holder } from '../testing/life.ts';
import { askOcsp, OCSP_HEADERS, revoke } from '../testing/question.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-signature-ocsp-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const UNAUTHORIZED = '30030a0106';

/** Of one of the card's two certificates. */
function pairOf({ jpki }: CardImage, role: 'authentication' | 'signature') {
  const [certificate = '', issuer = ''] =
    role === 'signature'
      ? [jpki.signatureCertificate, jpki.signatureCaCertificate]
      : [jpki.authenticationCertificate, jpki.authenticationCaCertificate];
  const read = (text: string) => parseCertificate(fromBase64(text));
  return { certificate: read(certificate), issuer: read(issuer) };
}

function questionOf(image: CardImage, role: 'authentication' | 'signature', nonce?: Uint8Array) {
  const { certificate, issuer } = pairOf(image, role);
  const options = { issuer, serial: certificate.serial, ...(nonce && { nonce }) };
  return Uint8Array.from(createOcspRequest(options));
}

async function answerTo(authority: TestAuthority, body: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const init = { method: 'POST', headers: OCSP_HEADERS, body };
  return new Uint8Array(await (await authority.ask(VERIFIER, '/ocsp', init)).arrayBuffer());
}

/** The certificate inside an answer. */
function responderIn(response: Uint8Array) {
  const parsed = parseOcspResponse(response);
  assert.ok('certificates' in parsed);
  const [certificate] = parsed.certificates;
  assert.ok(certificate);
  return certificate;
}

test('each root has a responder of its own, which OpenSSL believes under that root and under no other', async () => {
  const authority = await testAuthority();
  const { image } = await holder(authority);
  const answer = await answerTo(authority, questionOf(image, 'signature'));
  const signature = responderIn(answer);
  const authentication = responderIn(await answerTo(authority, questionOf(image, 'authentication')));
  assert.notDeepEqual(signature.spki.encoded, authentication.spki.encoded);
  assert.equal(signature.issuerKeyId, pairOf(image, 'signature').issuer.keyId);
  const files = { ...certificateFiles(image), 'answer.der': answer };
  const verify = (root: string) => {
    const what = ['-issuer', 'sign-ca.pem', '-cert', 'sign.pem', '-no_nonce', '-respin', 'answer.der'];
    const when = ['-attime', String(TIME / 1000), '-validity_period', '1000000000'];
    return openssl(files, ['ocsp', ...what, '-CAfile', root, ...when]).text;
  };
  assert.match(verify('sign-ca.pem'), /sign\.pem: good[\s\S]*Response verify OK/);
  assert.doesNotMatch(verify('auth-ca.pem'), /Response verify OK/);
  const { certificate, issuer } = pairOf(image, 'signature');
  const judged = checkOcsp({
    certificate,
    issuer,
    response: answer,
    nonce: undefined,
    time: TIME,
  });
  assert.equal(judged.verdict, 'valid');
  assert.equal(
    certificate.extensions.has('1.3.6.1.5.5.7.1.1'),
    false,
    'which names no responder (facts b.2)',
  );
  const told = (await auditOf(authority)).filter(({ event }) => event === 'responder');
  assert.deepEqual(
    told.map(({ reason }) => reason),
    ['ocsp-signature-3', 'ocsp-3'],
  );
});

test('a signature certificate is good, on hold or revoked as its card’s life has it, and every question is counted', async () => {
  const authority = await testAuthority();
  const { resident, image } = await holder(authority);
  const nonce = new Uint8Array(32).fill(9);
  const ask = async () => {
    const posted = await askOcsp(authority, questionOf(image, 'signature'));
    assert.equal((await askOcsp(authority, questionOf(image, 'signature', nonce))).status, posted.status);
    return posted.status;
  };
  const login = async () => (await askOcsp(authority, questionOf(image, 'authentication'))).status;
  assert.equal(await ask(), 'good');
  await bring(authority, resident.residentId, 'loss');
  assert.equal(await ask(), 'revoked');
  await bring(authority, resident.residentId, 'recovery');
  assert.equal(await ask(), 'good');
  await bring(authority, resident.residentId, 'move', { address: '架空県かざす市読取九丁目' });
  assert.deepEqual(
    [await ask(), await login()],
    ['revoked', 'good'],
    'a move ends the one that names the address',
  );
  const unknown = questionOf(image, 'signature');
  unknown.set([0x7e, 0x7e, 0x7e], unknown.length - 3);
  assert.equal((await askOcsp(authority, unknown)).status, 'unknown');
  const path = `/ocsp/${encodeURIComponent(toBase64(questionOf(image, 'signature')))}`;
  assert.equal((await authority.ask(VERIFIER, path)).status, 200);
  const { usage } = (await (await authority.ask(VERIFIER, '/v1/usage')).json()) as UsageReport;
  assert.equal(usage.find(({ service }) => service === 'ocsp')?.count, 11);
});

test('a kept answer about a signature certificate does not outlive its revocation', async () => {
  const authority = await testAuthority();
  const { resident, image } = await holder(authority);
  const [, listed] = await authority.certificates(resident.residentId);
  assert.ok(listed?.role === 'signature');
  assert.equal((await askOcsp(authority, questionOf(image, 'signature'))).status, 'good');
  await revoke(authority, listed.id, 'keyCompromise');
  assert.equal((await askOcsp(authority, questionOf(image, 'signature'))).status, 'revoked');
});

test('an authority whose folder is of before gets the keys at its next start, and its cards are answered for', async () => {
  const path = join(folder, 'keys');
  const store = await openStore({ file: join(folder, 'authority.db') });
  const first = await testAuthority({ store, keys: openKeyFolder(path) });
  const { image } = await holder(first);
  const before = toHex(responderIn(await answerTo(first, questionOf(image, 'authentication'))).encoded);
  await first.close();
  const later = () => readdirSync(path).filter((name) => name.startsWith('ocsp-signature-'));
  assert.deepEqual(later(), ['ocsp-signature-2.pem', 'ocsp-signature-3.pem'], 'none for what has run out');
  for (const name of later()) rmSync(join(path, name));
  const second = await testAuthority({ store, keys: openKeyFolder(path) });
  assert.equal(later().length, 2);
  assert.equal((await askOcsp(second, questionOf(image, 'signature'))).status, 'good');
  const authentication = responderIn(await answerTo(second, questionOf(image, 'authentication')));
  assert.equal(toHex(authentication.encoded), before, 'the other responder is the one that it was');
  await second.close();
  await store.close();
});

/** A token that a ceremony of before filled: nothing but a ceremony makes keys in it. */
function tokenOfBefore(keys: SigningKeys): SigningKeys {
  const isMissing = (name: string) => name.startsWith('ocsp-signature-');
  return {
    protection: 'token',
    has: async (name) => !isMissing(name) && keys.has(name),
    loadOrCreate: async (name, kind) => {
      if (isMissing(name)) throw new KeyError('key/token', `no key ${name}`);
      return keys.loadOrCreate(name, kind);
    },
  };
}

test('an authority whose token is of before starts, says what is missing, and answers as it did', async () => {
  const signing = tokenOfBefore(signingKeysIn(memoryKeys()));
  const authority = await testAuthority({ signing });
  const { image } = await holder(authority);
  assert.equal(toHex(await answerTo(authority, questionOf(image, 'signature'))), UNAUTHORIZED);
  assert.equal((await askOcsp(authority, questionOf(image, 'authentication'))).status, 'good');
  const lines = authority.lines.filter((line) => line.includes('ocsp.no-key'));
  assert.equal(lines.length, 2);
  assert.match(lines.join(''), /ocsp-signature-2[\s\S]*ocsp-signature-3/);
});
