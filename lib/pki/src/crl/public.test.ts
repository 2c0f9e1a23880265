import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derUnsignedInteger } from '@kazasu/bytes';
import { parseCertificate } from '../certificate.ts';
import { checkOcsp } from '../ocsp/index.ts';
import { validatePath } from '../path/index.ts';
import type { Report } from '../report.ts';
import { faults } from '../testing/faults.ts';
import { makeAuthority, makeCrl, makeLeaf, makeRoot, NOW } from '../testing/maker.ts';
import { ext } from '../testing/maker-extensions.ts';
import { checkCrl, crlSeries, parseCrl } from './index.ts';

const root = makeRoot();
const ca = makeAuthority(root);
const leaf = makeLeaf(ca);
const stranger = makeAuthority(root);
const numbered = (number: number) =>
  makeCrl(ca, { set: { '2.5.29.20': ext('2.5.29.20', derUnsignedInteger(number)) } });
const rootCrl = makeCrl(root);

test('certificates are taken as DER or read before, and what is none is reported', () => {
  const crl = numbered(5);
  const [certificate, issuer] = [parseCertificate(leaf.der), parseCertificate(ca.der)];
  const checked = (one: typeof certificate | Uint8Array, above: typeof certificate | Uint8Array) =>
    checkCrl({ certificate: one, issuer: above, crl, time: NOW });
  assert.equal(checked(certificate, issuer).verdict, 'valid');
  assert.deepEqual(checked(leaf.der, ca.der), checked(certificate, issuer));
  assert.deepEqual(checked(leaf.der, issuer), checked(certificate, issuer));
  const ask = { response: undefined, nonce: undefined, time: NOW };
  assert.deepEqual(
    checkOcsp({ ...ask, certificate: leaf.der, issuer: ca.der }),
    checkOcsp({ ...ask, certificate, issuer }),
  );
  for (const broken of [new Uint8Array(), leaf.der.subarray(1), crl]) {
    for (const report of [
      checked(broken, issuer),
      checked(certificate, broken),
      checkOcsp({ ...ask, certificate: broken, issuer }),
      checkOcsp({ ...ask, certificate, issuer: broken }),
    ]) {
      assert.deepEqual(faults(report), ['certificate.form malformed', 'revocation.status no-evidence']);
    }
  }
  assert.equal(checked(certificate, new Uint8Array()).checks[0]?.facts?.of, 'issuer');
});

/** What a caller keeps between judgements. */
function remember(kept: Map<string, bigint>, { verdict, evidence = [] }: Report): void {
  if (verdict !== 'valid') return;
  for (const one of evidence) {
    if (one.kind !== 'crl' || one.series === undefined || one.number === undefined) continue;
    const number = BigInt(one.number);
    if (number > (kept.get(one.series) ?? -1n)) kept.set(one.series, number);
  }
}

test('a caller who keeps the numbers of evidence by series refuses a list that is put forward again', () => {
  for (const learnt of ['checkCrl', 'validatePath'] as const) {
    const kept = new Map<string, bigint>();
    const knownCrlNumbers = (series: string) => kept.get(series);
    const judges = {
      checkCrl: (crl: Uint8Array) =>
        checkCrl({ certificate: leaf.der, issuer: ca.der, crl, time: NOW, knownCrlNumbers }),
      validatePath: (crl: Uint8Array) =>
        validatePath({
          certificate: leaf.der,
          intermediates: [ca.der],
          anchors: [root.der],
          time: NOW,
          crls: [rootCrl, crl],
          knownCrlNumbers,
        }),
    };
    remember(kept, judges[learnt](numbered(7)));
    assert.equal(kept.get(crlSeries(parseCrl(numbered(7)), parseCertificate(ca.der))), 7n);
    for (const judge of Object.values(judges)) {
      assert.deepEqual(faults(judge(numbered(7))), []);
      assert.deepEqual(faults(judge(numbered(8))), []);
      const back = ['revocation.crl.number rolled-back', 'revocation.status no-evidence'];
      assert.deepEqual(faults(judge(numbered(6))), back);
    }
  }
});

test('a list that nobody at hand signed names no series', () => {
  const crl = makeCrl(ca, { signedBy: stranger.key });
  const { evidence = [] } = checkCrl({ certificate: leaf.der, issuer: ca.der, crl, time: NOW });
  assert.deepEqual(
    evidence.map((one) => one.kind === 'crl' && 'series' in one),
    [false],
  );
});
