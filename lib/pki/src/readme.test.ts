import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { PdfWriter } from './pades/testing/writer.ts';
import { PATH_BUDGET } from './path/budget.ts';
import { makeLeaf, makeRoot } from './testing/maker.ts';

const ROOM = join(import.meta.dirname, '..');
const VECTORS = join(ROOM, '../../vectors/pki');
const folder = mkdtempSync(join(tmpdir(), 'kazasu-readme-'));
after(() => rmSync(folder, { recursive: true }));

const PAGES = ['README.md', 'README.ja.md'].map(
  (name) => [name, readFileSync(join(ROOM, name), 'utf8')] as const,
);

/** Whose files the snippets read: the vector, and the names of its inputs. */
const FILES: { readonly [vector: string]: { readonly [input: string]: string | readonly string[] } } = {
  'crl/whole-path': {
    certificate: 'leaf.der',
    intermediates: ['sub.der'],
    anchors: ['root.der'],
    crls: ['root.crl', 'sub.crl'],
  },
  'crl/revoked': { certificate: 'revoked.der', anchors: ['issuer.der'], crls: ['revoked.crl'] },
  'ocsp/delegated': { certificate: 'asked.der', issuer: 'asked-issuer.der', response: 'answer.der' },
  'cms/cades-detached': {
    document: 'contract.p7s',
    content: 'contract.txt',
    anchors: ['signer-root.der'],
    timestampAnchors: ['time-root.der'],
    crls: ['signer-root.crl', 'time-root.crl'],
  },
  'cms/content-changed': { document: 'changed.p7s' },
  'xades/enveloped': { document: 'contract.xml' },
  'pades/signed': { document: 'contract.pdf' },
};

interface VectorFile {
  readonly cases: readonly {
    readonly id: string;
    readonly inputs: { readonly [name: string]: string | string[] };
  }[];
  readonly blobs: { readonly [id: string]: string };
}

for (const [id, inputs] of Object.entries(FILES)) {
  const { cases, blobs } = JSON.parse(
    readFileSync(join(VECTORS, `${id.split('/')[0]}.json`), 'utf8'),
  ) as VectorFile;
  const vector = cases.find((one) => one.id === id) ?? assert.fail(id);
  for (const [input, names] of Object.entries(inputs)) {
    const keys = [vector.inputs[input] ?? assert.fail(`${id} ${input}`)].flat();
    for (const [at, name] of [names].flat().entries()) {
      writeFileSync(join(folder, name), Buffer.from(blobs[keys[at] ?? ''] ?? assert.fail(name), 'base64'));
    }
  }
}

/** A card with its certificate, and something to sign. */
const root = makeRoot();
const card = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
writeFileSync(join(folder, 'card-root.der'), root.der);
writeFileSync(join(folder, 'card.der'), makeLeaf(root, { key: card }).der);
writeFileSync(join(folder, 'card.key'), card.export({ type: 'pkcs8', format: 'pem' }));
const application = new PdfWriter().revision({
  1: '<< /Type /Catalog /Pages 2 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Resources << >> >>',
});
writeFileSync(join(folder, 'application.pdf'), application.bytes);

/** The packages by their files: the snippets run outside the workspace, beside the files that they read. */
function runnable(snippet: string): string {
  const url = (path: string) => pathToFileURL(join(import.meta.dirname, path)).href;
  return snippet
    .replaceAll("'@kazasu/pki'", `'${url('index.ts')}'`)
    .replaceAll("'@kazasu/pki/assemble'", `'${url('assemble/index.ts')}'`)
    .replaceAll("'@kazasu/pki/xades'", `'${url('xades/index.ts')}'`)
    .replaceAll(/(readFileSync|createReadStream)\('/g, `$1('${folder}/`);
}

for (const [page, text] of PAGES) {
  const snippets = [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, snippet = '']) => snippet);

  test(`the eight snippets of ${page} print what they say`, async (context) => {
    assert.equal(snippets.length, 8);
    for (const [at, snippet] of snippets.entries()) {
      const file = join(folder, `${page}-${at}.ts`);
      writeFileSync(file, runnable(snippet));
      const printed: string[] = [];
      const log = context.mock.method(console, 'log', (...what: unknown[]) => {
        printed.push(what.map((one) => (typeof one === 'bigint' ? `${one}n` : String(one))).join(' '));
      });
      await import(pathToFileURL(file).href);
      log.mock.restore();
      const said = [...snippet.matchAll(/\/\/ (?:prints: |表示: )(.*)/g)].map(([, line]) => line);
      assert.ok(said.length >= 2);
      assert.deepEqual(printed, said, file);
    }
  });

  test(`${page} names every option and every field of a report`, () => {
    for (const [section, interfaces] of Object.entries(TOLD)) {
      const part = sectionOf(text, section);
      for (const name of interfaces) {
        for (const property of propertiesOf(name)) {
          assert.match(part, new RegExp(`\`${property}\``), `${page}, ${section}: ${name}.${property}`);
        }
      }
    }
  });

  test(`${page} names everything that the door lets out`, () => {
    const door = readFileSync(join(import.meta.dirname, 'index.ts'), 'utf8');
    const blocks = [...door.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].map(([, names = '']) => names);
    const names = blocks.flatMap((block) => block.match(/\w+(?=\s*(?:,|$))/g) ?? []);
    assert.ok(names.length > 60 && names.includes('checkIndex'));
    const untold = names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text));
    assert.deepEqual(untold, []);
  });

  test(`${page} has the budgets that there are`, () => {
    for (const [name, value] of Object.entries(PATH_BUDGET))
      assert.match(text, new RegExp(`\\| \`${name}\` \\| ${value} \\|`));
  });
}

/** Section headings by what both languages have in them, and the interfaces whose properties must be named there. */
const TOLD: { readonly [section: string]: readonly string[] } = {
  '`validatePath`': ['PathOptions', 'PathDemands', 'RevocationDemands', 'PathBudget'],
  '`checkCrl`': ['CrlOptions', 'OcspOptions', 'IndexCheckOptions'],
  '`verifyCms`': ['SignatureOptions', 'XadesOptions'],
  '`verifyTimestampToken`': ['TimestampOptions'],
  '`judgeAuthentication`': ['AuthenticationInput'],
  'Reports|報告の項目': [
    'Report',
    'Check',
    'PathReport',
    'SignatureReport',
    'DocumentReport',
    'PadesReport',
    'TimestampReport',
  ],
};

/** From the heading to the next one of its level or above. */
function sectionOf(text: string, heading: string): string {
  const found = new RegExp(`^(#+) (?:${heading}).*\\n(?:(?!##? |### )[^]*?)(?=^#{2,3} |$(?![^]))`, 'm').exec(
    text,
  );
  return found?.[0] ?? assert.fail(`no section ${heading}`);
}

const SOURCES = globSync('**/*.ts', { cwd: import.meta.dirname })
  .filter((path) => !path.endsWith('.test.ts'))
  .map((path) => readFileSync(join(import.meta.dirname, path), 'utf8'));

function propertiesOf(name: string): string[] {
  const declared = new RegExp(`export interface ${name}\\b[^]*?\\n\\}`);
  const bodies = SOURCES.flatMap((text) => declared.exec(text)?.[0] ?? []);
  assert.equal(bodies.length, 1, name);
  const names = [...(bodies[0] ?? '').matchAll(/^ {2}readonly (\w+)\??:/gm)].map(
    ([, property = '']) => property,
  );
  assert.ok(names.length > 0, name);
  return names;
}
