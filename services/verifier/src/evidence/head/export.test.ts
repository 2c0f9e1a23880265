/** What lies in the export folder, and what is compared with it. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseCheckpoint } from '@kazasu/evidence';
import { signerAuthority } from '@kazasu/evidence/testing';
import { createMetrics } from '@kazasu/server/metrics';
import { EvidenceLogError } from '../index.ts';
import { createEvidenceSweep } from '../sweep.ts';
import { openTestHeads } from '../testing/index.ts';
import { makeHead, newestHead } from './index.ts';

const MINUTE = 60_000;
const signers = signerAuthority();
const folder = mkdtempSync(join(tmpdir(), 'kazasu-heads-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const damaged = (error: unknown) => error instanceof EvidenceLogError && error.code === 'evidence/damaged';

test('exported heads are files that stay, and a database that was set back is not signed again', async () => {
  const exportFolder = join(folder, 'exported');
  const options = { signers, evidence: { exportFolder }, store: { file: join(folder, 'log.db') } };
  const heads = await openTestHeads(options);
  for (let i = 0; i < 3; i += 1) {
    await heads.verify();
    heads.clock.advance(10 * MINUTE);
    await heads.sweep.run();
  }
  const names = readdirSync(exportFolder);
  assert.equal(names.length, 3);
  const newest = parseCheckpoint(new Uint8Array(readFileSync(join(exportFolder, names.at(-1) ?? ''))));
  assert.equal(newest.size, (await newestHead(heads.store))?.size);
  await heads.close();
  const setBack = await openTestHeads({ signers, evidence: { exportFolder } });
  await setBack.verify();
  await assert.rejects(setBack.sweep.run(), damaged);
  assert.equal(await newestHead(setBack.store), undefined);
  await setBack.close();
});

test('a log that is set back while the service runs is signed by nothing, however much it grows again', async () => {
  const evidence = { exportFolder: join(folder, 'running') };
  const heads = await openTestHeads({ signers, evidence });
  const earlier = await openTestHeads({ signers, evidence });
  let { store } = heads;
  const deps = {
    ...heads.deps,
    metrics: createMetrics('verifier'),
    get store() {
      return store;
    },
  };
  const sweep = createEvidenceSweep(deps);
  for (let i = 0; i < 3; i += 1) {
    await heads.verify();
    heads.clock.advance(10 * MINUTE);
    await sweep.run();
  }
  ({ store } = earlier);
  for (let grown = 0; grown < 8; grown += 1) {
    const id = await earlier.verify();
    heads.clock.advance(10 * MINUTE);
    await assert.rejects(sweep.run(), damaged);
    await assert.rejects(makeHead(deps), damaged);
    await assert.rejects(earlier.bundle(id, true), damaged);
  }
  assert.equal(await newestHead(earlier.store), undefined);
  assert.equal(readdirSync(evidence.exportFolder).length, 3);
  await heads.close();
  await earlier.close();
});
