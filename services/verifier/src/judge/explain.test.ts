import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Check, ExplainableReport } from '@kazasu/pki';
import { explain, explainText } from './explain.ts';

const CITATION = 'RFC 5280 6.1.3 (a)(2)';

function report(...checks: Check[]): ExplainableReport {
  return { verdict: 'invalid', checks };
}

/** Differ from each other in one member alone, so that words kept for one are wrong for every other. */
const ALIKE: readonly Check[] = [
  { id: 'path.validity', status: 'passed', citation: CITATION },
  { id: 'path.validity', status: 'failed', citation: CITATION },
  { id: 'path.validity', status: 'failed', citation: CITATION, reason: 'expired' },
  { id: 'path.validity', status: 'failed', citation: CITATION, reason: 'not-yet' },
  { id: 'path.validity', status: 'failed', citation: 'RFC 5280', reason: 'expired' },
  { id: 'path.validity', status: 'failed', citation: CITATION, reason: 'expired', facts: { position: 0 } },
  { id: 'path.validity', status: 'failed', citation: CITATION, reason: 'expired', facts: { position: 1 } },
  { id: 'path.signature', status: 'passed', citation: CITATION },
  { id: 'values.signature', status: 'failed', citation: CITATION, reason: 'wrong' },
  { id: 'values.expected', status: 'failed', citation: CITATION, reason: 'other' },
];

test('words that are kept are those of the very same check, in the very same language', () => {
  for (const _twice of [1, 2]) {
    for (const language of ['ja', 'en'] as const) {
      for (const check of ALIKE) {
        assert.deepEqual(
          JSON.parse(explainText(report(check), language)),
          JSON.parse(JSON.stringify(explain(report(check), language))),
        );
      }
    }
  }
});

test('a report in words is the same text, however it was made', () => {
  const documents: ExplainableReport = {
    ...report(...ALIKE),
    indication: 'TOTAL-FAILED',
    signatures: [report()],
  };
  for (const one of [
    report(),
    report(...ALIKE),
    documents,
    { ...report(...ALIKE), indication: 'TOTAL-FAILED' as const },
  ]) {
    assert.equal(explainText(one, 'ja'), JSON.stringify(explain(one, 'ja')));
  }
});
