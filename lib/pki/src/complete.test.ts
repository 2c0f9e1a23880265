import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  checkCrl,
  checkIndex,
  checkOcsp,
  type Report,
  validatePath,
  validateSigner,
  verifyCms,
  verifyPades,
  verifyTimestampToken,
} from './index.ts';
import { faults } from './testing/faults.ts';
import { NOW } from './testing/hierarchy.ts';

/** What no input from outside can be: a value that breaks the judge's own steps as soon as it is looked at. */
function broken<T extends object>(value: T, name: string): T {
  const get = () => {
    throw new TypeError('a fault of our own');
  };
  return Object.defineProperty(value, name, { get });
}

/** Of the kinds that they must be, so that the judges begin. */
function brokenOptions<T>(): T {
  const made = { tbs: 0, spki: 0, thisUpdate: 0, crl: 0, find: 0 };
  const get = () => {
    throw new TypeError('a fault of our own');
  };
  const one = new Proxy(made, { get });
  const response = broken(new Uint8Array(1), 'length');
  return { time: NOW, certificate: one, issuer: one, anchors: [one], crl: one, index: one, response } as T;
}

test('a fault of our own is told by every public judge in one way, and thrown by none', () => {
  const octets = broken(new Uint8Array(1), 'length');
  const options = { anchors: [], time: NOW };
  const judges: { readonly [name: string]: () => Report } = {
    validatePath: () => validatePath(brokenOptions()),
    checkCrl: () => checkCrl(brokenOptions()),
    checkOcsp: () => checkOcsp(brokenOptions()),
    checkIndex: () => checkIndex(brokenOptions()),
    validateSigner: () => validateSigner(brokenOptions()),
    verifyCms: () => verifyCms(octets, options),
    verifyPades: () => verifyPades(octets, options),
    verifyTimestampToken: () => verifyTimestampToken(octets, { ...options, data: new Uint8Array() }),
  };
  for (const [name, judge] of Object.entries(judges)) {
    const report = judge();
    assert.equal(report.verdict, 'indeterminate', name);
    assert.deepEqual(faults(report), ['judgement.complete internal'], name);
  }
});
