import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { isTest, ROOT, textFiles, typeScriptFiles } from './sources.ts';

/** A file longer than this is either a table or a coordinator that nobody split. */
const LINES_MAX = 300;

/** Tables and the present exceptions. The ratchet: an entry may shrink or go, never grow. */
const longer = JSON.parse(readFileSync(resolve(ROOT, 'tools/src/tidy/longer-files.json'), 'utf8')) as {
  [path: string]: { lines: number; why: string };
};

const lengths = new Map(
  typeScriptFiles(textFiles())
    .filter((file) => !isTest(file.path))
    .map((file) => [file.path, file.text.split('\n').length]),
);

test(`no source file has more than ${LINES_MAX} lines, but for those listed with a reason`, () => {
  const wrong = [...lengths].filter(([path, lines]) => lines > (longer[path]?.lines ?? LINES_MAX));
  assert.deepEqual(wrong, []);
});

test('the list of longer files holds no entry that is no longer needed', () => {
  const stale = Object.entries(longer).filter(([path, { lines }]) => {
    const now = lengths.get(path);
    return now === undefined || now <= LINES_MAX || now < lines - 20;
  });
  assert.deepEqual(
    stale.map(([path]) => path),
    [],
  );
});
