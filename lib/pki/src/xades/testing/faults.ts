import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSigningBench, type SigningBench } from './bench.ts';
import { edited, judge } from './judged.ts';
import type { Template } from './template.ts';

export interface Fault {
  readonly what: string;
  readonly document: string;
  /** All that does not pass. */
  readonly faults: readonly string[];
  /** The peer knows XML signatures, not XAdES, and does not ask what is covered. */
  readonly peer: 'refuses' | 'accepts';
}

export interface FaultBench {
  readonly bench: SigningBench;
  readonly good: string;
  /** Planted after signing. */
  changed(what: string, from: string | RegExp, to: string, peer: Fault['peer'], ...faults: string[]): Fault;
  /** Planted before, and signed by the peer as it stands. */
  signed(what: string, changes: Partial<Template>, peer: Fault['peer'], ...faults: string[]): Fault;
}

export function createFaultBench(): FaultBench {
  const bench = createSigningBench();
  const good = bench.signed();
  return {
    bench,
    good,
    changed: (what, from, to, peer, ...faults) => ({ what, document: edited(good, from, to), faults, peer }),
    signed: (what, changes, peer, ...faults) => ({ what, document: bench.signed(changes), faults, peer }),
  };
}

/** One test a fault: it is named, the document is not good, and the peer says what the table says. */
export function testFaults(bench: SigningBench, faults: readonly Fault[]): void {
  for (const { what, document, faults: expected, peer } of faults) {
    test(`not good: ${what}`, () => {
      const result = judge(document, bench.options);
      assert.deepEqual(result.faults, expected);
      assert.notEqual(result.report.indication, 'TOTAL-PASSED');
      assert.equal(bench.peer(document).status === 0 ? 'accepts' : 'refuses', peer, 'xmlsec1');
    });
  }
}
