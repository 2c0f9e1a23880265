import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { mayImport } from './rooms.ts';
import { type ImportEdge, importsOf, isTest, ROOT, roomOf, textFiles, typeScriptFiles } from './sources.ts';

const files = typeScriptFiles(textFiles());
const edges = files.flatMap(importsOf);

/** The only files of a room that may import node:crypto; everything else goes through them. */
const CRYPTO_DOOR = /^[a-z]+(\/[a-z-]+)?\/src\/crypto\.ts$/;

/** Web pages and the half of lib/card that reads cards run in a browser. */
const BROWSER = [
  /^lib\/bytes\/src\//,
  /^lib\/card\/src\/(?!([a-z]+\/)?(?:virtual|node)\/|crypto\.ts$)/,
  /^kit\/ui\/src\/(react|text)\//,
  /^kit\/reader\/src\/(agent\/|websocket\/(?!serve))/,
  /^apps\/phone\/src\/(page|headless|phone-certificate)\//,
];

const NETWORK = /^(node:)?(http|https|http2|net|tls|dns|dgram)(\/|$)|^(undici|ws)$/;
const NETWORK_CALL = /\b(fetch|WebSocket|XMLHttpRequest|EventSource)\(/;

test('a room imports only the rooms below it', () => {
  const wrong = edges.filter((edge) => {
    const room = roomOf(edge.path);
    if (room === undefined || isTest(edge.path) || !edge.specifier.startsWith('@kazasu/')) return false;
    return !mayImport(room, edge.specifier);
  });
  assert.deepEqual(wrong.map(describeEdge), []);
});

test('a relative import stays inside its room', () => {
  const wrong = edges.filter((edge) => {
    if (!edge.specifier.startsWith('.')) return false;
    const target = resolve('/', edge.path, '..', edge.specifier).slice(1);
    return roomOf(target) !== roomOf(edge.path);
  });
  assert.deepEqual(wrong.map(describeEdge), []);
});

test('a room declares every package it imports', () => {
  const wrong = edges.filter((edge) => {
    const room = roomOf(edge.path);
    if (room === undefined || isBuiltin(edge.specifier) || edge.specifier.startsWith('.')) return false;
    return !declaredBy(room, isTest(edge.path)).has(packageOf(edge.specifier));
  });
  assert.deepEqual(wrong.map(describeEdge), []);
});

test('a room declares no package that it does not import', () => {
  const imported = new Map<string, Set<string>>();
  for (const edge of edges) {
    const room = roomOf(edge.path) ?? '';
    imported.set(room, (imported.get(room) ?? new Set()).add(packageOf(edge.specifier)));
  }
  const unused = [...imported].flatMap(([room, names]) =>
    room === ''
      ? []
      : [...declaredBy(room, true)]
          .filter(
            (name) => !names.has(name) && !name.startsWith('@types/') && !usedOutsideTypeScript(room, name),
          )
          .map((name) => `${room}: ${name}`),
  );
  assert.deepEqual(unused, []);
});

test('node:crypto has one door a room', () => {
  const wrong = edges.filter(
    (edge) => edge.specifier === 'node:crypto' && !isTest(edge.path) && !CRYPTO_DOOR.test(edge.path),
  );
  assert.deepEqual(wrong.map(describeEdge), []);
});

test('what runs in a browser imports nothing of Node', () => {
  const wrong = edges.filter(
    (edge) =>
      (isBuiltin(edge.specifier) || /^\.\.?\/(.*\/)?crypto\.ts$/.test(edge.specifier)) &&
      !isTest(edge.path) &&
      BROWSER.some((pattern) => pattern.test(edge.path)),
  );
  assert.deepEqual(wrong.map(describeEdge), []);
});

test('a library reaches no network: it imports nothing that does, and calls nothing that the platform has for it', () => {
  const inLibrary = ({ path }: { readonly path: string }) => path.startsWith('lib/') && !isTest(path);
  const reaching = edges.filter((edge) => inLibrary(edge) && NETWORK.test(edge.specifier));
  assert.deepEqual(reaching.map(describeEdge), []);
  const calling = files.filter((file) => inLibrary(file) && NETWORK_CALL.test(file.text));
  assert.deepEqual(
    calling.map(({ path }) => path),
    [],
  );
});

test('nothing that is made for tests, the catalogue of components among it, is shipped with anything', () => {
  const wrong = edges.filter(
    (edge) =>
      /^@kazasu\/.*\/testing$/.test(edge.specifier) && !isTest(edge.path) && !edge.path.startsWith('tools/'),
  );
  assert.deepEqual(wrong.map(describeEdge), []);
});

test('no source file is dead: another file names each', () => {
  const all = textFiles();
  const dead = files.filter(({ path }) => {
    const name = `/${path.split('/').at(-1)}`;
    return (
      !isTest(path) &&
      !path.endsWith('.d.ts') &&
      !all.some((other) => other.path !== path && other.text.includes(name))
    );
  });
  assert.deepEqual(
    dead.map((file) => file.path),
    [],
  );
});

function describeEdge(edge: ImportEdge): string {
  return `${edge.path}:${edge.line} imports ${edge.specifier}`;
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

function packageOf(specifier: string): string {
  const [scopeOrName, name] = specifier.split('/');
  return specifier.startsWith('@') ? `${scopeOrName}/${name}` : (scopeOrName as string);
}

function declaredBy(room: string, withDevelopment: boolean): Set<string> {
  const manifest = JSON.parse(readFileSync(resolve(ROOT, room, 'package.json'), 'utf8')) as {
    name: string;
    dependencies?: object;
    devDependencies?: object;
    optionalDependencies?: object;
  };
  const optional = Object.keys(manifest.optionalDependencies ?? {});
  const development = withDevelopment ? Object.keys(manifest.devDependencies ?? {}) : [];
  return new Set([manifest.name, ...Object.keys(manifest.dependencies ?? {}), ...optional, ...development]);
}

/** Style sheets, HTML and programs that are spawned use packages too. */
function usedOutsideTypeScript(room: string, name: string): boolean {
  const own = JSON.parse(readFileSync(resolve(ROOT, room, 'package.json'), 'utf8')) as { name: string };
  if (own.name === name) return true;
  return textFiles().some(
    (file) => file.path.startsWith(`${room}/`) && /\.(css|html)$/.test(file.path) && file.text.includes(name),
  );
}
