/** Who keeps a signature with what its judgement rested on finds the same again without the document. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SignatureOptions, SupportObject } from '../building-block/index.ts';
import { verifyCms } from '../cades/index.ts';
import { parseCertificate } from '../certificate.ts';
import { CMS_OID } from '../cms/index.ts';
import { altered, childWith, newAttribute, withUnsigned } from '../cms/testing/signer-tree.ts';
import { SigningTown } from '../cms/testing/signers.ts';
import { DAY, NOW } from '../testing/hierarchy.ts';
import { verifyTimestampToken } from '../timestamp/index.ts';
import { validateSigner } from './signer.ts';

const town = new SigningTown();
const HOUR = DAY / 24;
const CONTENT = Buffer.from('契約書');
const STAMPED = stamped();
const LATER = NOW + 2 * DAY;
const UNIT_LIST = town.crl({ issuer: 'time-ca', from: LATER - HOUR, to: LATER + HOUR });
const BELIEVED = {
  anchors: [parseCertificate(town.ca)],
  timestampAnchors: [parseCertificate(town.timeCa)],
};

function stamped(): Uint8Array {
  const signed = town.sign(CONTENT);
  let signature: Uint8Array = new Uint8Array();
  altered(signed, ({ signer }) => {
    signature = childWith(signer, 0x04)?.content ?? signature;
  });
  return withUnsigned(signed, newAttribute(CMS_OID.signatureTimestamp, town.stamp(signature)));
}

const listSince = (at: number, reason?: string) =>
  town.crl({
    number: '02',
    from: LATER - HOUR,
    to: LATER + HOUR,
    revoked: [{ serial: parseCertificate(town.derOf('rsa')).serial, at, ...(reason && { reason }) }],
  });

/** The document's verdict, and what is found again of what its report hands out. */
function both(der: Uint8Array, options: Partial<SignatureOptions>): readonly string[] {
  const { time = LATER } = options;
  const [report] = verifyCms(der, { ...BELIEVED, time, content: CONTENT, ...options }).signatures;
  const { certificate, support = () => [], timestamps = () => [] } = report ?? assert.fail();
  const of = (type: SupportObject['type']) =>
    support()
      .filter((one) => one.type === type)
      .map(({ octets }) => octets);
  const kept = { intermediates: of('certificate'), crls: of('crl'), ocspResponses: of('ocsp'), time };
  const times = timestamps().map(({ token, covered }) => {
    const stamp = verifyTimestampToken(token, {
      ...kept,
      anchors: BELIEVED.timestampAnchors,
      data: covered,
    });
    assert.equal(stamp.verdict, 'valid');
    return stamp.genTime ?? Number.NaN;
  });
  const signer = parseCertificate(certificate ?? new Uint8Array());
  assert.ok(of('certificate').every((one) => Buffer.compare(one, signer.encoded) !== 0));
  const provenAt = times.length > 0 ? Math.min(...times) : undefined;
  const again = validateSigner({
    ...kept,
    anchors: BELIEVED.anchors,
    certificate: signer,
    ...(provenAt !== undefined && { provenAt }),
  });
  assert.deepEqual(JSON.stringify(report).includes('support'), false);
  return [report?.verdict ?? '', again.verdict, again.subIndication ?? ''];
}

test('revoked since the time-stamp: valid then, and found valid again', () => {
  const crls = [UNIT_LIST, listSince(NOW + DAY)];
  assert.deepEqual(both(STAMPED, { crls }), ['valid', 'valid', '']);
  assert.equal(both(town.sign(CONTENT), { crls })[0], 'indeterminate', 'without the time-stamp it is not');
});

test('revoked before the time-stamp, or of unknown status: open, and found open again', () => {
  const crls = [UNIT_LIST, listSince(NOW - DAY)];
  assert.deepEqual(both(STAMPED, { crls }), ['indeterminate', 'indeterminate', 'REVOKED_NO_POE']);
  assert.deepEqual(both(STAMPED, { crls: [UNIT_LIST] }), ['indeterminate', 'indeterminate', 'TRY_LATER']);
});

test('a time-stamp that is not believed is not handed out', () => {
  assert.deepEqual(both(STAMPED, { crls: [listSince(NOW + DAY)] }), [
    'indeterminate',
    'indeterminate',
    'REVOKED_NO_POE',
  ]);
});
