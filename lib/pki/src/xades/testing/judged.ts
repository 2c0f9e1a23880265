import assert from 'node:assert/strict';
import { toUtf8 } from '@kazasu/bytes';
import { faults } from '../../testing/faults.ts';
import type { XadesOptions } from '../options.ts';
import { verifyXades } from '../verify.ts';
import type { SigningBench } from './bench.ts';

/** A report, and what the tests ask of it: every fault of the document and its signatures, and what each reference covers. */
export function judge(document: string | Uint8Array, options: XadesOptions) {
  const report = verifyXades(typeof document === 'string' ? toUtf8(document) : document, options);
  const [signature] = report.signatures;
  const covers = signature?.checks.flatMap(({ id, facts }) =>
    id === 'xades.reference' ? [facts?.covers] : [],
  );
  return { report, signature, covers, faults: report.signatures.flatMap(faults).concat(faults(report)) };
}

/** Judges what a bench signed, by its options unless others are given. */
export function createJudges(bench: SigningBench) {
  const judged = (document: string, options: Partial<XadesOptions> = {}) =>
    judge(document, { ...bench.options, ...options });
  return {
    judged,
    /** No fault of any kind, and the peer agrees unless it is not to be asked. */
    assertGood(document: string, options: Partial<XadesOptions> = {}, peer = true) {
      const result = judged(document, options);
      assert.deepEqual(result.faults, []);
      assert.equal(result.report.indication, 'TOTAL-PASSED');
      assert.equal(result.report.verdict, 'valid');
      if (peer) assert.equal(bench.peer(document).status, 0, 'xmlsec1 agrees');
      return result;
    },
  };
}

/** The text with one thing changed. Fails if there was nothing to change. */
export function edited(text: string, from: string | RegExp, to: string): string {
  const changed = typeof from === 'string' ? text.replace(from, () => to) : text.replace(from, to);
  if (changed === text) throw new Error(`nothing to change: ${from}`);
  return changed;
}
