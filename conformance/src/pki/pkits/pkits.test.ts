import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { decisiveCheck, type PathReport, parseCrl, validatePath } from '@kazasu/pki';
import { disagreements, readExceptions } from '../exceptions.ts';
import { pkitsData } from '../folder.ts';
import { type PkitsCase, pkitsCases, readFolder } from './cases.ts';

/** Certificates and CRLs of the suite run from 2010 to 2030. */
const TIME = Date.UTC(2012, 5, 1);
const ANCHOR = 'TrustAnchorRootCertificate';
const data = pkitsData();

describe('NIST PKITS 1.0.1', { skip: data.missing }, () => {
  const certificates = data.missing ? new Map() : readFolder(join(data.path, 'certs'));
  const crls = data.missing ? new Map() : readFolder(join(data.path, 'crls'));
  const cases = pkitsCases();
  const exceptions = readExceptions('pkits');

  function certificate(name: string): Uint8Array {
    const found = certificates.get(name);
    assert.ok(found, `no certificate ${name}`);
    return found;
  }

  const wholePool = [...certificates.keys()].filter((name) => name !== ANCHOR).map(certificate);
  const everyCrl = [...crls.values()].map((bytes) => parsed(bytes));

  function judge(one: PkitsCase, all: boolean): PathReport {
    const listed = one.crls.map((name) => {
      const found = crls.get(name);
      assert.ok(found, `no CRL ${name}`);
      return found;
    });
    return validatePath({
      certificate: certificate(one.endEntity),
      intermediates: all ? wholePool : one.authorities.map(certificate),
      anchors: [certificate(ANCHOR)],
      crls: all ? everyCrl : listed,
      time: TIME,
      ...one.settings,
    });
  }

  test('the table has the 249 tests of the document', () => {
    assert.equal(cases.length, 249);
    assert.equal(new Set(cases.map((one) => one.test)).size, 249);
  });

  for (const all of [false, true]) {
    const evidence = all ? 'all certificates and CRLs of the suite' : 'the certificates and CRLs it lists';
    test(`every test with ${evidence}: none wrongly accepted, and every refusal of a valid one is reasoned`, (t) => {
      const found: string[] = [];
      for (const one of cases) {
        const report = judge(one, all);
        if ((report.verdict === 'valid') === (one.expected === 'valid')) continue;
        const check = decisiveCheck(report);
        assert.notEqual(report.verdict, 'valid', `${one.test} ${one.endEntity} wrongly accepted`);
        found.push(`${one.test} ${check?.id} ${check?.reason}`);
      }
      t.diagnostic(
        `${cases.length} tests, ${cases.length - found.length} agreed, ${found.length} reasoned exceptions`,
      );
      assert.deepEqual(found.sort(), disagreements(exceptions));
    });
  }

  test('the policies that hold on a valid path are those that the document states', () => {
    let compared = 0;
    for (const one of cases) {
      if (one.policies === undefined) continue;
      assert.deepEqual(judge(one, false).policies, one.policies, one.test);
      compared++;
    }
    assert.ok(compared > 30);
  });

  test('the verdict does not depend on the order in which certificates and CRLs are given', () => {
    for (const one of cases) {
      const reversed = { ...one, authorities: one.authorities.toReversed(), crls: one.crls.toReversed() };
      assert.equal(judge(reversed, false).verdict, judge(one, false).verdict, one.test);
    }
  });
});

function parsed(bytes: Uint8Array) {
  try {
    return parseCrl(bytes);
  } catch {
    return bytes;
  }
}
