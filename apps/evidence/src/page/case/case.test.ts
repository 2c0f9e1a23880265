/** The page on every spoilt bundle that the judge, the command and the script of conformance/ are given too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeBundle } from '@kazasu/evidence';
import { createScene, goodContents, makeBundle, SPOILT_CASES } from '@kazasu/evidence/testing';
import { openCase } from './index.ts';

const scene = createScene();

function show({ bundle, options }: Pick<ReturnType<typeof makeBundle>, 'bundle' | 'options'>) {
  const { trust = {}, time, document, profiles = [] } = options;
  const choice = { trust, profiles };
  return openCase({ bundle: encodeBundle(bundle), document, trust: choice, compared: new Set(), time });
}

test('a good bundle holds, with its document', () => {
  const made = makeBundle(scene, { renewed: true });
  assert.equal(show(made).headline, 'holds');
  const options = { ...made.options, document: scene.document };
  assert.equal(show({ ...made, options }).headline, 'holds');
});

for (const kind of ['status-check', 'consent', 'latest-items'] as const) {
  test(`nobody is shown as having signed a record of kind ${kind}`, () => {
    const contents = goodContents(scene);
    const { signers, request, headline } = show(makeBundle(scene, { kind, contents }));
    assert.deepEqual([signers, request, headline], [[], undefined, 'contradiction']);
    const { signature: _, ...unsigned } = contents;
    const other = show(makeBundle(scene, { kind, contents: unsigned }));
    assert.deepEqual([other.request, other.headline], [undefined, 'genuine']);
  });
}

for (const { name, spoil, verdict } of SPOILT_CASES) {
  test(`the page says ${verdict}: ${name}`, () => {
    const { report, headline } = show(spoil(scene));
    assert.equal(report.verdict, verdict);
    assert.ok(headline !== 'holds' && headline !== 'genuine', headline);
  });
}
