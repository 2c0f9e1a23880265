/** What the world learns of a certificate: asked over HTTP, judged by lib/pki and by OpenSSL, which must agree. */
import assert from 'node:assert/strict';
import { fromBase64, toPem } from '@kazasu/bytes';
import { checkCrl, checkOcsp, createOcspRequest, crlScope, parseCertificate } from '@kazasu/pki';
import { crlPointName, encodeName } from '@kazasu/pki/issue';
import { openssl } from '@kazasu/pki/testing';
import type { ResidentRecord } from '../api.ts';
import { type TestAuthority, VERIFIER } from './authority.ts';

/** A certificate and its CA's, base64. */
export interface Pair {
  readonly role: 'authentication' | 'signature';
  readonly certificate: string;
  readonly issuer: string;
  /** Where it was issued: a list of another municipality would not name it. */
  readonly municipality: ResidentRecord['municipality'];
}

const SPELLED: Readonly<Record<string, string>> = {
  'Key Compromise': 'keyCompromise',
  'Affiliation Changed': 'affiliationChanged',
  Superseded: 'superseded',
  'Cessation Of Operation': 'cessationOfOperation',
  'Certificate Hold': 'certificateHold',
};

/** `good`, or the reason, by either list and by OCSP. */
export async function verdictOn(authority: TestAuthority, pair: Pair): Promise<string> {
  const point = encodeName(crlPointName(pair.role, 'JPKI-TEST', pair.municipality));
  const words: string[] = [];
  for (const scope of ['whole', crlScope(point)]) words.push(...(await byList(authority, pair, scope)));
  words.push(...(await byOcsp(authority, pair)));
  assert.equal(new Set(words).size, 1, `the judges disagree: ${words.join(', ')}`);
  return words[0] ?? '';
}

async function byList(authority: TestAuthority, pair: Pair, scope: string): Promise<string[]> {
  const certificate = parseCertificate(fromBase64(pair.certificate));
  const issuer = parseCertificate(fromBase64(pair.issuer));
  const response = await authority.ask(VERIFIER, `/crl/${issuer.keyId}/${scope}`);
  assert.equal(response.status, 200);
  const crl = new Uint8Array(await response.arrayBuffer());
  const time = authority.clock.now();
  const report = checkCrl({ certificate, issuer, crl, time });
  return [wordOf(report), inList(judged(toPem('X509 CRL', crl), pemOf(pair.issuer)), certificate.serial)];
}

const JUDGED = new Map<string, string>();

/** What OpenSSL finds in a list that it believes; the same list of the same issuer is judged once. */
function judged(list: string, issuer: string): string {
  const known = JUDGED.get(list + issuer);
  if (known !== undefined) return known;
  const files = { 'list.pem': list, 'ca.pem': issuer };
  const { text } = openssl(files, ['crl', '-in', 'list.pem', '-CAfile', 'ca.pem', '-noout', '-text']);
  assert.match(text, /verify OK/);
  JUDGED.set(list + issuer, text);
  return text;
}

function inList(text: string, serial: string): string {
  const entry = text.split('Serial Number: ').find((part) => part.startsWith(`${serial.toUpperCase()}\n`));
  if (entry === undefined) return 'good';
  return SPELLED[/CRL Reason Code:\s*\n\s*([A-Za-z ]+)\n/.exec(entry)?.[1] ?? ''] ?? 'unspecified';
}

async function byOcsp(authority: TestAuthority, pair: Pair): Promise<string[]> {
  const certificate = parseCertificate(fromBase64(pair.certificate));
  const issuer = parseCertificate(fromBase64(pair.issuer));
  const request = createOcspRequest({ issuer, serial: certificate.serial });
  const answer = await authority.ask(VERIFIER, '/ocsp', {
    method: 'POST',
    headers: { 'content-type': 'application/ocsp-request' },
    body: Uint8Array.from(request),
  });
  const response = new Uint8Array(await answer.arrayBuffer());
  const time = authority.clock.now();
  const report = checkOcsp({ certificate, issuer, response, nonce: undefined, time });
  const files = { 'answer.der': response, 'ca.pem': pemOf(pair.issuer), 'own.pem': pemOf(pair.certificate) };
  const args = ['ocsp', '-issuer', 'ca.pem', '-cert', 'own.pem', '-no_nonce', '-respin', 'answer.der'];
  const at = [
    '-CAfile',
    'ca.pem',
    '-attime',
    String(Math.floor(time / 1000)),
    '-validity_period',
    '1000000000',
  ];
  const { text } = openssl(files, [...args, ...at]);
  assert.match(text, /Response verify OK/, text);
  return [
    wordOf(report),
    /own\.pem: good/.test(text) ? 'good' : (/Reason: (\w+)/.exec(text)?.[1] ?? 'revoked'),
  ];
}

function wordOf(report: ReturnType<typeof checkCrl>): string {
  const failed = report.checks.filter(({ status }) => status !== 'passed' && status !== 'skipped');
  if (failed.length === 0) return 'good';
  assert.equal(failed.length, 1, JSON.stringify(failed));
  return String(failed[0]?.facts?.reason ?? failed[0]?.reason);
}

function pemOf(base64: string): string {
  return toPem('CERTIFICATE', fromBase64(base64));
}
