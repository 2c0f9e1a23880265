import '@kazasu/pki/testing';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { keysOfFewPrimes, plainTypeface } from '@kazasu/authority/testing';
import { fromPem, toPem } from '@kazasu/bytes';
import { openssl } from '@kazasu/pki/testing';
import { createTown, type Town } from '@kazasu/town';
import { cardCms } from '../testing/card-cms.ts';
import { runHere } from '../testing/index.ts';
import { signedPdf } from '../testing/pdf.ts';
import { SigningDesk } from '../testing/signing-desk.ts';

type Key = 'signature' | 'authentication';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-verify-town-'));
const data = join(folder, 'data');
const CONTENT = Buffer.from('Pay 100 yen.\n');
const contract = put('contract.txt', CONTENT);
let town: Town;
let files = 0;

before(async () => {
  const log = { write: () => {} };
  town = await createTown({
    port: 0,
    dataFolder: data,
    makeKey: keysOfFewPrimes(),
    typeface: plainTypeface(),
    log,
  });
});
after(async () => {
  await town.close();
  rmSync(folder, { recursive: true });
});

function put(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function card(...typed: string[]): Promise<string> {
  const { code, out, err } = await runHere('card', ...typed, '--town', town.urls.index);
  assert.equal(code, 0, `${typed.join(' ')}: ${err}`);
  return out;
}

const certificateOf = async (person: string, key: Key) =>
  fromPem('CERTIFICATE', await card('read', `${key}-certificate`, '--person', person));

/** What the card of this person signs, as `kazasu card sign` lets it. */
async function signature(person: string, key: Key, octets: Uint8Array): Promise<Uint8Array> {
  const file = put(`attributes-${++files}`, octets);
  await card('sign', file, '--key', key, '--person', person);
  return readFileSync(`${file}.sig`);
}

async function signedBy(person: string, key: Key, content: Uint8Array = CONTENT): Promise<Uint8Array> {
  const certificate = await certificateOf(person, key);
  return cardCms(content, certificate, (octets) => signature(person, key, octets));
}

const verify = (...typed: string[]) =>
  runHere('verify', ...typed, '--town', town.urls.index, '--town-data', data, '--language', 'en');

test('what Hanako’s card signed is valid by the town’s authority and its list, and OpenSSL agrees', async () => {
  const cms = await signedBy('hanako', 'signature');
  const { code, out, err } = await verify(put('hanako.p7s', cms), '--content', contract);
  assert.equal(code, 0, out + err);
  assert.match(out, /^Signature 1: TOTAL-PASSED \(VALID\)$/m);
  assert.match(out, /profile +signature$/m);
  assert.match(out, /level +CAdES B$/m);
  const { anchors } = JSON.parse(readFileSync(put('trust.json', await trustText()), 'utf8')) as {
    anchors: { certificate: string }[];
  };
  const bundle = anchors
    .map(({ certificate }) => toPem('CERTIFICATE', Buffer.from(certificate, 'base64')))
    .join('');
  const opinion = openssl({ 'a.p7s': cms, 'c.txt': CONTENT, 'ca.pem': bundle }, [
    ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'a.p7s', '-content', 'c.txt'],
    ...['-CAfile', 'ca.pem', '-purpose', 'any'],
  ]);
  assert.equal(opinion.status, 0, opinion.text);
});

async function trustText(): Promise<string> {
  const { townToken } = await import('../town.ts');
  const headers = { authorization: `Bearer ${await townToken(data, 'authority-verifier')}` };
  return (await fetch(`${town.urls.authority}/v1/trust`, { headers })).text();
}

test('the four items are shown to whoever asks for them, and to nobody else', async () => {
  const file = put('items.p7s', await signedBy('hanako', 'signature'));
  for (const json of [[], ['--json']]) {
    const { out } = await verify(file, '--content', contract, ...json);
    assert.doesNotMatch(out, /花子|かざす市|19880517/);
    assert.match((await verify(file, '--content', contract, ...json, '--show-items')).out, /見本　花子/);
  }
});

test('a PDF file signed by the card is PAdES, level B', async () => {
  const certificate = await certificateOf('taro', 'signature');
  let covered = new Uint8Array();
  signedPdf('ETSI.CAdES.detached', (octets) => {
    covered = Uint8Array.from(octets);
    return new Uint8Array();
  });
  const cms = await cardCms(covered, certificate, (octets) => signature('taro', 'signature', octets));
  const { code, out, err } = await verify(
    put(
      'taro.pdf',
      signedPdf('ETSI.CAdES.detached', () => cms),
    ),
  );
  assert.equal(code, 0, out + err);
  assert.match(out, /level +PAdES B$/m);
});

test('a time-stamp proves when the card signed, if its authority is trusted, and is told to be passed over if not', async () => {
  const desk = new SigningDesk();
  after(() => desk.close());
  const stamp = (octets: Uint8Array) => {
    desk.write('signature', octets);
    return readFileSync(desk.stamp('signature', 'token', '-token_out'));
  };
  const certificate = await certificateOf('taro', 'signature');
  const sign = (octets: Uint8Array) => signature('taro', 'signature', octets);
  const file = put('stamped.p7s', await cardCms(CONTENT, certificate, sign, stamp));
  const trust = ['--timestamp-trust', desk.timeCa, '--crl', desk.timeCrl];
  const { code, out, err } = await verify(file, '--content', contract, ...trust);
  assert.equal(code, 0, out + err);
  assert.match(out, /level +CAdES T$/m);
  assert.match(out, /existed by +\S+ \S+ \+09:00 \(proved by a time-stamp\)$/m);
  const without = await verify(file, '--content', contract);
  assert.match(without.out, /level +CAdES B$/m);
  assert.match(without.out, /time-stamp +.* not believed: .*--timestamp-trust$/m);
});

test('Daichi moved: his signature certificate is on the list, his authentication certificate is not', async () => {
  const signed = await verify(
    put('daichi.p7s', await signedBy('daichi', 'signature')),
    '--content',
    contract,
  );
  assert.equal(signed.code, 3);
  assert.match(signed.out, /INDETERMINATE REVOKED_NO_POE/);
  const pem = async (key: Key) =>
    put(`daichi-${key}.pem`, toPem('CERTIFICATE', await certificateOf('daichi', key)));
  assert.equal((await verify(await pem('signature'))).code, 1);
  assert.equal((await verify(await pem('signature'), '--no-revocation')).code, 0);
  const login = await verify(await pem('authentication'));
  assert.equal(login.code, 0, login.out);
  assert.match(login.out, /profile +authentication$/m);
  assert.match(login.out, /issued by +JP \/ JPKI-TEST \/ JPKI for user authentication/);
});

test('a document signed with the key for logins is not accepted unless any certificate will do', async () => {
  const file = put('login.p7s', await signedBy('hanako', 'authentication'));
  const { code, out } = await verify(file, '--content', contract);
  assert.equal(code, 3);
  assert.match(out, /INDETERMINATE CHAIN_CONSTRAINTS_FAILURE/);
  const any = await verify(file, '--content', contract, '--profile', 'none');
  assert.equal(any.code, 0, any.out);
});

test('the token of another town opens nothing, and the remedy names the folder', async () => {
  const { code, err } = await runHere(
    'verify',
    join(folder, 'hanako.p7s'),
    '--town',
    town.urls.index,
    '--town-data',
    folder,
  );
  assert.equal(code, 2);
  assert.match(err, /No town was ever started/);
  assert.match(err, /--trust FILE/);
});
