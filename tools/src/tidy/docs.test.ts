import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { DIVERGENCES as AUTHORITY } from '@kazasu/authority/divergences';
import { DIVERGENCES as CARD } from '@kazasu/card/divergences';
import { DIVERGENCES as PKI } from '@kazasu/pki/divergences';
import { DIVERGENCES as PROVIDER } from '@kazasu/provider/divergences';
import { GENERATED } from '../docs/index.ts';
import { requirementsOf, TABLES } from '../docs/oauth/requirements.ts';
import { SHAKEN } from '../docs/shaken.ts';
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

const FACTS = readFileSync(resolve(ROOT, 'docs/card-facts.md'), 'utf8');
/** `a.6` and the like, and the two other cards. */
const SECTIONS = new Set(
  [...FACTS.matchAll(/^#{2,3} ([a-z]\.\d+|licence|residence)(?= )/gm)].map((match) => match[1] as string),
);
/** The numbers in the table of wire facts, the last of the page. */
const WIRE_SECTIONS = new Set(
  [...FACTS.slice(FACTS.indexOf('| wire facts |')).matchAll(/^\| ([0-9.]+) \|/gm)].map(
    (match) => match[1] as string,
  ),
);
/** `a.6` anywhere, and anything of that form behind the word. */
const CITED = /(?<![\w.])[abc]\.\d+\b|(?<=\bfacts )[a-z]\.\d+\b/gi;
const WIRE_CITED = /\bwire facts (?:section )?(\d+(?:\.\d+)*(?:, \d+(?:\.\d+)*)*)/gi;

test('a fact that is cited is a section of docs/card-facts.md', () => {
  const cited = textFiles()
    .filter(({ path }) => path !== 'tools/src/tidy/docs.test.ts')
    .flatMap(({ path, text }) => citationsIn(text).map((citation) => ({ path, citation })));
  assert.deepEqual(
    cited.filter(({ citation }) => !isSection(citation)).map(({ path, citation }) => `${path}: ${citation}`),
    [],
  );
  assert.ok(cited.length > 100, 'the citations are not found any more');
});

test('a divergence stands under a section, and names a file that exists', () => {
  const tables = [AUTHORITY, CARD, PKI, PROVIDER].flatMap((table) => Object.entries(table));
  const dead = tables.filter(([, { section }]) => !SECTIONS.has(section) && !WIRE_SECTIONS.has(section));
  const gone = (['card', 'pki'] as const).flatMap((room) =>
    Object.entries(room === 'card' ? CARD : PKI).filter(
      ([, { file }]) => !existsSync(resolve(ROOT, 'lib', room, 'src', file)),
    ),
  );
  assert.deepEqual(
    [...dead, ...gone].map(([id]) => id),
    [],
  );
});

/** Letters in lower case are facts; those of appendices in RFCs are capitals. A comment may break a citation. */
function citationsIn(text: string): string[] {
  const oneLine = text.replace(/\s*\n\s*(?:\*|\/\/)?\s*/g, ' ');
  const facts = [...oneLine.matchAll(CITED)].map((match) => match[0]).filter((name) => /^[a-z]/.test(name));
  const wire = [...oneLine.matchAll(WIRE_CITED)].flatMap((match) =>
    (match[1] as string).split(', ').map((section) => `wire ${section}`),
  );
  return [...facts, ...wire, ...(/\bfacts\/\w+\.md/.test(text) ? ['a path'] : [])];
}

function isSection(citation: string): boolean {
  const wire = /^wire (.*)$/.exec(citation)?.[1];
  return wire === undefined ? SECTIONS.has(citation) : WIRE_SECTIONS.has(wire);
}

test('both READMEs have the same sections and the same commands', () => {
  const outline = (path: string) => {
    const text = readFileSync(resolve(ROOT, path), 'utf8');
    return {
      sections: text.match(/^#{1,3} /gm)?.length,
      commands: text.match(/^(?:npm|npx|node) .*$/gm)?.map((line) => line.replace(/\s+#.*$/, '')),
      links: new Set(
        text
          .match(/\]\((?:docs|[A-Z])[^)]*\)/g)
          ?.filter((link) => !link.includes('README'))
          .map((link) => link.replace('.ja.md', '.md')),
      ),
    };
  };
  assert.deepEqual(outline('README.ja.md'), outline('README.md'));
});

const ROWS = TABLES.flatMap((name) => requirementsOf(name).rows.map((row) => ({ ...row, name })));

test('a requirement of OAuth names files that exist, and a test that is in its file', () => {
  const sources = new Map<string, string>();
  const read = (file: string) => {
    const path = resolve(ROOT, file);
    if (!sources.has(file)) sources.set(file, existsSync(path) ? readFileSync(path, 'utf8') : '');
    return sources.get(file) ?? '';
  };
  const gone = ROWS.flatMap(({ name, id, where, test: named }) => [
    ...where.filter((file) => read(file) === '').map((file) => `${name} ${id}: no file ${file}`),
    ...(named === undefined || isTitleIn(read(named.file), named.title)
      ? []
      : [`${name} ${id}: no test ${named.title}`]),
  ]);
  assert.deepEqual(gone, []);
});

test('what shakes a parser is a test of the file that is named', () => {
  const gone = SHAKEN.filter(({ file, title }) => {
    const path = resolve(ROOT, file);
    return !existsSync(path) || !isTitleIn(readFileSync(path, 'utf8'), title);
  });
  assert.deepEqual(
    gone.map(({ file, title }) => `${file}: ${title}`),
    [],
  );
});

/** The title of a test, not a sentence that stands somewhere. */
function isTitleIn(source: string, title: string): boolean {
  return ["'", '`', '"'].some((quote) => source.includes(`test(${quote}${title}${quote}`));
}

test('a requirement of OAuth that is met has a test, and one that is not, or not for all, says why', () => {
  const untested = ROWS.filter(
    ({ met, test: named }) => (met === 'all' || met === 'strict') && named === undefined,
  );
  const silent = ROWS.filter(({ met, why }) => ['partly', 'no', 'na'].includes(met) && why === undefined);
  const all = [...untested, ...silent].map(({ name, id }) => `${name} ${id}`);
  assert.deepEqual(all, []);
  assert.ok(ROWS.length > 100);
});

/** What must not be missing: every number of ASVS V10, every section of the others that asks something of us. */
const NUMBERS: { readonly [Name in (typeof TABLES)[number]]: readonly string[] } = {
  'asvs-v10': [2, 3, 5, 16, 5, 2, 3].flatMap((count, section) =>
    Array.from({ length: count }, (_, index) => `10.${section + 1}.${index + 1}`),
  ),
  'rfc-9700': [
    ...['2.1', '2.1.1', '2.1.2', '2.2.1', '2.2.2', '2.3', '2.4', '2.5', '2.6'],
    ...Array.from({ length: 17 }, (_, index) => `4.${index + 1}`),
  ],
  'fapi-2-security-profile': [
    ...['5.2.1', '5.2.3', '5.3.4', '5.4.1', '5.4.2'],
    ...Array.from({ length: 14 }, (_, index) => `5.3.2.1-${index + 1}`),
    ...Array.from({ length: 14 }, (_, index) => `5.3.2.2-${index + 1}`),
  ],
  'fapi-2-message-signing': [
    ...Array.from({ length: 5 }, (_, index) => `5.3.2-${index + 1}`),
    ...['5.4.2-1', '5.4.2-2', '5.5.2-1'],
  ],
};

for (const name of TABLES) {
  test(`no number of ${name} is missing, strange, or there twice`, () => {
    const ids = ROWS.filter((row) => row.name === name).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const numbers = new Set(ids.map((id) => id.split(' ')[0]));
    assert.deepEqual(
      NUMBERS[name].filter((number) => !numbers.has(number)),
      [],
    );
    if (name === 'asvs-v10') assert.deepEqual([...numbers], NUMBERS[name]);
  });
}
