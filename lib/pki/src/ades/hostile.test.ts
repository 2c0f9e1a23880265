import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { SignatureOptions } from '../building-block/index.ts';
import { verifyCms } from '../cades/index.ts';
import { parseCertificate } from '../certificate.ts';
import { CMS_OID } from '../cms/index.ts';
import { altered, childWith, newAttribute, signatureIn, withUnsigned } from '../cms/testing/signer-tree.ts';
import { SigningTown } from '../cms/testing/signers.ts';
import { parseCrl } from '../crl/index.ts';
import { isParseError } from '../error.ts';
import { costOf } from '../testing/cost.ts';
import { encodeTree, type Tree, treeOf } from '../testing/der-tree.ts';
import { faults } from '../testing/faults.ts';
import { DAY, NOW } from '../testing/hierarchy.ts';
import { mangled, restructured } from '../testing/hostile.ts';
import { parseTimestampResponse, verifyTimestampToken } from '../timestamp/index.ts';

const town = new SigningTown();
const CONTENT = Buffer.from('契約書');
const OPTIONS: SignatureOptions = {
  anchors: [parseCertificate(town.ca)],
  timestampAnchors: [parseCertificate(town.timeCa)],
  time: NOW + DAY / 48,
  crls: [parseCrl(town.crl()), parseCrl(town.crl({ issuer: 'time-ca' }))],
  content: CONTENT,
};
const SIGNED = town.sign(CONTENT);
const TOKEN = town.stamp(signatureIn(SIGNED));
const STAMPED = withUnsigned(SIGNED, newAttribute(CMS_OID.signatureTimestamp, TOKEN));
const RESPONSE = town.reply(CONTENT);

const documents = fc.oneof(
  mangled(SIGNED),
  mangled(STAMPED),
  restructured(SIGNED),
  restructured(STAMPED),
  fc.uint8Array({ maxLength: 100 }),
);

test('no document makes verifyCms throw or meet a fault of its own, and changed ones do not pass as the whole', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(documents, (der) => {
      const report = verifyCms(der, OPTIONS);
      const all = [report, ...report.signatures];
      assert(all.every((one) => !faults(one).includes('judgement.complete internal')));
      const name = report.subIndication ?? report.indication;
      seen.set(name, (seen.get(name) ?? 0) + 1);
    }),
    { numRuns: 1500, seed: 4 },
  );
  for (const name of [
    'TOTAL-PASSED',
    'FORMAT_FAILURE',
    'SIG_CRYPTO_FAILURE',
    'NO_SIGNING_CERTIFICATE_FOUND',
  ]) {
    assert((seen.get(name) ?? 0) > 3, `${name} of ${JSON.stringify([...seen])}`);
  }
});

test('what is changed under a signature is never accepted', () => {
  const signer = fc.nat(SIGNED.length - 1).filter((at) => isSigned(at));
  fc.assert(
    fc.property(signer, fc.integer({ min: 1, max: 255 }), (at, mask) => {
      const copy = Uint8Array.from(SIGNED);
      copy[at] = (copy[at] ?? 0) ^ mask;
      assert.notEqual(verifyCms(copy, OPTIONS).indication, 'TOTAL-PASSED');
    }),
    { numRuns: 400, seed: 4 },
  );
});

/** Inside the signed attributes or the signature: what everything else rests on. */
function isSigned(at: number): boolean {
  const [from, to] = SIGNED_RANGE;
  return at >= from && at < to;
}
const SIGNED_RANGE = rangeOfSigned();

function rangeOfSigned(): [number, number] {
  let start = 0;
  altered(SIGNED, ({ signed }) => {
    start = Buffer.from(SIGNED).indexOf(encodeTree(signed as Tree));
  });
  return [start, SIGNED.length];
}

test('no token and no response makes the room throw anything but its own errors', () => {
  const tokens = fc.oneof(mangled(TOKEN), restructured(TOKEN), fc.uint8Array({ maxLength: 100 }));
  const { timestampAnchors: anchors = [], content: _, ...rest } = OPTIONS;
  let refused = 0;
  fc.assert(
    fc.property(tokens, (der) => {
      const report = verifyTimestampToken(der, { ...rest, anchors, data: signatureIn(SIGNED) });
      assert(!faults(report).includes('judgement.complete internal'));
      if (report.verdict !== 'valid') refused++;
    }),
    { numRuns: 600, seed: 4 },
  );
  assert(refused > 300);
  fc.assert(
    fc.property(fc.oneof(mangled(RESPONSE), restructured(RESPONSE)), (der) => {
      try {
        parseTimestampResponse(der);
      } catch (error) {
        assert(isParseError(error), String(error));
      }
    }),
    { numRuns: 400, seed: 4 },
  );
});

// ---- as much as fits -------------------------------------------------------------------------------------

const repeated = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

test('sixteen signers with eight time-stamps each cost a fraction of a second', () => {
  const tokens = newAttribute(CMS_OID.signatureTimestamp, ...repeated(8, TOKEN));
  const der = altered(withUnsigned(SIGNED, tokens), ({ signers, signer }) =>
    Object.assign(signers, { children: repeated(16, signer) }),
  );
  let signatures = 0;
  const cost = costOf(() => {
    signatures = verifyCms(der, OPTIONS).signatures.filter(({ level }) => level === 'T').length;
  });
  assert.equal(signatures, 16);
  assert(cost < 300, `${cost} ms`);
});

test('a ninth time-stamp is refused before any is judged', () => {
  const der = withUnsigned(SIGNED, newAttribute(CMS_OID.signatureTimestamp, ...repeated(9, TOKEN)));
  assert.deepEqual(faults(verifyCms(der, OPTIONS).signatures[0] ?? assert.fail()), ['cms.values too-many']);
});

test('as many CRLs, certificates and signers as are read cost a fraction of a second', () => {
  const list = town.crl({ number: '0F' });
  const der = altered(SIGNED, ({ signedData, signers, signer }) => {
    Object.assign(childWith(signedData, 0xa0) ?? {}, {
      children: [...repeated(63, treeOf(town.ca)), ...(childWith(signedData, 0xa0)?.children ?? [])],
    });
    signedData.children?.splice(-1, 0, { tag: 0xa1, children: repeated(64, treeOf(list)) });
    Object.assign(signers, { children: repeated(16, signer) });
  });
  const cost = costOf(() => assert.equal(verifyCms(der, OPTIONS).indication, 'TOTAL-PASSED'));
  assert(cost < 300, `${cost} ms`);
});

test('a large document costs as much as its octets, not more', () => {
  const content = Buffer.alloc(8 << 20, 0x31);
  const der = town.sign(content, ['rsa'], ['-cades', '-nodetach']);
  const cost = costOf(() => assert.equal(verifyCms(der, { ...OPTIONS, content }).indication, 'TOTAL-PASSED'));
  assert(cost < 200, `${cost} ms`);
});
