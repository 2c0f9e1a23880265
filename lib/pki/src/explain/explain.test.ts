import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Rule } from '../rule.ts';
import { explainReport, RULES } from './index.ts';

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
