/**
 * The README and the guides to signatures, verification, the sandbox, the strict profile and operation: their examples run from top to bottom, in both
 * languages, and so does the job that a relying party is to copy into its CI.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { environment } from '@kazasu/server/config';
import { OPENSSL, PDFSIG, requirePeer, XMLSEC } from '@kazasu/server/peer';
import { portsFrom, urlsOf } from '../src/access/index.ts';
import { freshTown, type TestTown } from './support/index.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CURL = requirePeer({ name: 'curl', commands: ['curl'], remedy: 'apt-get install curl' });
const skip = CURL.missing || requirePeer(OPENSSL).missing;

interface Guide {
  readonly path: string;
  /** What the output must have in it, in this order. */
  readonly told: readonly RegExp[];
}

const GUIDES: readonly Guide[] = [
  { path: 'README', told: [/wants these signed/, /TOTAL-PASSED/, /Together: VALID/] },
  {
    path: 'docs/use/signing',
    told: [
      /TOTAL-PASSED/,
      /CMS B/,
      /TOTAL-PASSED/,
      /PAdES B/,
      /^valid \{/m,
      /試野　太郎/,
      /TOTAL-PASSED/,
      /access_denied/,
    ],
  },
  {
    path: 'docs/use/verifier',
    told: [
      /"code":"key-scope"/,
      /^valid 見本　花子/m,
      /"status":"good"/,
      /webhook\.test/,
      /"items":\{"name":"見本　花子"/,
      /Together: VALID/,
      /Heads: VALID/,
      /"code":"record-retained"/,
    ],
  },
  {
    path: 'docs/use/sandbox',
    told: [/pass 3/, /"asked":"revoked"/],
  },
  { path: 'docs/use/strict', told: [/pass 2/] },
  {
    path: 'docs/operate/verifier',
    told: [/"status":"ok"/, /^valid$/m, /"stamped":\{"size":1/, /"intact":true/],
  },
];

let town: TestTown;
before(async () => {
  if (!skip) town = await freshTown();
});
after(() => town?.end());

test('the guides have the same examples in both languages', () => {
  for (const { path } of GUIDES) assert.deepEqual(blocksOf(`${path}.ja.md`), blocksOf(`${path}.md`), path);
});

for (const { path, told: wanted } of GUIDES) {
  test(`the examples of ${path}.md run from top to bottom`, { skip }, async () => {
    const { status, told } = await runGuide(`${path}.md`, town);
    assert.equal(status, 0, told);
    let at = 0;
    for (const pattern of wanted) {
      const found = told.slice(at).search(pattern);
      assert.ok(found >= 0, `nothing like ${pattern} is told there:\n${told}`);
      at += found + 1;
    }
  });
}

test('the job for a CI finds command and library in a checkout beside the site', { skip }, async () => {
  const { status, told } = await runJob('docs/use/sandbox.md', town);
  assert.equal(status, 0, told);
  assert.match(told, /pass 3/);
});

test('what the guide to signatures makes opens as signed in other people’s programs', {
  skip: skip || requirePeer(XMLSEC).missing || requirePeer(PDFSIG).missing,
}, async () => {
  const { anchors } = (await (await fetch(`${town.town.urls.evidence}/trust.json`)).json()) as {
    readonly anchors: readonly string[];
  };
  const pem = (der: string) =>
    `-----BEGIN CERTIFICATE-----\n${der.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
  const folder = folderOf('docs/use/signing.md', town);
  writeFileSync(join(folder, 'anchors.pem'), anchors.map(pem).join(''));
  for (const [i, der] of anchors.entries()) writeFileSync(join(folder, `anchor-${i}.pem`), pem(der));
  const script = `openssl cms -verify -binary -cades -purpose any -CAfile anchors.pem -inform DER \\
      -in application.pdf.p7s -content application.pdf -out verified.pdf
    cmp verified.pdf application.pdf
    xmlsec1 --verify --id-attr:Id SignedProperties $(printf -- '--trusted-pem %s ' anchor-*.pem) notice.xml
    pdfsig signed.pdf
    pdfsig signed-pades.pdf`;
  const { status, told } = await bash(script, folder, environmentOfGuides());
  assert.equal(status, 0, told);
  assert.match(told, /CAdES Verification successful/i);
  assert.match(told, /^OK$/m);
  assert.equal(told.match(/Signature is Valid/g)?.length, 2, told);
});

/** Without comments behind code, which are in the reader's language. */
function blocksOf(path: string): string[] {
  const blocks = readFileSync(join(ROOT, path), 'utf8').match(/```(?:sh|js|yaml)\n.*?```/gs) ?? [];
  return blocks.map((block) => block.replaceAll(/(?<=\S.*) \/\/ .*/g, ''));
}

/** In a folder of its own: programs are written from the blocks that name a file, the others are one script. */
async function runGuide(path: string, { town, dataFolder }: TestTown) {
  const folder = folderOf(path, { dataFolder });
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const name of ['application.pdf', 'contract.pdf']) writeFileSync(join(folder, name), blankPdf());
  const text = inThisTown(readFileSync(join(ROOT, path), 'utf8'), town, dataFolder);
  writePrograms(text, folder);
  // npx would start an npm for each command, to find what is in the folder anyway.
  const blocks = ['npx() { "$@"; }', ...[...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block)];
  const env = { ...environmentOfTown({ town, dataFolder }), PORT: await freePort() };
  return bash(blocks.join('\n'), folder, env);
}

/**
 * The commands of a guide's one job, each step in a shell of its own as a runner has them: in `site`, with this project beside it.
 * Stood in for are only what would install everything anew, and a second town.
 */
async function runJob(path: string, town: TestTown) {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const folder = folderOf(`${path}.job`, town);
  const site = join(folder, 'site');
  mkdirSync(join(folder, 'kazasu/node_modules/.bin'), { recursive: true });
  mkdirSync(site);
  symlinkSync(join(ROOT, 'sdk'), join(folder, 'kazasu/sdk'));
  const command = `if [ "$1" = up ]; then echo 'ready http://'; exec sleep 3; fi; exec kazasu "$@"`;
  writeFileSync(join(folder, 'kazasu/node_modules/.bin/kazasu'), `#!/bin/sh\n${command}\n`, { mode: 0o755 });
  writeFileSync(join(site, 'package.json'), '{ "name": "site", "version": "1.0.0" }');
  writePrograms(text, site);
  const [, job = ''] = /```yaml\n(.*?)```/s.exec(text) ?? [];
  const steps = job.matchAll(/- name: .*\n +run: (?:\|\n((?: {10}.*\n)+)|(.*)\n)/g);
  const env = { ...environmentOfTown(town), npm_config_offline: 'true', npm_config_audit: 'false' };
  const ci = 'npm() { [ "$1" = ci ] || command npm "$@"; }';
  // The guide's own examples may have registered it in this town before.
  let { told } = await bash('kazasu client remove TESTER1 || true', site, env);
  for (const [, lines, line = ''] of steps) {
    const answer = await bash([ci, lines ?? line].join('\n'), site, env);
    told += answer.told;
    if (answer.status !== 0) return { status: answer.status, told };
  }
  return { status: 0, told };
}

/** The blocks that name a file. */
function writePrograms(text: string, folder: string): void {
  for (const [, name = '', body = ''] of text.matchAll(/```js\n\/\/ (\S+)\n(.*?)```/gs)) {
    writeFileSync(join(folder, name), body);
  }
}

function folderOf(path: string, { dataFolder }: Pick<TestTown, 'dataFolder'>): string {
  return join(dataFolder, 'guides', path);
}

function environmentOfTown({ town: { urls }, dataFolder }: Pick<TestTown, 'town' | 'dataFolder'>) {
  return {
    ...environmentOfGuides(),
    ...{ KAZASU_PORT: new URL(urls.index).port, KAZASU_DATA: dataFolder },
    ...{ TOWN: urls.index, ISSUER: urls.issuer, VERIFIER: urls.verifier },
    ...{ AUTHORITY: urls.authority, TIMESTAMP: urls.timestamp },
  };
}

function environmentOfGuides() {
  const { PATH = '', HOME = '' } = environment();
  return { PATH: `${join(ROOT, 'node_modules/.bin')}:${PATH}`, HOME };
}

/** The README writes the addresses and the folder that a town has by itself. */
function inThisTown(text: string, { urls }: TestTown['town'], dataFolder: string): string {
  const usual = urlsOf(portsFrom(4000));
  const names = Object.keys(usual) as (keyof typeof usual)[];
  // The longest first: some begin with others.
  names.sort((a, b) => usual[b].length - usual[a].length);
  return names
    .reduce((told, name) => told.replaceAll(usual[name], urls[name]), text)
    .replaceAll('data/town', `${dataFolder}/town`);
}

function bash(script: string, cwd: string, env: { readonly [name: string]: string }) {
  return new Promise<{ status: number | null; told: string }>((done, fail) => {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', script], { cwd, env, timeout: 120_000 });
    const pieces: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece: Buffer) => pieces.push(piece));
    child.on('error', fail);
    child.on('close', (status) => done({ status, told: Buffer.concat(pieces).toString() }));
  });
}

function freePort(): Promise<string> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(String(typeof address === 'object' ? address?.port : 0)));
    });
  });
}

/** One empty page. */
function blankPdf(): string {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  ];
  let text = '%PDF-1.7\n';
  const places = objects.map((body, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 4\n0000000000 65535 f \n${places.join('')}`;
  return `${text}${table}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
}
