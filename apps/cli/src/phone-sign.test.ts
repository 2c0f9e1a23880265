import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomUUID, sign, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { keysOfFewPrimes, plainTypeface } from '@kazasu/authority/testing';
import { PYTHON, requirePeer } from '@kazasu/server/peer';
import { createTown, type Town } from '@kazasu/town';
import { playAtTerminal } from './testing/pty.ts';
import { KAZASU, runHere, type Said } from './testing/run-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-phone-sign-'));
const data = join(folder, 'data');
const CALLBACK = 'http://localhost:3999/callback';
const CLIENT = 'TOWNHALL1';
const VERIFIER = 'v'.repeat(43);
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const said: string[] = [];
let town: Town;

before(async () => {
  town = await createTown({
    port: 0,
    dataFolder: data,
    makeKey: keysOfFewPrimes(),
    typeface: plainTypeface(),
    log: { write: () => {} },
  });
  Object.assign(process.env, environment());
  const jwks = join(folder, 'keys.json');
  const jwk = { ...key.publicKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' };
  writeFileSync(jwks, JSON.stringify({ keys: [jwk] }));
  const added = await kazasu(
    ...['client', 'add', '--id', CLIENT, '--kind', 'government', '--redirect-uri', CALLBACK],
    ...['--scope', 'openid sign name address', '--jwks', jwks, '--name', 'かざす市'],
  );
  assert.equal(added.code, 0, added.err);
});
after(async () => {
  await town.close();
  rmSync(folder, { recursive: true });
});

/** Leads to the test's town and nowhere else. */
const environment = () => ({
  PATH: process.env.PATH ?? '',
  KAZASU_PORT: new URL(town.urls.index).port,
  KAZASU_DATA: data,
});

/** The whole command, in this process. Nobody sits at its terminal. */
async function kazasu(...typed: string[]): Promise<Said> {
  const run = await runHere(...typed);
  said.push(run.out, run.err);
  return run;
}

const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

async function token(grant: Record<string, string>): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: CLIENT,
    sub: CLIENT,
    aud: town.urls.issuer,
    jti: randomUUID(),
    iat: now,
    exp: now + 60,
  };
  const input = `${segment({ alg: 'ES256' })}.${segment(claims)}`;
  const signature = sign('sha256', Buffer.from(input), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  const answer = await fetch(`${town.urls.issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...grant,
      client_id: CLIENT,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: `${input}.${signature.toString('base64url')}`,
    }),
  });
  const body = (await answer.json()) as { access_token?: string };
  return body.access_token ?? assert.fail(JSON.stringify(body));
}

const digestOf = (text: string) => createHash('sha256').update(text).digest();
const PREFIX = Buffer.from('3031300d060960864801650304020105000420', 'hex');
const digestInfo = (text: string) => Buffer.concat([PREFIX, digestOf(text)]).toString('base64');

/** What a relying party does before the browser goes: the transaction's id, and the address. */
async function request(documents: object, scope = 'openid sign'): Promise<{ id: string; url: string }> {
  const answer = await fetch(`${town.urls.provider}/sign-transactions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await token({ grant_type: 'client_credentials', scope: 'sign' })}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(documents),
  });
  const body = (await answer.json()) as { sign_transaction_id?: string };
  const id = body.sign_transaction_id ?? assert.fail(JSON.stringify(body));
  const query = new URLSearchParams({
    response_type: 'code',
    scope,
    client_id: CLIENT,
    redirect_uri: CALLBACK,
    state: 'state',
    nonce: 'nonce',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    sign_transaction_id: id,
  });
  return { id, url: `${town.urls.issuer}/protocol/openid-connect/auth?${query}` };
}

const one = { digest: digestInfo('one'), document_name: '契約書.pdf' };

test('a person signs at the real provider: what is signed is told first, and the answer has it', async () => {
  const documents = [{ digest: digestInfo('one'), name: '契約書.pdf' }, { digest: digestInfo('two') }];
  const { id, url } = await request({ documents }, 'openid sign name');
  const run = await kazasu('phone', url, '--person', 'hanako', '--json');
  assert.equal(run.code, 0, run.err);
  const answer = JSON.parse(run.out);
  assert.deepEqual(answer.documents, [
    { name: '契約書.pdf', digest: digestOf('one').toString('hex') },
    { name: null, digest: digestOf('two').toString('hex') },
  ]);
  assert.equal(answer.outcome, 'approved');
  assert.match(run.err, /かざす市 .* wants these signed, and asks for name:/);
  assert.ok(run.err.includes(digestOf('two').toString('hex')));
  const code = new URL(answer.url).searchParams.get('code') ?? assert.fail(answer.url);
  const grant = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: VERIFIER };
  const result = await fetch(`${town.urls.provider}/sign-transactions/${id}/result`, {
    headers: { authorization: `Bearer ${await token(grant)}` },
  });
  assert.equal(result.status, 200);
  const { certificate, signatures } = (await result.json()) as {
    certificate: string;
    signatures: { signature: string }[];
  };
  const { publicKey } = new X509Certificate(Buffer.from(certificate, 'base64'));
  const made = signatures.map(({ signature }) => Buffer.from(signature, 'base64'));
  assert.equal(made.length, 2);
  assert.ok(verify('sha256', Buffer.from('one'), publicKey, made[0] ?? Buffer.alloc(0)));
  assert.ok(verify('sha256', Buffer.from('two'), publicKey, made[1] ?? Buffer.alloc(0)));
});

test('a wrong password stops the signature and tells the tries; lower case is the same password', async () => {
  const wrong = await kazasu(
    'phone',
    (await request(one)).url,
    '--person',
    'ryoko',
    '--password',
    'XYZ999',
    '--json',
  );
  assert.equal(wrong.code, 1);
  const answer = JSON.parse(wrong.out);
  assert.match(answer.reason, /signature password is wrong, 4 tries left/);
  assert.equal(new URL(answer.url).searchParams.get('error'), 'access_denied');
  const right = await kazasu(
    'phone',
    (await request(one)).url,
    '--person',
    'ryoko',
    '--password',
    'ryoko369',
  );
  assert.equal(right.code, 0, right.err);
});

test('a child’s card, an old one and one with a blocked password are told apart', async () => {
  for (const [person, reason] of [
    ['sora', /no signature certificate/],
    ['kenji', /signature certificate has run out/],
    ['ume', /signature password of this card is blocked/],
  ] as const) {
    const run = await kazasu('phone', (await request(one)).url, '--person', person, '--json');
    assert.equal(run.code, 1, person);
    const answer = JSON.parse(run.out);
    assert.match(answer.reason, reason, person);
    assert.ok(new URL(answer.url).searchParams.get('error'), person);
  }
});

test('a moved person’s card still signs: the answer says what the signature is worth', async () => {
  const run = await kazasu('phone', (await request(one)).url, '--person', 'daichi');
  assert.equal(run.code, 0, run.err);
});

test('the authentication PIN does not matter for a signature', async () => {
  const run = await kazasu('phone', (await request(one)).url, '--person', 'makoto');
  assert.equal(run.code, 0, run.err);
});

test('with --decline nothing is signed, and it is said what would have been', async () => {
  const run = await kazasu('phone', (await request(one)).url, '--person', 'taro', '--decline', '--json');
  assert.equal(run.code, 0, run.err);
  const answer = JSON.parse(run.out);
  assert.equal(answer.outcome, 'declined');
  assert.equal(answer.documents.length, 1);
  assert.match(run.err, /stopped the signature/);
});

test('a password that cannot be right, or that nobody can be asked for, is refused before anything begins', async () => {
  const { url } = await request(one);
  for (const [typed, why] of [
    [['--password', 'ABC12'], /6 to 16 letters and digits/],
    [['--password', 'あいうえおか'], /6 to 16 letters and digits/],
    [['--ask-password', '--password', 'ABC123'], /two ways/],
    [['--ask-password'], /nobody sits at a terminal/],
  ] as const) {
    const run = await kazasu('phone', url, '--person', 'hanako', ...typed);
    assert.equal(run.code, 2, run.err);
    assert.match(run.err, why);
  }
  const run = await kazasu('phone', url, '--person', 'hanako');
  assert.equal(run.code, 0, 'the address is still good');
});

const python = requirePeer(PYTHON);

test('with --ask-password it is asked for after what is to be signed, and shows nowhere', {
  skip: python.missing,
}, async () => {
  const play = async (typed: string) => {
    const { url } = await request(one);
    const command = [process.execPath, KAZASU, 'phone', url, '--person', 'taro', '--ask-password', '--json'];
    const steps = [
      { expect: digestOf('one').toString('hex'), type: '' },
      { expect: 'digits: ', type: typed },
    ];
    const played = await playAtTerminal(python.path, command, steps, environment());
    said.push(played.shown);
    assert.equal(played.echoed.at(-1), false);
    assert.equal(played.restored, true);
    return played;
  };
  assert.equal((await play('taro2580\r')).status, 0);
  const wrongForm = await play('no\r');
  assert.equal(wrongForm.status, 2);
  assert.match(wrongForm.shown, /no try was used/);
});

test('no password was ever printed', () => {
  assert.doesNotMatch(said.join('\n'), /ABC123|RYOKO369|XYZ999|TARO2580|MAKOTO12/i);
});
