import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createAuthority } from '@kazasu/authority';
import { TrustResponse } from '@kazasu/authority/api';
import { AuthorityUnreachable, type CrlStream } from '@kazasu/authority/client';
import { fromBase64 } from '@kazasu/bytes';
import { openRevocationIndex, parseCertificate } from '@kazasu/pki';
import { settableClock } from '@kazasu/server/clock';
import { serve } from '@kazasu/server/http';
import { memoryKeys } from '@kazasu/server/keys';
import { createLog, silentLog } from '@kazasu/server/log';
import { openMapper } from '@kazasu/server/mapping';
import { openStore } from '@kazasu/server/store';
import * as v from 'valibot';
import type { IndexOrder, Sight } from '../testing/index-process.ts';
import { HANAKO, PINS } from '../testing/world.ts';
import { openCrlIndexes } from './index.ts';

const NOW = Date.UTC(2026, 5, 15, 3, 0, 0);
const TOKENS = { adminToken: 'counter-token-of-the-tests', verifierToken: 'verifier-token-of-the-tests' };
const MUNICIPALITY = { code: '48201', prefecture: 'Kakuu-ken', city: 'Kazasu-shi' };
const REVOKED = 3;

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-crl-index-'));
  folders.push(folder);
  return folder;
};
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const store = await openStore({ file: ':memory:' });
const clock = settableClock(NOW);
const authority = await createAuthority({ ...TOKENS, store, keys: memoryKeys(), clock, log: silentLog });
const ask = (path: string, token: string, init: RequestInit = {}) =>
  authority.app.request(path, {
    ...init,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
after(async () => {
  await authority.close();
  await store.close();
});

interface Issued {
  readonly issuerKeyId: string;
  readonly serial: string;
}
const issued: Issued[] = [];
let anchors: ReturnType<typeof parseCertificate>[] = [];
let anchor = '';

before(async () => {
  for (let i = 0; i < REVOKED + 1; i += 1) {
    const residentId = `resident-${i}`;
    const resident = { ...HANAKO, residentId, municipality: MUNICIPALITY, myNumber: myNumber(i) };
    await authority.personalise({ resident, options: { pins: PINS } });
    const list = await ask(`/admin/residents/${residentId}/certificates`, TOKENS.adminToken);
    const { certificates } = (await list.json()) as { certificates: { role: string; id: Issued }[] };
    issued.push(certificates.find(({ role }) => role === 'authentication')?.id as Issued);
  }
  const trust = v.parse(TrustResponse, await (await ask('/v1/trust', TOKENS.verifierToken)).json());
  const encoded = trust.anchors.map(({ certificate }) => certificate);
  anchors = encoded.map((one) => parseCertificate(fromBase64(one)));
  anchor = encoded[anchors.findIndex(({ keyId }) => keyId === issuerKeyId())] as string;
});

const issuerKeyId = () => (issued[0] as Issued).issuerKeyId;

function myNumber(i: number): string {
  const first = `9990000${String(100 + i).padStart(4, '0')}`;
  const weights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
  const rest = [...first].reduce((sum, digit, at) => sum + Number(digit) * (weights[at] as number), 0) % 11;
  return `${first}${rest <= 1 ? 0 : 11 - rest}`;
}

async function revoke({ issuerKeyId: issuer, serial }: Issued): Promise<void> {
  const path = `/admin/certificates/${issuer}/${serial}/revocation`;
  const body = JSON.stringify({ reason: 'keyCompromise' });
  assert.equal((await ask(path, TOKENS.adminToken, { method: 'POST', body })).status, 204);
}

const wholeList = async () =>
  new Uint8Array(await (await ask(`/crl/${issuerKeyId()}/whole`, TOKENS.verifierToken)).arrayBuffer());

/** Indexes over an authority that gives what `give` says, one generation only. */
async function opened(folder: string, give: (tag: string | undefined) => CrlStream | Error | undefined) {
  const time = settableClock(NOW);
  const lines: string[] = [];
  const tags: (string | undefined)[] = [];
  const indexes = openCrlIndexes({
    folder,
    refreshMs: 60_000,
    anchors: anchors.filter(({ keyId }) => keyId === issuerKeyId()),
    authority: {
      crlStream: async (_issuer, scope, { tag }) => {
        assert.equal(scope, 'whole');
        tags.push(tag);
        const given = give(tag);
        if (given instanceof Error) throw given;
        return given;
      },
    },
    mapFile: await openMapper(),
    clock: time,
    log: createLog({ service: 'provider', destination: { write: (line) => void lines.push(line) } }),
  });
  return { indexes, time, lines, tags };
}

async function* chunks(octets: Uint8Array, size = 100) {
  for (let at = 0; at < octets.length; at += size) yield octets.subarray(at, at + size);
}

test('a list comes in chunks, is kept as an index that is ours alone, and is used again without asking', async () => {
  const folder = newFolder();
  const list = await wholeList();
  const first = await opened(folder, () => ({ octets: chunks(list), tag: '"1"' }));
  const index = await first.indexes.find(issuerKeyId());
  assert.equal(index?.count, 0);
  assert.equal(await first.indexes.find(issuerKeyId()), index, 'the same object for all who ask');
  assert.equal(await first.indexes.find('00'), undefined, 'a generation that nobody trusts has none');
  assert.deepEqual(first.tags, [undefined]);
  await first.indexes.close();
  const path = join(folder, `${issuerKeyId()}.index`);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(openRevocationIndex(readFileSync(path)).crlSha256, index?.crlSha256);
  const second = await opened(folder, () => undefined);
  assert.equal((await second.indexes.find(issuerKeyId()))?.crlSha256, index?.crlSha256);
  await second.indexes.close();
  assert.deepEqual(second.tags, ['"1"'], 'the authority is told which list is there');
});

test('a list that is refused, broken off or not to be had leaves the one before, and is not asked for at every login', async () => {
  const folder = newFolder();
  const good = await wholeList();
  const altered = good.slice();
  altered[altered.length - 1] = (altered[altered.length - 1] as number) ^ 1;
  const gone = new AuthorityUnreachable('authority/unreachable', 'away');
  const broken = async function* () {
    yield good.subarray(0, 50);
    throw gone;
  };
  const answers: (CrlStream | Error)[] = [
    { octets: chunks(good), tag: undefined },
    { octets: chunks(altered), tag: undefined },
    { octets: chunks(good.subarray(0, -1)), tag: undefined },
    { octets: broken(), tag: undefined },
    gone,
  ];
  const { indexes, time, lines, tags } = await opened(folder, () => answers.shift() ?? gone);
  const index = await indexes.find(issuerKeyId());
  assert.ok(index);
  for (let round = 0; round < 4; round += 1) {
    time.advance(120_000);
    assert.equal(await indexes.find(issuerKeyId()), index);
    assert.equal(await indexes.find(issuerKeyId()), index);
    assert.equal(tags.length, round + 2, 'once a minute');
  }
  await indexes.close();
  const codes = lines.map((line) => (JSON.parse(line) as { code: string }).code);
  assert.deepEqual(codes, ['pki/signature', 'pki/crl', 'authority/unreachable', 'authority/unreachable']);
  assert.ok(!readdirSync(folder).some((name) => name.endsWith('.new')));
});

test('an older list than the one in the file is refused, also after a restart', async () => {
  const folder = newFolder();
  const old = await wholeList();
  await ask(`/admin/crl/${issuerKeyId()}/whole`, TOKENS.adminToken, { method: 'POST' });
  await revoke(issued[REVOKED] as Issued);
  const young = await wholeList();
  const first = await opened(folder, () => ({ octets: chunks(young), tag: undefined }));
  assert.equal((await first.indexes.find(issuerKeyId()))?.count, 1);
  await first.indexes.close();
  const second = await opened(folder, () => ({ octets: chunks(old), tag: undefined }));
  second.time.advance(120_000);
  assert.equal((await second.indexes.find(issuerKeyId()))?.count, 1);
  await second.indexes.close();
  assert.match(second.lines.join(), /pki\/rolled-back/);
});

function sightsOf(order: IndexOrder): Promise<Sight[]> {
  const file = fileURLToPath(new URL('../testing/index-process.ts', import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
    });
    child.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(text) as Sight[]) : reject(new Error(`ended with ${code}`)),
    );
    child.stdin.end(JSON.stringify(order));
  });
}

test('three processes share the file while newer lists come: each sees whole lists only, never an older one after a newer, and one at a time fetches', async () => {
  let under = 0;
  let most = 0;
  const served: (string | null)[] = [];
  const waiting = issued.slice(0, REVOKED);
  const app = {
    fetch: async (request: Request) => {
      under += 1;
      most = Math.max(most, under);
      const response = await authority.app.fetch(request);
      const body = await response.arrayBuffer();
      // Long enough for the others to come in between, if they could.
      await delay(20);
      under -= 1;
      if (response.status === 304) return new Response(null, response);
      served.push(response.headers.get('etag'));
      const next = waiting.shift();
      if (next !== undefined) setTimeout(() => void revoke(next), 300);
      return new Response(body, response);
    },
  };
  const server = await serve(app as never, { hostname: 'localhost', port: 0 });
  const order: IndexOrder = {
    url: server.url,
    token: TOKENS.verifierToken,
    folder: newFolder(),
    now: NOW,
    anchor,
    issuerKeyId: issuerKeyId(),
    serials: [issued[REVOKED] as Issued, ...issued.slice(0, REVOKED)].map(({ serial }) => even(serial)),
  };
  const all = await Promise.all([sightsOf(order), sightsOf(order), sightsOf(order)]);
  await server.close();
  const counts = new Map<string, number>();
  for (const sights of all) {
    assert.ok(sights.length > 0);
    let before = 0;
    for (const { number, count, found, inOrder } of sights) {
      assert.ok(Number(number) >= before, 'a list of a lower number after one of a higher');
      before = Number(number);
      assert.ok(inOrder);
      assert.equal(found, count);
      assert.equal(counts.get(number) ?? count, count, 'one number, one list');
      counts.set(number, count);
    }
    assert.equal(sights.at(-1)?.count, REVOKED + 1);
  }
  assert.equal(counts.size, REVOKED + 1, 'different lists');
  assert.equal(most, 1);
  assert.deepEqual(served, [...new Set(served)], 'no list was fetched twice');
});

const even = (hex: string) => hex.padStart(hex.length + (hex.length % 2), '0');
