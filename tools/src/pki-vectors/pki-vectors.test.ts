import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { GROUPS } from './group/index.ts';
import { at } from './make/place.ts';
import { groupText } from './write.ts';

test('the vectors in vectors/pki are those that the tables make (npm run vectors -- pki)', () => {
  for (const group of GROUPS) {
    assert.ok(readFileSync(at(`${group.name}.json`), 'utf8') === groupText(group), group.name);
  }
});

test('the makers share no code with what is under test', () => {
  const files = globSync('**/*.ts', { cwd: import.meta.dirname });
  const imports = files.flatMap((file) => {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    return [...text.matchAll(/\bfrom '([^'.][^']*)'/g)].map((match) => match[1]);
  });
  assert.deepEqual([...new Set(imports)].sort(), [
    'asn1js',
    'node:assert/strict',
    'node:fs',
    'node:path',
    'node:test',
  ]);
});
