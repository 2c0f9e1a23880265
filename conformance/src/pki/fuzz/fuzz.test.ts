import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Finding, runPkiFuzz } from './index.ts';

test('mutated inputs of every case throw nothing, cost little, and are valid only where nothing signed was touched', () => {
  const findings: Finding[] = [];
  const { calls, stillValid } = runPkiFuzz({
    seed: 4,
    iterations: 2_000,
    onFinding: (finding) => findings.push(finding),
  });
  assert.deepEqual(
    findings.map(({ octets: _, ...finding }) => finding),
    [],
  );
  // As many were called as there are doors, and some mutations touched nothing that was signed.
  assert.ok(calls > 2_500 && stillValid > 20, `${calls} ${stillValid}`);
});
