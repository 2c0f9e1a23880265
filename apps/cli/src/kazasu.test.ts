import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { keysOfFewPrimes, plainTypeface } from '@kazasu/authority/testing';
import { createTown, type Town } from '@kazasu/town';
import { PEOPLE } from '@kazasu/town/people';
import { KAZASU, runHere, type Said, startKazasu } from './testing/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-cli-'));
const data = join(folder, 'data');
const keyFile = join(folder, 'keys.json');
const CALLBACK = 'http://localhost:3999/callback';
let town: Town;

before(async () => {
  town = await createTown({
    port: 0,
    dataFolder: data,
    makeKey: keysOfFewPrimes(),
    typeface: plainTypeface(),
    log: { write: () => {} },
  });
  // The environment leads to the test's town and nowhere else.
  Object.assign(process.env, environmentOfTown());
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(
    keyFile,
    JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] }),
  );
});
after(async () => {
  await town.close();
  rmSync(folder, { recursive: true });
});

function environmentOfTown() {
  return { KAZASU_PORT: new URL(town.urls.index).port, KAZASU_DATA: data };
}

/** The whole command, but in this process: a process of its own costs more than what it does. */
const kazasu = runHere;

/** The real command, by its front door. */
function inItsOwnProcess(...typed: string[]): Promise<Omit<Said, 'bytes'>> {
  const env = { PATH: process.env.PATH, ...environmentOfTown() };
  return new Promise((done) => {
    execFile(process.execPath, [KAZASU, ...typed], { env }, (error, out, err) => {
      done({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

async function ok(...typed: string[]): Promise<string> {
  const run = await kazasu(...typed);
  assert.equal(run.code, 0, run.err);
  return run.out;
}

const ADD = ['client', 'add', '--id', 'SHOP1', '--kind', 'private', '--redirect-uri', CALLBACK];

function authorizationUrl(change: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    scope: 'openid name',
    client_id: 'SHOP1',
    redirect_uri: CALLBACK,
    state: 's t&ate',
    nonce: 'nonce',
    code_challenge: createHash('sha256').update('v'.repeat(43)).digest('base64url'),
    code_challenge_method: 'S256',
    ...change,
  });
  return `${town.urls.issuer}/protocol/openid-connect/auth?${query}`;
}

test('in a process of its own, the command answers on the right output with the right exit code', async () => {
  const people = await inItsOwnProcess('person', 'list', '--json');
  assert.deepEqual([people.code, people.err], [0, '']);
  assert.equal((JSON.parse(people.out) as unknown[]).length, PEOPLE.length);
  const wrong = [
    [1, ['client', 'remove', 'NOBODY'], /client\/unknown/],
    [2, ['dance'], /unknown command/],
    [3, ['client', 'list', '--town', 'http://localhost:1'], /npm start/],
  ] as const;
  for (const [code, typed, said] of wrong) {
    const run = await inItsOwnProcess(...typed);
    assert.deepEqual([run.code, run.out], [code, ''], typed.join(' '));
    assert.match(run.err, said);
  }
});

test('--help names every command and every exit code', async () => {
  const out = await ok('--help');
  for (const word of [
    'up',
    'person',
    'client',
    'operator',
    'phone',
    'sandbox',
    'card',
    'verify',
    'evidence',
    'contract',
  ]) {
    assert.match(out, new RegExp(`^ +${word}\\b`, 'm'), word);
  }
  for (const word of ['Exit codes', 'KAZASU_PORT']) assert.ok(out.includes(word), word);
  assert.match(await ok('client', 'add', '--help'), /--platform-operator/);
  assert.match(await ok('phone', '--help'), /--text-pin/);
});

test('person list tells ids, items, PINs and what is special', async () => {
  const out = await ok('person', 'list');
  for (const person of PEOPLE) {
    for (const shown of [person.id, person.name, person.address, person.pins.text, person.special.ja]) {
      assert.ok(out.includes(shown), `${person.id}: ${shown}`);
    }
  }
});

test('person list --json is what the town tells, the four items beside the id', async () => {
  const told = town.people.map(({ items, ...rest }) => ({ ...rest, ...items }));
  assert.deepEqual(JSON.parse(await ok('person', 'list', '--json')), told);
});

test('a client is added, listed and removed', async () => {
  const added = JSON.parse(
    await ok(
      ...ADD,
      '--redirect-uri',
      `${CALLBACK}/2`,
      '--jwks',
      keyFile,
      '--name',
      '店',
      '--scope',
      'openid name',
      '--json',
    ),
  );
  assert.deepEqual(added.redirectUris, [CALLBACK, `${CALLBACK}/2`]);
  assert.deepEqual(added.scopes, ['openid', 'name']);
  assert.equal(added.profile, 'compatible');
  const listed = JSON.parse(await ok('client', 'list', '--json')) as { clientId: string }[];
  assert.ok(listed.some(({ clientId }) => clientId === 'SHOP1'));
  assert.match(await ok('client', 'list'), /SHOP1 +private +店/);
  const again = await kazasu(...ADD, '--jwks', keyFile);
  assert.equal(again.code, 1);
  assert.match(again.err, /client\/exists/);
  await ok('client', 'remove', 'SHOP1');
  assert.doesNotMatch(await ok('client', 'list'), /SHOP1/);
  assert.equal((await kazasu('client', 'remove', 'SHOP1')).code, 1);
});

test('a client can be strict, with a key made for it', async () => {
  const prefix = join(folder, 'strict');
  const { jwks } = JSON.parse(await ok('client', 'key', '--out', prefix, '--alg', 'EdDSA', '--json'));
  const early = await kazasu(...ADD, '--jwks', jwks);
  assert.match(early.err, /client\/keys/, 'a compatible one signs with ES256 or RS256');
  const added = JSON.parse(await ok(...ADD, '--profile', 'strict', '--jwks', jwks, '--json'));
  assert.equal(added.profile, 'strict');
  await ok('client', 'remove', 'SHOP1');
});

test('a platform operator is added, named by a client, listed, and removed when no client names it', async () => {
  const file = join(folder, 'operator.json');
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = { ...publicKey.export({ format: 'jwk' }), alg: 'ECDH-ES', use: 'enc', kid: 'e1' };
  writeFileSync(file, JSON.stringify(key));
  const OPERATOR = ['operator', 'add', '--id', 'pf.example'];
  const naming = [...ADD, '--jwks', keyFile, '--platform-operator', 'pf.example', '--json'];
  const early = await kazasu(...naming);
  assert.equal(early.code, 1, 'it must be registered before');
  const { createdAt, ...added } = JSON.parse(
    await ok(...OPERATOR, '--name', '検証', '--jwks', file, '--json'),
  );
  assert.equal(typeof createdAt, 'number');
  assert.deepEqual(added, { operatorId: 'pf.example', name: '検証', jwks: { keys: [key] } });
  const again = await kazasu(...OPERATOR, '--jwks', file);
  assert.deepEqual([again.code, /operator\/exists/.test(again.err)], [1, true], again.err);
  assert.match(again.err, /kazasu operator list/);
  assert.match(await ok('operator', 'list'), /^pf\.example +検証 +keys given$/m);
  const listed = JSON.parse(await ok('operator', 'list', '--json')) as { operatorId: string }[];
  assert.ok(listed.some(({ operatorId }) => operatorId === 'pf.example'));
  assert.equal(JSON.parse(await ok(...naming)).platformOperator, 'pf.example');
  const used = await kazasu('operator', 'remove', 'pf.example');
  assert.deepEqual([used.code, /operator\/in-use/.test(used.err)], [1, true], used.err);
  await ok('client', 'remove', 'SHOP1');
  await ok('operator', 'remove', 'pf.example');
  assert.doesNotMatch(await ok('operator', 'list'), /pf\.example/);
  assert.equal((await kazasu('operator', 'remove', 'pf.example')).code, 1);
});

test('the audit log is taken out and checked offline', async () => {
  const out = join(folder, 'audit');
  const { entries } = JSON.parse(await ok('audit', 'export', '--out', out, '--json'));
  assert.ok(entries > 0);
  const rest = ['--keys', join(out, 'keys.json'), '--head', join(out, 'head.jwt'), '--language', 'en'];
  assert.match(await ok('audit', 'verify', join(out, 'entries.jsonl'), ...rest), /^INTACT: /);
  assert.match(
    readFileSync(join(out, 'entries.jsonl'), 'utf8'),
    /"action":"operator\.removed","subject":"operator:pf\.example"/,
  );
});

test('an operator’s keys that nothing can be encrypted for, and private ones, are not registered', async () => {
  const signing = await kazasu('operator', 'add', '--id', 'pf2', '--jwks', keyFile);
  assert.deepEqual([signing.code, /operator\/keys/.test(signing.err)], [1, true], signing.err);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const file = join(folder, 'private-operator.json');
  writeFileSync(file, JSON.stringify({ ...privateKey.export({ format: 'jwk' }), use: 'enc', kid: 'e2' }));
  const leaked = await kazasu('operator', 'add', '--id', 'pf2', '--jwks', file);
  assert.deepEqual([leaked.code, /private key.*Nothing was sent/.test(leaked.err)], [2, true], leaked.err);
});

test('what cannot be understood is exit code 2, with what would be right', async () => {
  const wrong = [
    [['client', 'add', '--id', 'SHOP1'], /--kind/],
    [ADD, /--jwks FILE or --jwks-uri/],
    [[...ADD, '--jwks', keyFile, '--jwks-uri', 'https://shop.example/jwks'], /--jwks FILE or --jwks-uri/],
    [[...ADD, '--jwks', join(folder, 'none.json')], /none\.json cannot be read/],
    [[...ADD, '--jwks', keyFile, '--scope', 'openid everything'], /--scope: /],
    [['client', 'add', '--id', 'a b', ...ADD.slice(4), '--jwks', keyFile], /--id: letters and digits/],
    [['phone', authorizationUrl(), '--person', 'nobody'], /hanako/],
    [['phone', authorizationUrl(), '--person', 'hanako', '--pin', '12345'], /four digits/],
    [['phone', 'ftp://x', '--person', 'hanako'], /beginning with http/],
    [['dance'], /unknown command/],
    [['client', 'list', '--data', folder], /No town was ever started/],
    [[...ADD, '--jwks', keyFile, '--platform-operator', 'a b'], /--platform-operator: .*operator list/],
    [['operator', 'add', '--jwks', keyFile], /--id/],
    [['operator', 'add', '--id', 'pf'], /--jwks FILE or --jwks-uri/],
    [['operator', 'add', '--id', '.pf', '--jwks', keyFile], /--id: letters, digits/],
    [['operator', 'add', '--id', 'pf', '--jwks-uri', 'nowhere'], /--jwks-uri: an absolute/],
    [['operator', 'list', '--data', folder], /No town was ever started/],
  ] as const;
  for (const [typed, said] of wrong) {
    const run = await kazasu(...typed);
    assert.equal(run.code, 2, `${typed.join(' ')}: ${run.err}`);
    assert.match(run.err, said);
    assert.equal(run.out, '');
    assert.doesNotMatch(run.err, /\bat .*\.ts:/);
  }
});

test('a private key is never sent to the provider', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const file = join(folder, 'private.json');
  writeFileSync(file, JSON.stringify(privateKey.export({ format: 'jwk' })));
  const run = await kazasu(...ADD, '--jwks', file);
  assert.equal(run.code, 2);
  assert.match(run.err, /private/);
});

test('a town that does not run is exit code 3, with how to start it', async () => {
  const run = await kazasu('client', 'list', '--town', 'http://localhost:1');
  assert.equal(run.code, 3);
  assert.match(run.err, /npm start/);
});

test('where no town runs, person list tells of the people of a new one, and says so', async () => {
  const run = await kazasu('person', 'list', '--json', '--town', 'http://localhost:1');
  assert.equal(run.code, 0);
  assert.match(run.err, /Nobody answers .*starts today/);
  const people = JSON.parse(run.out) as { id: string; birthdate: string }[];
  assert.deepEqual(
    people.map(({ id }) => id),
    PEOPLE.map(({ id }) => id),
  );
});

test('client key makes a pair whose public half can be registered, and replaces no file', async () => {
  for (const alg of ['ES256', 'RS256']) {
    const prefix = join(folder, alg);
    const files = JSON.parse(await ok('client', 'key', '--out', prefix, '--alg', alg, '--json'));
    assert.deepEqual(files, { privateKey: `${prefix}.private.jwk.json`, jwks: `${prefix}.jwks.json` });
    assert.equal(statSync(files.privateKey).mode & 0o777, 0o600);
    const secret = createPrivateKey({
      key: JSON.parse(readFileSync(files.privateKey, 'utf8')),
      format: 'jwk',
    });
    const [known] = JSON.parse(readFileSync(files.jwks, 'utf8')).keys;
    assert.ok(createPublicKey({ key: known, format: 'jwk' }).equals(createPublicKey(secret)));
    assert.ok(!('d' in known));
    await ok(...ADD, '--jwks', files.jwks);
    await ok('client', 'remove', 'SHOP1');
    const again = await kazasu('client', 'key', '--out', prefix, '--alg', alg);
    assert.equal(again.code, 2);
    assert.match(again.err, /exists already/);
  }
});

test('phone', async (t) => {
  await ok(...ADD, '--jwks', keyFile);

  await t.test('prints the address with the code, and nothing else, on standard output', async () => {
    const run = await inItsOwnProcess('phone', authorizationUrl(), '--person', 'hanako');
    assert.equal(run.code, 0, run.err);
    const url = new URL(run.out.trim());
    assert.equal(run.out.trim().split('\n').length, 1);
    assert.equal(url.origin + url.pathname, CALLBACK);
    assert.deepEqual([...url.searchParams.keys()], ['state', 'session_state', 'iss', 'code']);
    assert.equal(url.searchParams.get('state'), 's t&ate');
  });

  await t.test('holds the card of somebody whom a developer has added', async () => {
    const newcomer = {
      ...{
        id: 'ichiro',
        name: '空想　一郎',
        address: '架空県かざす市読取一丁目1番1号',
        municipality: 'kazasu',
      },
      ...{
        birthdate: '19900517',
        gender: '1',
        pin: '4321',
        textPin: '8765',
        password: '',
        handedOut: 'today',
      },
    };
    const added = await fetch(`${town.urls.index}/people`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams(newcomer),
      redirect: 'manual',
    });
    assert.equal(added.status, 303);
    const out = await ok(
      'phone',
      authorizationUrl(),
      '--person',
      'ichiro',
      '--pin',
      '4321',
      '--text-pin',
      '8765',
    );
    assert.match(new URL(out.trim()).searchParams.get('code') ?? '', /./);
    const without = await kazasu('phone', authorizationUrl(), '--person', 'ichiro');
    assert.deepEqual([without.code, /--text-pin/.test(without.err)], [2, true], without.err);
  });

  await t.test('stops with --decline, which is no failure of the command', async () => {
    const answer = JSON.parse(
      await ok('phone', authorizationUrl(), '--person', 'taro', '--decline', '--json'),
    );
    assert.equal(answer.outcome, 'declined');
    assert.equal(new URL(answer.url).searchParams.get('error'), 'access_denied');
  });

  await t.test('tells why a certificate was refused, and still prints the address', async () => {
    const run = await kazasu('phone', authorizationUrl(), '--person', 'misaki');
    assert.equal(run.code, 1);
    assert.equal(new URL(run.out.trim()).searchParams.get('error'), 'access_denied');
    assert.match(run.err, /revoked/);
  });

  await t.test('stops the login after a wrong PIN and tells how many tries are left', async () => {
    const run = await kazasu('phone', authorizationUrl(), '--person', 'ume', '--pin', '0000', '--json');
    assert.equal(run.code, 1);
    const answer = JSON.parse(run.out);
    assert.match(answer.reason, /authentication PIN is wrong, 2 tries left/);
    assert.equal(new URL(answer.url).searchParams.get('error'), 'access_denied');
    await ok('phone', authorizationUrl(), '--person', 'ume');
  });

  await t.test('stops the login when the PIN is blocked', async () => {
    const run = await kazasu('phone', authorizationUrl(), '--person', 'makoto');
    assert.equal(run.code, 1);
    assert.match(run.err, /blocked/);
    assert.ok(new URL(run.out.trim()).searchParams.get('error'));
  });

  await t.test('passes on what the authorization endpoint refuses at once', async () => {
    const run = await kazasu('phone', authorizationUrl({ scope: 'openid phone' }), '--person', 'hanako');
    assert.equal(run.code, 1);
    assert.equal(new URL(run.out.trim()).searchParams.get('error'), 'invalid_scope');
    const stranger = await kazasu('phone', authorizationUrl({ client_id: 'STRANGER' }), '--person', 'hanako');
    assert.equal(stranger.code, 1);
    assert.equal(stranger.out, '');
    assert.match(stranger.err, /status 400/);
  });

  await t.test('shows six digits for what a QR code holds, and waits until they are typed', async () => {
    const { page, headers } = await beginInBrowser();
    const renewed = await fetch(`${page}/qr`, { method: 'POST', headers });
    const { url } = (await renewed.json()) as { url: string };
    const run = startKazasu(['phone', url, '--person', 'hanako', '--json'], environmentOfTown());
    await run.until(/^\{"digits":"\d{6}"/m);
    const [, digits = ''] = /Type (\d{6}) into the page/.exec(run.said()) ?? [];
    assert.equal(await stateOf({ page, headers }), 'scanned');
    await fetch(`${page}/match`, { method: 'POST', headers, body: new URLSearchParams({ digits }) });
    assert.equal(await run.ended(), 0, run.said());
    assert.match(
      run.said(),
      /\{"outcome":"approved","url":null\}/,
      'nothing leads back: the browser goes on by itself',
    );
    assert.equal(await stateOf({ page, headers }), 'approved');
    const again = await kazasu('phone', url, '--person', 'hanako');
    assert.equal(again.code, 1);
    assert.match(again.err, /Begin again at the site/);
  });

  await t.test('gives the address that leads back for what the page’s link holds', async () => {
    const { page, headers } = await beginInBrowser();
    const [, link = ''] =
      /id="open-app" href="([^"]+)"/.exec(await (await fetch(page, { headers })).text()) ?? [];
    const run = await kazasu('phone', link, '--person', 'hanako');
    assert.equal(run.code, 0, run.err);
    assert.match(run.err, /only the phone’s part[\s\S]*in the browser that began/);
    const stranger = await fetch(run.out, { redirect: 'manual' });
    assert.equal(stranger.status, 404, 'another browser gets nothing');
    const back = await fetch(run.out, { headers, redirect: 'manual' });
    assert.ok(new URL(back.headers.get('location') ?? '').searchParams.has('code'));
  });
});

interface Waiting {
  readonly page: string;
  readonly headers: { readonly cookie: string };
}

/** A browser on the waiting page, with its cookie. */
async function beginInBrowser(): Promise<Waiting> {
  const first = await fetch(authorizationUrl(), { redirect: 'manual' });
  const page = new URL(first.headers.get('location') ?? '', town.urls.provider).href;
  return { page, headers: { cookie: first.headers.getSetCookie()[0]?.split(';')[0] ?? '' } };
}

async function stateOf({ page, headers }: Waiting): Promise<string> {
  return ((await (await fetch(`${page}/status`, { headers })).json()) as { state: string }).state;
}
