import assert from 'node:assert/strict';
import type { KeyObject } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { createOcspRequest } from '../ocsp/index.ts';
import { changedAndSigned, changedAnswer } from '../testing/der-tree.ts';
import { DAY, NOW } from '../testing/hierarchy.ts';
import { anyFault, type Fault, plantFault } from '../testing/hostile.ts';
import { createResponder } from '../testing/responder.ts';
import { AKI, createBench, deltaTo, scoped } from '../testing/revocation.ts';

/** A signer that is trusted may still write nonsense: everything here is signed anew after the change. */
const { h, certificate, issuer, crl, listed, judge } = createBench();
const key = h.shop.privateKey('ca');

const others = [
  { serial: '05', at: NOW - DAY, reason: 'superseded' },
  { serial: '06', at: NOW - DAY, reason: 'certificateHold' },
];
const LISTS: [string, Uint8Array][] = [
  [
    'a complete CRL',
    crl(3, {
      ...scoped(['fullname=dirName:point_a']),
      revoked: [...others, ...listed('superseded').revoked],
    }),
  ],
  [
    'an indirect CRL',
    crl(3, { ...scoped(['indirectCRL=TRUE', 'onlysomereasons=keyCompromise']), ...listed() }),
  ],
  ['a delta CRL', crl(5, { extensions: [AKI, deltaTo(2)], ...listed('removeFromCRL') })],
];
const beside = [crl(3), crl(4, { extensions: [AKI, deltaTo(1)] })];

function signedAgain(good: Uint8Array, signer: KeyObject, change: Fault): Uint8Array {
  return changedAndSigned(good, signer, (body) => plantFault(body, change));
}

for (const [what, good] of LISTS) {
  test(`whatever ${what} says, nothing is thrown, and the checks end with a status`, () => {
    fc.assert(
      fc.property(anyFault, (change) => {
        const crls = [signedAgain(good, key, change), ...beside];
        const { checks, status } = judge({ crls });
        assert.equal(checks.at(-1)?.id, 'revocation.status');
        assert.equal(checks.at(-1)?.status === 'passed', status?.kind === 'good');
      }),
      { numRuns: 250 },
    );
  });
}

test('a revocation is never lost by a change elsewhere in a list, unless the list is refused', () => {
  const [, good] = LISTS[0] ?? assert.fail();
  fc.assert(
    fc.property(anyFault, (change) => {
      const { status } = judge({ crls: [signedAgain(good, key, change)] });
      assert.ok(status === undefined || status.kind === 'revoked' || isAboutEntry(change, good));
    }),
    { numRuns: 400 },
  );
});

/** The change may have hit the serial number, the entry, or the list of entries itself. */
function isAboutEntry(change: Fault, good: Uint8Array): boolean {
  let hit = false;
  changedAndSigned(good, key, (body) => {
    const before = JSON.stringify(body.children?.[5], (_, value) =>
      value instanceof Uint8Array ? [...value] : value,
    );
    plantFault(body, change);
    const after = JSON.stringify(body.children?.[5], (_, value) =>
      value instanceof Uint8Array ? [...value] : value,
    );
    hit = before !== after;
  });
  return hit;
}

const { answerTo } = createResponder(h);
const request = createOcspRequest({ issuer, serial: certificate.serial });
const answer = answerTo(request, {
  revoked: [{ serial: certificate.serial, at: NOW - DAY, reason: 'superseded' }],
});

test('whatever an OCSP answer says, nothing is thrown, and a revocation does not become good by one change', () => {
  const signer = h.shop.privateKey('responder');
  fc.assert(
    fc.property(anyFault, (change) => {
      const response = changedAnswer(answer, signer, (data) => plantFault(data, change));
      const { checks, status } = judge({ ocspResponses: [response], time: Date.now() });
      assert.equal(checks.at(-1)?.id, 'revocation.status');
      const retagged = change.how === 'retag' && (change.tag === 0x80 || change.tag === 0x82);
      assert.ok(status?.kind !== 'good' || retagged);
    }),
    { numRuns: 400 },
  );
});
