/** The guide for testers, docs/use/counter.md: what it says happens, and its examples run. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { environment } from '@kazasu/server/config';
import { serve } from '@kazasu/server/http';
import { OPENSSL, requirePeer } from '@kazasu/server/peer';
import { EVENT_BODIES, type EventName, type ResidentView } from '../api.ts';
import { testAuthority } from '../testing/authority.ts';
import { bring, holder, post } from '../testing/life.ts';

const run = promisify(execFile);
const CURL = requirePeer({ name: 'curl', commands: ['curl'], remedy: 'apt-get install curl' });
const { missing } = requirePeer(OPENSSL);
const guide = (name: string) =>
  readFileSync(new URL(`../../../../docs/use/${name}`, import.meta.url), 'utf8');
const GUIDES = { 'counter.md': guide('counter.md'), 'counter.ja.md': guide('counter.ja.md') };

/** Body and outcome of each row of the table; the Japanese one says the same in other words. */
function rowsOf(text: string): { event: EventName; body: string; outcome: string[] }[] {
  return [...text.matchAll(/^\| `([a-z-]+)` \| `(.+?)` \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(
    ([, event = '', body = '', ...outcome]) => ({ event: event as EventName, body, outcome: [...outcome] }),
  );
}

const WORDS: { readonly [japanese: string]: string } = {
  一時停止中: 'suspended',
  交換済み: 'replaced',
  返納済み: 'returned',
  廃止: 'void',
  有効に戻る: 'good again',
  一時停止: 'on hold',
};

test('the guide names every event, in both languages alike', () => {
  const english = rowsOf(GUIDES['counter.md']);
  const japanese = rowsOf(GUIDES['counter.ja.md']).map(({ event, body, outcome: [card = '', ...rest] }) => ({
    event,
    body,
    outcome: [card === '有効' ? 'active' : (WORDS[card] ?? card), ...rest.map(wordOf)],
  }));
  assert.deepEqual(japanese, english);
  const named = new Set(english.map(({ event }) => event));
  for (const event of ['application', 'making', 'hand-over'] as const) named.add(event);
  assert.deepEqual([...named].sort(), Object.keys(EVENT_BODIES).sort());
});

function wordOf(text: string): string {
  return text === '有効' ? 'good' : (WORDS[text] ?? text);
}

test('what the guide says of card and certificates comes true', async () => {
  const authority = await testAuthority();
  const wordFor = { valid: 'good', held: 'on hold', revoked: 'revoked', expired: 'expired' } as const;
  for (const { event, body, outcome } of rowsOf(GUIDES['counter.md'])) {
    const { resident } = await holder(authority);
    const { residentId } = resident;
    if (event === 'recovery') await bring(authority, residentId, 'loss');
    const answer = await post(authority, residentId, event, JSON.parse(body) as object);
    assert.equal(answer.status, event === 'consent-withdrawal' ? 404 : 200, event);
    const path = `/admin/residents/${residentId}`;
    const view = (await (await authority.ask('admin-token-for-tests', path)).json()) as ResidentView;
    const ofCard = view.certificates.filter(({ device, sequence }) => device === 'card' && sequence === 1);
    const words = (['authentication', 'signature'] as const).map((role) => {
      const first = ofCard.find((one) => one.role === role);
      return first?.state === 'revoked' ? first.reason : wordFor[first?.state ?? 'expired'];
    });
    const told = outcome.map((word) => (word === 'good again' ? 'good' : word));
    assert.deepEqual([view.cards[0]?.state, ...words], told, event);
  }
});

test('the examples of the guide run from top to bottom', { skip: CURL.missing || missing }, async () => {
  for (const [name, text] of Object.entries(GUIDES)) {
    const folder = mkdtempSync(join(tmpdir(), 'kazasu-guide-'));
    const tokens = { admin: randomBytes(32), verifier: randomBytes(32) };
    mkdirSync(join(folder, 'data/town/tokens'), { recursive: true });
    for (const [role, octets] of Object.entries(tokens))
      writeFileSync(join(folder, `data/town/tokens/authority-${role}.key`), octets);
    const authority = await testAuthority({
      adminToken: tokens.admin.toString('base64url'),
      verifierToken: tokens.verifier.toString('base64url'),
      clock: { now: Date.now },
    });
    const server = await serve(authority.app, { hostname: '127.0.0.1', port: 0 });
    const script = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block).join('\n');
    const env = { PATH: environment().PATH ?? '', AUTHORITY: server.url };
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], { cwd: folder, env });
    assert.match(stdout, /"error":"card_state"/, name);
    assert.match(stdout, /Affiliation Changed/, 'the list shows the move');
    assert.match(stdout, /"lineage":\[\{.*\},\{.*\}\]/);
    assert.match(stdout, /"items":\{"name":"見本　花子","address":"架空県かざす市読取四丁目５番６号"/);
    assert.match(stdout, /"inForce":false/);
    assert.match(stdout, /"error":"consent_ended"/);
    assert.match(stdout, /"intact":true/);
    await server.close();
    await authority.close();
    rmSync(folder, { recursive: true });
  }
});
