import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { parseCertificate } from './certificate.ts';
import { checkCrl, parseCrl } from './crl/index.ts';
import { judgeAuthentication } from './login/index.ts';
import { checkOcsp, createOcspRequest } from './ocsp/index.ts';
import { validatePath } from './path/index.ts';
import { reportData } from './report-data.ts';
import { checkIndex } from './revocation-index/index.ts';
import { CA_NAME, createHierarchy, DAY, NOW, YEAR } from './testing/hierarchy.ts';
import { indexOf } from './testing/index-of.ts';
import { createResponder } from './testing/responder.ts';

const h = createHierarchy();
const [leaf, ca] = [parseCertificate(h.leaf), parseCertificate(h.ca)];
const common = { issuer: 'ca', from: NOW - DAY, to: NOW + DAY };
const crl = h.shop.crl({
  ...common,
  extensions: ['authorityKeyIdentifier=keyid:always'],
  revoked: [{ serial: leaf.serial, at: NOW - DAY, reason: 'superseded' }],
});
const { answerTo } = createResponder(h);
const nonce = new Uint8Array(16).fill(5);
const request = createOcspRequest({ issuer: ca, serial: leaf.serial, nonce });
const response = answerTo(request, { good: [leaf.serial] });
const message = Uint8Array.of(1, 2, 3);
const login = {
  certificate: h.leaf,
  message,
  signature: sign('sha256', message, h.leafKey),
  anchors: [ca],
  time: NOW,
};

const path = validatePath({ certificate: leaf, anchors: [ca], time: NOW, crls: [crl] });
const good = judgeAuthentication({ ...login, revocation: { kind: 'ocsp', response, nonce } });
const bad = judgeAuthentication({ ...login, revocation: { kind: 'crl', crl } });
const subject = { certificate: leaf, issuer: ca, time: NOW };

const JUDGED: { readonly [what: string]: object } = {
  path,
  'path for another time': validatePath({ certificate: leaf, anchors: [ca], time: NOW + 9 * YEAR }),
  'path to nobody': validatePath({ certificate: leaf, anchors: [], time: NOW }),
  login: good,
  'refused login': bad,
  crl: checkCrl({ ...subject, crl }),
  index: checkIndex({ ...subject, index: indexOf(crl, ca) }),
  ocsp: checkOcsp({ ...subject, response, nonce }),
};

for (const [what, report] of Object.entries(JUDGED)) {
  test(`the report on a ${what} can be written out without telling whom it is about`, () => {
    const judged = 'report' in report ? path : report;
    const texts = [
      JSON.stringify(report),
      inspect(report, { depth: 9 }),
      JSON.stringify(structuredClone(report)),
    ];
    const data = 'checks' in judged ? JSON.stringify(reportData(judged as typeof path)) : '';
    for (const text of [...texts, data]) {
      assert.ok(text.length < 30_000, `${text.length}`);
      assert.ok(
        !text.includes(String(leaf.notAfter)) && !text.includes(new Date(leaf.notAfter).toISOString()),
      );
      assert.doesNotMatch(text, /067c6a21|108816929|997794E9AGCIEG13221003A/i);
      assert.ok(leaf.keyId !== undefined && !text.includes(leaf.keyId));
      assert.doesNotMatch(text, /"0":48,"1":130|Uint8Array|encoded|30820/);
    }
  });
}

test('who judged still has the certificates, by their names', () => {
  assert.equal(path.certificate, leaf);
  assert.deepEqual(path.chain, [leaf, ca]);
  assert.deepEqual([good.certificate?.serial, good.serial], ['067c6a21', '067c6a21']);
  assert.deepEqual(
    [bad.certificate?.serial, bad.serial, bad.issuerKeyId],
    ['067c6a21', undefined, undefined],
  );
});

test('what is plain is all of the report but the certificates, and shares nothing with it', () => {
  const data = reportData(path);
  const { verdict, time, checks, evidence, policies } = path;
  assert.deepEqual(data, { verdict, time, checks, evidence, policies });
  assert.deepEqual(JSON.parse(JSON.stringify(data)), data);
  assert.notEqual(data.checks[0], path.checks[0]);
  assert.equal(
    parseCrl(crl).number?.toString(),
    data.evidence?.flatMap((one) => (one.kind === 'crl' ? one.number : []))[0],
  );
  const more = { ...path, holder: CA_NAME };
  assert.ok(!('holder' in reportData(more)));
});
