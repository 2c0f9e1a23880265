import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PARSERS } from '@kazasu/conformance/parsers';
import { SHAKEN } from '../docs/shaken.ts';
import { isTest, type Source, textFiles, typeScriptFiles } from './sources.ts';

/**
 * An exported function whose name says that it reads, and whose first parameter is what comes from outside: text, octets, a
 * request, an answer, or whatever it may be.
 */
const READS =
  /^export (?:async )?(?:function |const )((?:parse|read|decode|from|bearer|unpack)[A-Z]\w*)(?:<[^(]*>)?(?: = (?:async )?)?\(\s*(?:\w+|\{[^}]*\})\??: (?:readonly )?(string|Uint8Array|Buffer|unknown|Request|Context|URLSearchParams|Answer|IncomingMessage)\b/gm;

interface Found {
  readonly path: string;
  readonly name: string;
}

function parsersIn({ path, text }: Source): Found[] {
  return [...text.matchAll(READS)].map(([, name = '']) => ({ path, name }));
}

/** Rooms that are served to nobody, or only play the others. */
const NO_DOOR = /^(?:tools|bench|town|conformance|vectors|examples)\//;

const SOURCES = typeScriptFiles(textFiles()).filter(({ path }) => !isTest(path) && !NO_DOOR.test(path));
const FOUND = SOURCES.flatMap(parsersIn);

/** Reads by name, but nothing that somebody else sends; or is judged by another one behind it, which is shaken. */
const OTHERS: { readonly [path: string]: string } = {
  'apps/cli/src/agent/door.ts': 'what is typed where the agent is started',
  'apps/cli/src/card/serve/address.ts': 'what is typed',
  'apps/cli/src/command/administration.ts': 'files that the administrator names',
  'apps/cli/src/command/key.ts': 'a file that the administrator names',
  'apps/cli/src/evidence/input.ts': 'files; what is in them goes to lib/evidence, which is shaken',
  'apps/cli/src/phone/link.ts': 'what is typed; the code in it is judged by the provider',
  'apps/cli/src/verify/tell/time.ts': 'what is typed',
  'apps/phone/src/phone-certificate/private-key.ts': 'a key that the same phone has made',
  'kit/server/src/keys/passphrase.ts': 'files of the operator',
  'kit/server/src/keys/private-file.ts': 'files of the operator',
  'kit/ui/src/build/place.ts': 'a file of our own build',
  'kit/ui/src/text/language.ts': 'compares with two words; headers are cut at 200 characters before',
  'lib/card/src/virtual/messaging/data-object.ts':
    'commands to a virtual card, shaken by lib/card/src/virtual/testing/fuzz',
  'services/authority/src/ceremony/files.ts': 'a file of the ceremony, on the machine of the operator',
  'services/verifier/src/webhook/messages.ts': 'what the route has matched with the same pattern',
};

const listed = new Set(PARSERS.flatMap(({ name }) => name.split(', ')));
const covers = SHAKEN.flatMap((row) => row.covers);
const isUnder = (path: string, prefix: string) =>
  path === prefix || (prefix.endsWith('/') && path.startsWith(prefix));

test('every parser is shaken, or it is told why it reads nothing of others', () => {
  assert.ok(FOUND.length > 100, String(FOUND.length));
  const missing = FOUND.filter(
    ({ path, name }) =>
      !listed.has(name) && !covers.some((prefix) => isUnder(path, prefix)) && OTHERS[path] === undefined,
  );
  assert.deepEqual(
    missing.map(({ path, name }) => `${path}: ${name}`),
    [],
    'shake it in conformance/src/parsers or in a test of its own (tools/src/docs/shaken.ts), or say in OTHERS why not',
  );
});

test('what is listed of parsers is there', () => {
  const gone = [
    ...covers.filter((prefix) => !SOURCES.some(({ path }) => isUnder(path, prefix))),
    ...Object.keys(OTHERS).filter((path) => !FOUND.some((found) => found.path === path)),
  ];
  assert.deepEqual(gone, []);
});

test('a new parser is found, however it is written', () => {
  const text = [
    'export function parseThing(text: string): Thing {',
    'export async function readThing(request: Request) {',
    'export const decodeThing = (octets: Uint8Array): Thing =>',
    "export function fromThing<const T extends 'a'>(\n  { body }: Answer,\n  more: number,",
    'export function readRow(runner: StatementRunner): Row {',
    'function parseInner(text: string) {',
  ].join('\n');
  assert.deepEqual(
    parsersIn({ path: 'x.ts', text }).map(({ name }) => name),
    ['parseThing', 'readThing', 'decodeThing', 'fromThing'],
  );
});
