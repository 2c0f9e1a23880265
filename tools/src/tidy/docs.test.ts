import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { GENERATED } from '../docs/index.ts';
import { ROOT, textFiles } from './sources.ts';

for (const { path, make } of GENERATED) {
  test(`${path.slice(ROOT.length + 1)} says what the code says (npm run docs)`, () => {
    assert.equal(readFileSync(path, 'utf8'), make());
  });
}

test('every third-party package is named in ADR 0005 with what was not taken instead', () => {
  const record = readFileSync(resolve(ROOT, 'docs/adr/0005-libraries.md'), 'utf8');
  const names = textFiles()
    .filter((file) => file.path.endsWith('package.json'))
    .flatMap((file) => {
      const manifest = JSON.parse(file.text) as { [kind: string]: object | undefined };
      const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'];
      return kinds.flatMap((kind) => Object.keys(manifest[kind] ?? {}));
    })
    .filter((name) => !name.startsWith('@kazasu/') && !name.startsWith('@types/'));
  // A family is written once with its scope: `@peculiar/asn1-schema`, `asn1-x509`.
  const named = (name: string) =>
    record.includes(`\`${name}\``) || record.includes(`\`${name.split('/').at(-1)}\``);
  assert.deepEqual(
    [...new Set(names)].filter((name) => !named(name)),
    [],
  );
});

test('both READMEs have the same sections and the same commands', () => {
  const outline = (path: string) => {
    const text = readFileSync(resolve(ROOT, path), 'utf8');
    return {
      sections: text.match(/^#{1,3} /gm)?.length,
      commands: text.match(/^(?:npm|npx|node) .*$/gm)?.map((line) => line.replace(/\s+#.*$/, '')),
      links: new Set(text.match(/\]\((?:docs|[A-Z])[^)]*\)/g)?.filter((link) => !link.includes('README'))),
    };
  };
  assert.deepEqual(outline('README.ja.md'), outline('README.md'));
});
