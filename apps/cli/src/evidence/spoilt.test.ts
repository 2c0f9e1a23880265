/** The command on every spoilt bundle that the judge, the page and the script of conformance/ are given too. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { encodeBundle, encodeTrustFile } from '@kazasu/evidence';
import { createScene, SPOILT_CASES } from '@kazasu/evidence/testing';
import { runHere } from '../testing/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-evidence-'));
after(() => rmSync(folder, { recursive: true }));

function write(name: string, content: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const derOf = (inputs: readonly (Uint8Array | { readonly encoded: Uint8Array })[] = []) =>
  inputs.map((one) => (one instanceof Uint8Array ? one : one.encoded));

const scene = createScene();
const CODES = { invalid: 1, indeterminate: 3 } as const;

for (const { name, spoil, verdict: unjudged, judged: verdict = unjudged } of SPOILT_CASES) {
  test(`the command says ${verdict}: ${name}`, async () => {
    const { bundle, options } = spoil(scene);
    const { trust = {}, time, document } = options;
    const believed = {
      ...trust,
      anchors: derOf(trust.anchors),
      timestampAnchors: derOf(trust.timestampAnchors),
      profile: 'none',
    } as const;
    const typed = [
      ...['--trust', write('trust.json', encodeTrustFile(believed))],
      ...['--at', new Date(time).toISOString().replace(/\.\d+Z$/, 'Z')],
      ...(document === undefined ? [] : ['--document', write('document', document)]),
    ];
    const said = await runHere(
      ...['evidence', 'verify', write('bundle.json', encodeBundle(bundle)), ...typed, '--json'],
    );
    assert.equal(said.code, CODES[verdict], `${said.out}\n${said.err}`);
    const told = JSON.parse(said.out);
    assert.equal(told.verdict, verdict);
  });
}
