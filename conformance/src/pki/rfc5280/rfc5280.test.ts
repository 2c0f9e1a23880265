import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { toPem } from '@kazasu/bytes';
import { decisiveCheck, type PathReport, validatePath } from '@kazasu/pki';
import { openssl } from '@kazasu/pki/testing';
import { type Made, NOW } from '@kazasu/pki/testing/maker';
import { disagreements, readExceptions } from '../exceptions.ts';
import type { Case } from './case.ts';
import { CRL_CASES } from './crl-cases.ts';
import { EXTENSION_CASES } from './extension-cases.ts';
import { NAME_CASES } from './name-cases.ts';
import { PATH_CASES } from './path-cases.ts';

const CASES: readonly Case[] = [...EXTENSION_CASES, ...PATH_CASES, ...NAME_CASES, ...CRL_CASES];

function judge({ leaf, via = [], anchors, crls, options }: Case): PathReport {
  return validatePath({
    certificate: leaf.der,
    intermediates: via.map(({ der }) => der),
    anchors: anchors.map(({ der }) => der),
    time: NOW,
    ...(crls && { crls }),
    ...options,
  });
}

test('every case has its own name, and there are as many good ones as a refuser of everything would fail', () => {
  assert.equal(new Set(CASES.map(({ id }) => id)).size, CASES.length);
  assert.ok(CASES.filter(({ expected }) => expected === 'valid').length > 50);
});

test('every demand of RFC 5280 is judged as the case says', (t) => {
  const wrong: string[] = [];
  for (const one of CASES) {
    const report = judge(one);
    if ((report.verdict === 'valid') === (one.expected === 'valid')) continue;
    const check = decisiveCheck(report);
    wrong.push(`${one.id}: ${report.verdict} ${check?.id ?? ''} ${check?.reason ?? ''}`);
  }
  t.diagnostic(`${CASES.length} cases, ${CASES.length - wrong.length} as expected`);
  assert.deepEqual(wrong, []);
});

test('what is refused is refused for its own fault, and for nothing that the maker did wrong besides', () => {
  const found = CASES.filter(({ expected }) => expected === 'invalid').map(
    (one) => `${one.id}\t${faults(judge(one))}`,
  );
  assert.deepEqual(
    found,
    readFileSync(join(import.meta.dirname, 'reasons.tsv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1),
  );
});

function faults({ checks }: PathReport): string {
  return checks
    .filter(({ status }) => status === 'failed' || status === 'undetermined')
    .map(({ id, reason }) => `${id} ${reason}`)
    .join(', ');
}

test('`openssl verify -x509_strict` agrees but where a reason is written down', (t) => {
  const found = CASES.filter((one) => byOpenssl(one) !== (one.expected === 'valid'));
  const lines = found.map(({ id, expected }) => `${id} ${expected}`);
  t.diagnostic(`${CASES.length} cases, OpenSSL differs in ${found.length}`);
  assert.deepEqual(lines.sort(), disagreements(readExceptions('rfc5280-openssl')));
});

function byOpenssl({ leaf, via = [], anchors, crls, options = {} }: Case): boolean {
  const pem = (list: readonly Made[]) => list.map(({ der }) => toPem('CERTIFICATE', der)).join('');
  const files = {
    'leaf.pem': pem([leaf]),
    'anchors.pem': pem(anchors),
    'via.pem': pem(via),
    'crls.pem': (crls ?? []).map((der) => toPem('X509 CRL', der)).join(''),
  };
  const { status } = openssl(files, [
    'verify',
    '-x509_strict',
    '-partial_chain',
    '-no-CApath',
    '-no-CAstore',
    '-policy_check',
    '-extended_crl',
    ...['-attime', String(Math.floor((options.time ?? NOW) / 1000))],
    ...['-CAfile', 'anchors.pem'],
    ...(via.length > 0 ? ['-untrusted', 'via.pem'] : []),
    ...(crls ? ['-crl_check_all', '-CRLfile', 'crls.pem'] : []),
    ...(options.extendedKeyUsage ? ['-purpose', 'sslserver'] : []),
    ...(options.maxDepth === undefined ? [] : ['-verify_depth', String(options.maxDepth - 2)]),
    'leaf.pem',
  ]);
  return status === 0;
}
