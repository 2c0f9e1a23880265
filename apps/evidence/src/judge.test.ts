/** The judge in the browser's cryptography is the judge: its own vectors and tests, run with the doors replaced. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { environment } from '@kazasu/server/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const seam = new URL('./testing/seam.ts', import.meta.url).href;

const SUITES = [
  ['every vector of vectors/pki', at('../../../conformance/src/pki/vectors/vectors.test.ts')],
  ['time-stamps, with OpenSSL as the other side', at('../../../lib/pki/src/timestamp/timestamp.test.ts')],
  ['bundles of evidence, good and spoilt', at('../../../lib/evidence/src/check/check-bundle.test.ts')],
] as const;

for (const [title, file] of SUITES) {
  test(`the same verdicts with the browser's cryptography: ${title}`, () => {
    const { NODE_TEST_CONTEXT: _, ...env } = environment();
    const run = spawnSync(process.execPath, ['--import', seam, '--test', file], { encoding: 'utf8', env });
    assert.equal(run.status, 0, run.stdout.slice(-4000) + run.stderr.slice(-2000));
    assert.match(run.stdout, /pass [1-9]/);
  });
}
