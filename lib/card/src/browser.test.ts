import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** Every way to name another module that survives the types being taken away. */
const IMPORT =
  /^(?:import|export)(?! type\b)[^'";]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;

interface Graph {
  /** Files, and packages of this repository. */
  readonly files: Map<string, string>;
  readonly packages: Set<string>;
}

/** All that a module brings along, through the files of this room and of lib/bytes. */
function graphOf(entry: URL, graph: Graph = { files: new Map(), packages: new Set() }): Graph {
  if (graph.files.has(entry.href)) return graph;
  const source = readFileSync(entry, 'utf8');
  graph.files.set(entry.href, source);
  for (const [, named, bare, dynamic] of source.matchAll(IMPORT)) {
    const specifier = named ?? bare ?? dynamic ?? '';
    if (specifier.startsWith('.')) graphOf(new URL(specifier, entry), graph);
    else graph.packages.add(specifier);
    if (specifier === '@kazasu/bytes') graphOf(new URL(import.meta.resolve(specifier)), graph);
  }
  return graph;
}

test('the half of the room that reads cards needs nothing of Node: it runs in a browser', () => {
  const { files, packages } = graphOf(new URL('./index.ts', import.meta.url));
  assert.deepEqual([...packages], ['@kazasu/bytes']);
  assert(files.size > 60, String(files.size));
  for (const [file, source] of files) {
    const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    assert(!/\b(?:Buffer|process|require|__dirname|setImmediate)\b/.test(code), file);
  }
});

test('the same look finds what the virtual half needs of Node', () => {
  const { packages } = graphOf(new URL('./virtual/index.ts', import.meta.url));
  assert(packages.has('node:crypto'));
});

test('cryptography and randomness come to the reader through one file and one argument', () => {
  const { files } = graphOf(new URL('./index.ts', import.meta.url));
  const users = [...files].filter(([, source]) => /\bcrypto\.subtle\b|getRandomValues/.test(source));
  assert.deepEqual(
    users.map(([file]) => file.replace(/^.*\/src\//, '')),
    ['reader/web-crypto.ts'],
  );
});
