import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Rule } from '../rule.ts';
import { FACTS } from './fact.ts';
import { explainReport, RULES } from './index.ts';
import { INDICATIONS, SUB_INDICATIONS } from './indication.ts';

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;
const ROOM = join(import.meta.dirname, '..');

/** Everything that any module of the room exports and that has the shape of a rule. */
async function exportedRules(): Promise<Rule[]> {
  const files = globSync('**/*.ts', { cwd: ROOM }).filter(
    (file) => !file.endsWith('.test.ts') && !file.includes('testing/') && !file.startsWith('issue/'),
  );
  const modules: object[] = await Promise.all(files.map((file) => import(join(ROOM, file))));
  return modules.flatMap((module) => Object.values(module)).filter(isRule);
}

function isRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && 'citation' in value && 'reasons' in value;
}

test('every rule that a module defines has its words in the catalogue', async () => {
  const rules = await exportedRules();
  assert.ok(rules.length > 80, `found ${rules.length}`);
  const missing = rules.filter(({ id, reasons }) => {
    const entry = RULES.get(id);
    return (
      entry === undefined || Object.keys(reasons).some((reason) => !Object.hasOwn(entry.reasons, reason))
    );
  });
  assert.deepEqual(
    missing.map(({ id }) => id),
    [],
  );
});

test('every sentence is there in both languages, and in the right one', () => {
  for (const [id, { title, reasons }] of RULES) {
    for (const { en, ja } of [title, ...Object.values(reasons)]) {
      assert.ok(/[^.]$/.test(en) && !/[\u3040-\u30ff\u4e00-\u9fff]/.test(en), `${id}: ${en}`);
      assert.match(ja, /[\u3040-\u30ff\u4e00-\u9fff]/, `${id}: ${ja}`);
    }
    for (const { ja } of Object.values(reasons)) {
      assert.match(
        ja,
        /(ます|ません|です|ました|でした|ください)([（(「].*)?$/,
        `${id}: polite, without a full stop: ${ja}`,
      );
    }
  }
});

test('a report is told in both languages, and a check of another room by its names', () => {
  const report = {
    verdict: 'invalid',
    checks: [
      { id: 'path.anchors', status: 'failed', reason: 'none', citation: 'RFC 5280 6.1.1 (d)' },
      { id: 'items.hash', status: 'failed', reason: 'toString', citation: 'a.6' },
    ],
  } as const;
  const [ja, en] = [explainReport(report, 'ja'), explainReport(report, 'en')];
  assert.equal(ja.verdictText, '無効');
  assert.equal(en.verdictText, 'invalid');
  assert.equal(ja.checks[0]?.statusText, '不適合');
  assert.match(ja.checks[0]?.reasonText ?? '', /ません$/);
  assert.match(en.checks[0]?.reasonText ?? '', /^no trust anchor/);
  assert.deepEqual(en.checks[1], {
    id: 'items.hash',
    status: 'failed',
    statusText: 'failed',
    title: 'items.hash',
    reasonText: 'toString',
    citation: 'a.6',
  });
});

test('a document is told with its signatures, their indications, and facts in words', () => {
  const cms = {
    verdict: 'indeterminate',
    indication: 'INDETERMINATE',
    subIndication: 'TRY_LATER',
    checks: [],
    signatures: [
      {
        verdict: 'indeterminate',
        indication: 'INDETERMINATE',
        subIndication: 'TRY_LATER',
        checks: [
          {
            id: 'ades.timestamp',
            status: 'skipped',
            reason: 'not-valid',
            citation: 'ETSI EN 319 102-1 5.4',
            facts: { genTime: 0, because: 'HASH_FAILURE', rule: 'timestamp.imprint', covers: 'signature' },
          },
          {
            id: 'path.validity',
            status: 'failed',
            citation: 'RFC 5280',
            facts: { position: 1, notAfter: 1e300 },
          },
        ],
      },
    ],
  } as const;
  const [en, ja] = [explainReport(cms, 'en'), explainReport(cms, 'ja')];
  assert.equal(en.subIndicationText, 'whether the certificate is revoked or suspended is not known yet');
  assert.match(ja.signatures?.[0]?.indicationText ?? '', /判定できません$/);
  const [stamp, validity] = en.signatures?.[0]?.checks ?? [];
  assert.deepEqual(stamp?.facts, [
    { name: 'genTime', label: 'time of the time-stamp', text: '1970-01-01T00:00:00.000Z', time: 0 },
    { name: 'because', label: 'because', text: 'what was signed is not what is here' },
    { name: 'rule', label: 'rule that was not kept', text: RULES.get('timestamp.imprint')?.title.en },
    { name: 'covers', label: 'covers', text: 'signature' },
  ]);
  assert.deepEqual(
    validity?.facts?.map(({ text }) => text),
    ['authority 1 above it', '1e+300'],
  );
  assert.equal(ja.signatures?.[0]?.checks[1]?.facts?.[0]?.text, '上位1番目の認証局');
});

test('words for indications and facts are there in both languages', () => {
  for (const { en, ja } of [
    ...Object.values(INDICATIONS),
    ...Object.values(SUB_INDICATIONS),
    ...Object.values(FACTS).map(({ label }) => label),
  ]) {
    assert.ok(/[^.]$/.test(en) && !JAPANESE.test(en), en);
    assert.match(ja, JAPANESE);
  }
  for (const { ja } of [...Object.values(INDICATIONS), ...Object.values(SUB_INDICATIONS)]) {
    assert.match(ja, /(ます|ません|です)$/);
  }
});
