import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { test } from 'node:test';
import { isTest, ROOT, roomOf, textFiles, typeScriptFiles } from './sources.ts';

const all = textFiles();
const typeScript = typeScriptFiles(all);
const SELF = 'tools/src/tidy/';

/**
 * What may be read from the world, and the one place in shipped code that may read it. The library for relying parties
 * and the examples stand without kit/server and have one place each of their own;
 * so has the app in the browser, for what it draws.
 */
const WORLD_READS = [
  {
    name: 'the time',
    pattern: /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b/,
    only: /^(kit\/server\/src\/clock\/index|(sdk\/rp|examples\/[a-z-]+)\/src\/clock)\.ts$/,
  },
  {
    name: 'randomness',
    pattern: /\bMath\.random\b|\brandomBytes\(|\brandomUUID\(|\bgetRandomValues\b/,
    only: /^(kit\/server\/src\/random\/index|(sdk\/rp|examples\/[a-z-]+)\/src\/random|apps\/phone\/src\/phone-certificate\/random)\.ts$/,
  },
  {
    name: 'the environment',
    pattern: /\bprocess\.env\b/,
    only: /^(kit\/server\/src\/config\/environment|examples\/[a-z-]+\/src\/run)\.ts$/,
  },
];

/** Never part of a running service. */
const DEVELOPERS_ONLY = /^(tools|bench)\//;

/** Nothing of the machine that the project was built on, and no host that packages come from. */
const BANNED = [
  { pattern: /registry\.npmjs|registry\.yarnpkg|deb\.debian\.org/, why: 'a registry host' },
  { pattern: /(^|[\s"'`(])\/(work|root|home)\//, why: 'a path of one machine' },
  { pattern: /fonts\.googleapis|cdn\.jsdelivr|unpkg\.com|cdnjs/, why: 'a content delivery network' },
];

const SUPPRESSION = /@ts-(ignore|nocheck)|@ts-expect-error(?!\s+\S)|biome-ignore [^:]+:\s*$|eslint-disable/;
const LEFT_OVER = /\b(TODO|FIXME|XXX|HACK)\b/;

for (const { name, pattern, only } of WORLD_READS) {
  test(`${name} is read in one place`, () => {
    const wrong = typeScript.filter(
      ({ path, text }) =>
        !only.test(path) &&
        !isTest(path) &&
        !DEVELOPERS_ONLY.test(path) &&
        pattern.test(withoutComments(text)),
    );
    assert.deepEqual(
      wrong.map((file) => file.path),
      [],
    );
  });
}

test('no text names this workplace, a registry or a delivery network', () => {
  const wrong = all.flatMap(({ path, text }) =>
    path.startsWith(SELF)
      ? []
      : BANNED.filter(({ pattern }) => pattern.test(text)).map(({ why }) => `${path}: ${why}`),
  );
  assert.deepEqual(wrong, []);
});

test('no check is switched off without a reason, nothing is left for later', () => {
  const wrong = typeScript.flatMap(({ path, text }) =>
    path.startsWith(SELF)
      ? []
      : text
          .split('\n')
          .map((line, index) => ({ line, at: `${path}:${index + 1}` }))
          .filter(
            ({ line }) => SUPPRESSION.test(line) || LEFT_OVER.test(line) || /\.(only|todo)\(/.test(line),
          )
          .map(({ at }) => at),
  );
  assert.deepEqual(wrong, []);
});

test('every folder of source has a door sign', () => {
  const folders = new Set(
    typeScript.filter(({ path }) => path.includes('/src/')).map(({ path }) => dirname(path)),
  );
  const bare = [...folders].filter((folder) => {
    const roomSign = folder.endsWith('/src') ? [resolve(ROOT, folder, '../README.md')] : [];
    if ([resolve(ROOT, folder, 'README.md'), ...roomSign].some((path) => existsSync(path))) return false;
    const sign = ['index.ts', 'main.ts', 'main.tsx'].map((name) =>
      all.find((file) => file.path === `${folder}/${name}`),
    );
    return (
      !sign.some((file) => file !== undefined && /^(#!.*\n)?\s*(import[^;]*;\s*)*\/\*\*/.test(file.text)) &&
      !isTest(`${folder}/`)
    );
  });
  assert.deepEqual(bare, []);
});

test('every room has a row in the import table of ARCHITECTURE.md', () => {
  const architecture = all.find((file) => file.path === 'ARCHITECTURE.md')?.text ?? '';
  const rooms = new Set(typeScript.map(({ path }) => roomOf(path)).filter((room) => room !== undefined));
  assert.deepEqual(
    [...rooms].filter((room) => !architecture.includes(`\`${room}\``)),
    [],
  );
});

test('the lock file names packages and hashes, no host', () => {
  const lock = all.find((file) => file.path === 'package-lock.json');
  assert.ok(lock !== undefined && !/"resolved": "https?:/.test(lock.text));
});

test('a link in a document leads somewhere', () => {
  const broken = all
    .filter((file) => file.path.endsWith('.md'))
    .flatMap((file) =>
      [...file.text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map((match) => match[1] as string)
        .filter((target) => !existsSync(resolve(ROOT, dirname(file.path), target)))
        .map((target) => `${file.path} → ${target}`),
    );
  assert.deepEqual(broken, []);
});

/** In backticks and beginning with a group of rooms: other things with a slash, like media types, are not paths. */
const ROOM_PATH = /`((?:lib|kit|services|apps|sdk|town|examples|bench|tools|docs)\/[\w./-]+?)\/?`/g;
/** Documents name a door of kit/server without the `src` that the reader need not know. */
const DOOR = /^kit\/server\/(\w+)$/;

test('a path that a document names exists', () => {
  const missing = all
    .filter((file) => file.path.endsWith('.md'))
    .flatMap((file) =>
      [...file.text.matchAll(ROOM_PATH)]
        .map((match) => (match[1] as string).replace(DOOR, 'kit/server/src/$1'))
        .filter((path) => !existsSync(resolve(ROOT, path)))
        .map((path) => `${file.path}: ${path}`),
    );
  assert.deepEqual(missing, []);
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');
}
