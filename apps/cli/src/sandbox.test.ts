import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { keysOfFewPrimes, plainTypeface } from '@kazasu/authority/testing';
import { createTown, type Town } from '@kazasu/town';
import { runHere as kazasu } from './testing/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-cli-'));
const CALLBACK = 'http://localhost:3999/callback';
let town: Town;

before(async () => {
  const dataFolder = join(folder, 'data');
  town = await createTown({
    port: 0,
    dataFolder,
    makeKey: keysOfFewPrimes(),
    typeface: plainTypeface(),
    log: { write: () => {} },
  });
  // The environment leads to the test's town and nowhere else.
  Object.assign(process.env, { KAZASU_PORT: new URL(town.urls.index).port, KAZASU_DATA: dataFolder });
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' };
  writeFileSync(join(folder, 'keys.json'), JSON.stringify({ keys: [jwk] }));
  for (const mode of ['off', 'beside', 'instead']) {
    const view = JSON.parse(await ok(...add(mode.toUpperCase()), '--substitute', mode, '--json'));
    assert.equal(view.substitute, mode);
  }
});
after(async () => {
  await town.close();
  rmSync(folder, { recursive: true });
});

const add = (id: string) => [
  ...['client', 'add', '--id', id, '--kind', 'private', '--redirect-uri', CALLBACK],
  ...['--jwks', join(folder, 'keys.json')],
];

async function ok(...typed: string[]): Promise<string> {
  const run = await kazasu(...typed);
  assert.equal(run.code, 0, run.err);
  return run.out;
}

function address(change: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    scope: 'openid name',
    client_id: 'BESIDE',
    redirect_uri: CALLBACK,
    state: 'a-state-of-the-test',
    nonce: 'a-nonce-of-the-test',
    code_challenge: createHash('sha256').update('v').digest('base64url'),
    code_challenge_method: 'S256',
    ...change,
  });
  return `${town.urls.issuer}/protocol/openid-connect/auth?${query}`;
}

test('sandbox outcomes lists what can be asked for, for people and for programs', async () => {
  const text = await ok('sandbox', 'outcomes');
  assert.match(
    text,
    /^revoked +login only +authorization: access_denied, The certificate has been revoked$/m,
  );
  assert.match(text, /^token-slow +with a person +token: ok, late$/m);
  const list = JSON.parse(await ok('sandbox', 'outcomes', '--json'));
  assert.ok(list.length > 40);
  assert.deepEqual(Object.keys(list[0].title), ['ja', 'en']);
});

for (const client of ['BESIDE', 'INSTEAD']) {
  test(`phone --outcome ends a login of ${client} as it says, and that is a success of the command`, async () => {
    const url = address({ client_id: client });
    const success = new URL((await ok('phone', url, '--person', 'hanako', '--outcome', 'success')).trim());
    assert.equal(success.origin + success.pathname, CALLBACK);
    assert.ok(success.searchParams.get('code'));
    const revoked = JSON.parse(
      await ok('phone', url, '--person', 'hanako', '--outcome', 'revoked', '--json'),
    );
    assert.deepEqual(
      [revoked.outcome, revoked.asked, revoked.reason],
      ['refused', 'revoked', 'access_denied, The certificate has been revoked'],
    );
    assert.equal(new URL(revoked.url).searchParams.get('error'), 'access_denied');
  });
}

test('phone --outcome says so where something else came of it', async () => {
  const run = await kazasu('phone', address(), '--person', 'misaki', '--outcome', 'success');
  assert.equal(run.code, 1);
  assert.equal(new URL(run.out.trim()).searchParams.get('error'), 'access_denied');
  assert.match(
    run.err,
    /Something else came of it than success: access_denied, The certificate has been rev/,
  );
  const scope = address({ scope: 'openid phone' });
  const refused = await kazasu('phone', scope, '--person', 'hanako', '--outcome', 'cancelled', '--json');
  assert.equal(refused.code, 1);
  assert.match(JSON.parse(refused.out).reason, /^invalid_scope/);
});

test('phone --outcome tells what is allowed, and what else is wrong', async () => {
  const mistakes: [string[], number, RegExp][] = [
    [[address(), '--outcome', 'gold'], 2, /kazasu_outcome is not one of .*\n.*success slow cancelled/s],
    [[address(), '--outcome', 'slow', '--delay', '99'], 2, /kazasu_delay is not one of/],
    [[address(), '--outcome', 'success', '--pin', '1234'], 2, /--outcome.*cannot be used with.*--pin/],
    [[address({ client_id: 'OFF' }), '--outcome', 'success'], 1, /must use the app/],
    [[address({ client_id: 'STRANGER' }), '--outcome', 'success'], 1, /on a page of its own \(status 400\)/],
    [[`${town.urls.phone}/#open=${'x'.repeat(22)}`, '--outcome', 'success'], 2, /a link to the app/],
    [[`${town.urls.authority}/realms/main`, '--outcome', 'success'], 1, /is no sandbox/],
  ];
  for (const [typed, code, said] of mistakes) {
    const run = await kazasu('phone', ...typed, '--person', 'hanako');
    assert.equal(run.code, code, `${typed.join(' ')}: ${run.err}`);
    assert.match(run.err, said);
    assert.equal(run.out, '');
  }
});
