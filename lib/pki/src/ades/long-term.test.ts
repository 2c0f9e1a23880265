import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derValue } from '@kazasu/bytes';
import type { SignatureOptions } from '../building-block/index.ts';
import { verifyCms } from '../cades/index.ts';
import { parseCertificate } from '../certificate.ts';
import { CMS_OID } from '../cms/index.ts';
import { altered, childWith, newAttribute, withUnsigned } from '../cms/testing/signer-tree.ts';
import { SigningTown, UNIT } from '../cms/testing/signers.ts';
import { treeOf } from '../testing/der-tree.ts';
import { DAY, NOW } from '../testing/hierarchy.ts';

/** A document of level LT, and what becomes of it: the time-stamp is of now, the lists inside end in an hour. */
const town = new SigningTown();
const CONTENT = Buffer.from('契約書');
const HOUR = DAY / 24;
const LIST = town.crl({ from: NOW - HOUR, to: NOW + HOUR });
const TIME_LIST = town.crl({ issuer: 'time-ca', from: NOW - HOUR, to: NOW + HOUR });
const DOCUMENT = longTerm('unit', LIST, TIME_LIST);

/** When it was received, and two days later. */
const RECEIVED: SignatureOptions = {
  anchors: [parseCertificate(town.ca)],
  timestampAnchors: [parseCertificate(town.timeCa)],
  time: NOW + 10 * 60_000,
  content: CONTENT,
};
const LATER: SignatureOptions = { ...RECEIVED, time: NOW + 2 * DAY };
const laterList = (
  issuer: string,
  revoked: readonly { serial: string; at: number; reason?: string }[] = [],
) => town.crl({ issuer, number: '02', from: NOW + DAY, to: NOW + 3 * DAY, revoked });

function longTerm(unit: string, ...lists: readonly Uint8Array[]): Uint8Array {
  const signed = town.sign(CONTENT);
  let signature: Uint8Array = new Uint8Array();
  altered(signed, ({ signer }) => {
    signature = childWith(signer, 0x04)?.content ?? signature;
  });
  const stamped = withUnsigned(
    signed,
    newAttribute(CMS_OID.signatureTimestamp, town.stamp(signature, { unit })),
  );
  return altered(stamped, ({ signedData }) =>
    signedData.children?.splice(-1, 0, treeOf(derValue(0xa1, ...lists))),
  );
}

function outcome(der: Uint8Array, options: SignatureOptions): string {
  const { indication, subIndication, level } = verifyCms(der, options).signatures[0] ?? assert.fail();
  return [indication, subIndication, level].filter((part) => part !== undefined).join(' ');
}

test('the document alone is enough for the time when it was received, and stays so whenever that is asked', () => {
  assert.equal(outcome(DOCUMENT, RECEIVED), 'TOTAL-PASSED LT');
});

test("the signer's list inside counts when it has run out; of the time-stamp unit a list of today is needed", () => {
  assert.equal(outcome(DOCUMENT, { ...LATER, crls: [laterList('time-ca')] }), 'TOTAL-PASSED T');
});

test('when the list about the unit has run out nothing proves the time: the signature is open, not broken', () => {
  assert.equal(outcome(DOCUMENT, LATER), 'INDETERMINATE TRY_LATER B');
  // A list about the signer that is of today proves no time, but then none is needed.
  assert.equal(outcome(DOCUMENT, { ...LATER, crls: [laterList('ca')] }), 'TOTAL-PASSED B');
});

test('whoever took the key of a unit after its list was made may have made the time-stamp: no list inside clears it', () => {
  const { serial } = parseCertificate(town.unit);
  const stolen = laterList('time-ca', [{ serial, at: NOW + 12 * HOUR, reason: 'keyCompromise' }]);
  assert.equal(outcome(DOCUMENT, { ...LATER, crls: [stolen] }), 'INDETERMINATE TRY_LATER B');
  const retired = laterList('time-ca', [{ serial, at: NOW + 12 * HOUR, reason: 'superseded' }]);
  assert.equal(outcome(DOCUMENT, { ...LATER, crls: [retired] }), 'TOTAL-PASSED T');
});

test('when the certificate of the unit has run out, no list helps any more', () => {
  town.person({ name: 'short-unit', issuer: 'time-ca', kind: 'rsa', extensions: UNIT, to: NOW + HOUR });
  const der = longTerm('short-unit', LIST, TIME_LIST);
  assert.equal(outcome(der, RECEIVED), 'TOTAL-PASSED LT');
  assert.equal(outcome(der, { ...LATER, crls: [laterList('time-ca')] }), 'INDETERMINATE TRY_LATER B');
});

test('a list about the signer that was made after the time-stamp and put in later speaks for that time', () => {
  const since = town.crl({ number: '02', from: NOW + HOUR, to: NOW + 2 * HOUR });
  const der = longTerm('unit', since, TIME_LIST);
  assert.equal(outcome(der, { ...LATER, crls: [laterList('time-ca')] }), 'TOTAL-PASSED T');
  // Without a proved time the same list has merely run out.
  assert.equal(outcome(der, LATER), 'INDETERMINATE TRY_LATER B');
});
