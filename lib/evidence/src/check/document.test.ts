import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex, toUtf8 } from '@kazasu/bytes';
import { sha256 } from '../merkle/index.ts';
import {
  AT,
  createScene,
  type DocumentMethod,
  judgeAnyDocument,
  makeBundle,
  recordedOf,
  signDocument,
  verificationParts,
} from '../testing/index.ts';
import { checkBundle } from './index.ts';

const scene = createScene();
const METHODS: readonly DocumentMethod[] = ['cms', 'pades', 'xades'];

function recordOf(method: DocumentMethod, document: Uint8Array) {
  const handedIn = { sha256: toHex(sha256(document)) };
  const contents = verificationParts({ at: AT, ...recordedOf(method, document), method, document: handedIn });
  return makeBundle(scene, { contents });
}

const aboutDocument = (report: ReturnType<typeof checkBundle>) => {
  const check = report.checks.find(({ id }) => id === 'evidence.document');
  return [report.verdict, check?.status, check?.reason];
};

for (const method of METHODS) {
  test(`${method}: a document that is judged again, by the record’s lists and at its time, is the one that was signed`, () => {
    const document = signDocument(scene.signers, method, 'Pay 100 yen.');
    const { bundle, options } = recordOf(method, document);
    const judge = { ...options, document, judgeDocument: judgeAnyDocument };
    assert.deepEqual(aboutDocument(checkBundle(bundle, judge)), ['valid', 'passed', undefined]);
    const { judgeDocument: _, ...unable } = judge;
    assert.deepEqual(aboutDocument(checkBundle(bundle, unable)), [
      'indeterminate',
      'undetermined',
      'unproven',
    ]);
    const other = { ...judge, document: toUtf8('another') };
    assert.deepEqual(aboutDocument(checkBundle(bundle, other)), ['invalid', 'failed', 'other']);
  });

  test(`${method}: without trust, or without the part signature, nothing is said of the document`, () => {
    const document = signDocument(scene.signers, method, 'Pay 100 yen.');
    const { bundle, options } = recordOf(method, document);
    const judge = { ...options, document, judgeDocument: judgeAnyDocument };
    const trust = { ...options.trust, anchors: [] };
    assert.notEqual(aboutDocument(checkBundle(bundle, { ...judge, trust }))[1], 'passed');
    const { signature: _, ...parts } = bundle.parts;
    const report = checkBundle({ ...bundle, parts }, judge);
    assert.deepEqual(aboutDocument(report), ['indeterminate', 'undetermined', 'unproven']);
  });
}

test('the content of a CMS is what was signed if the signatures sign its hash, whoever judges', () => {
  const { bundle, options } = recordOf('cms', signDocument(scene.signers, 'cms', 'Pay 100 yen.'));
  const report = checkBundle(bundle, { ...options, document: toUtf8('Pay 100 yen.') });
  assert.deepEqual(aboutDocument(report), ['valid', 'passed', undefined]);
});
