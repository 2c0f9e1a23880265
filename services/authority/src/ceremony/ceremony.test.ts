import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { toPem } from '@kazasu/bytes';
import { openssl } from '@kazasu/pki/testing';
import {
  combinePassphrases,
  KeyError,
  openKeyFolder,
  openTokenKeys,
  signingKeysIn,
} from '@kazasu/server/keys';
import { makeToken, tokenMissing } from '@kazasu/server/keys/testing';
import { openStore } from '@kazasu/server/store';
import type { CertificateList, TrustResponse } from '../api.ts';
import { auditOf } from '../testing/audit.ts';
import { ADMIN, OPTIONS, pem, somebody, TIME, testAuthority, VERIFIER, YEAR } from '../testing/authority.ts';
import { openCustody } from './custody.ts';
import { readRoots, rootsFile } from './files.ts';
import { type CeremonyOptions, holdCeremony } from './hold.ts';
import { verifyCeremonies } from './verify.ts';

const outer = mkdtempSync(join(tmpdir(), 'kazasu-ceremony-'));
after(() => rmSync(outer, { recursive: true, force: true }));
const WORDS = ['the first custodian’s words', 'the second custodian’s words'];

function place(name: string): CeremonyOptions & { readonly keys: string } {
  const keys = join(outer, name, 'keys');
  const signing = signingKeysIn(openKeyFolder(keys, { passphrase: combinePassphrases(WORDS) }));
  const common = { organisation: 'JPKI-TEST', custodians: 2, now: () => TIME - YEAR, dryRun: false } as const;
  return { ...common, kind: 'roots', signing, folder: join(outer, name, 'out'), keys };
}

const refused = (work: Promise<unknown>, message: RegExp) =>
  assert.rejects(work, { code: 'ceremony_refused', message });

async function rootsOf(folder: string) {
  const roots = readRoots(rootsFile(folder));
  assert.ok(roots);
  return roots;
}

test('a ceremony makes both roots, and OpenSSL checks the signed protocol that tells of each step', async () => {
  const options = place('whole');
  const { protocol, files } = await holdCeremony(options);
  assert.deepEqual(
    protocol.map(({ step }) => step),
    [
      'opened',
      ...['key made', 'certificate signed', 'judged by OpenSSL', 'key made'],
      ...['key made', 'certificate signed', 'judged by OpenSSL', 'key made', 'closed'],
    ],
  );
  assert.deepEqual(readdirSync(options.folder).sort(), [...files].sort());
  for (const name of ['ca-authentication-1', 'ca-signature-1']) {
    const read = (file: string) => readFileSync(join(options.folder, file));
    const files = {
      'ca.pem': read(`${name}.pem`).toString('utf8'),
      p: read('protocol-1.json').toString('utf8'),
    };
    const key = openssl(files, ['x509', '-in', 'ca.pem', '-noout', '-pubkey']).text;
    const signature = join(options.folder, `protocol-1.${name}.sig`);
    const verified = openssl({ ...files, 'key.pem': key }, [
      'dgst',
      '-sha256',
      '-verify',
      'key.pem',
      '-signature',
      signature,
      'p',
    ]);
    assert.match(verified.text, /Verified OK/);
  }
  assert.deepEqual(
    verifyCeremonies(options.folder).map(({ name }) => name),
    ['ca-authentication-1', 'ca-signature-1'],
  );
});

test('nothing is overwritten, one custodian is not enough, open keys are refused, a rehearsal keeps nothing', async () => {
  const options = place('refusals');
  await refused(holdCeremony({ ...options, custodians: 1 }), /two custodians/);
  const open = signingKeysIn(openKeyFolder(join(outer, 'open')));
  await refused(holdCeremony({ ...options, signing: open }), /open/);
  await refused(holdCeremony({ ...options, kind: 'next' }), /begin with/);
  const rehearsal = await holdCeremony({ ...options, dryRun: true });
  assert.deepEqual([rehearsal.files, rehearsal.protocol.length], [[], 10]);
  assert.equal(readRoots(rootsFile(options.folder)), undefined);
  await holdCeremony(options);
  const before = readdirSync(options.folder).map((name) =>
    readFileSync(join(options.folder, name)).toString('hex'),
  );
  await refused(holdCeremony(options), /holds roots already/);
  await refused(
    holdCeremony({ ...options, folder: join(outer, 'refusals', 'other') }),
    /nothing is overwritten/,
  );
  await refused(
    holdCeremony({ ...options, kind: 'next', organisation: 'OTHER-TEST' }),
    /another organisation/,
  );
  const passphrase = combinePassphrases([...WORDS].reverse());
  const swapped = signingKeysIn(openKeyFolder(options.keys, { passphrase }));
  await assert.rejects(
    holdCeremony({ ...options, kind: 'next', signing: swapped }),
    (error) => error instanceof KeyError && error.code === 'key/passphrase',
  );
  const after = readdirSync(options.folder).map((name) =>
    readFileSync(join(options.folder, name)).toString('hex'),
  );
  assert.deepEqual(after, before);
});

test('a generation of before there was a responder for signature certificates gets its key in the next ceremony', async () => {
  const options = place('later');
  await holdCeremony(options);
  const file = join(options.keys, 'ocsp-signature-1.pem');
  rmSync(file);
  const madeIn = async (dryRun: boolean) => {
    const { protocol } = await holdCeremony({ ...options, kind: 'next', dryRun });
    return protocol.filter(({ step }) => step === 'key made').map(({ detail }) => detail.name);
  };
  const names = ['ca-authentication-2', 'ocsp-2', 'ca-signature-2', 'ocsp-signature-2', 'ocsp-signature-1'];
  assert.deepEqual(await madeIn(true), names);
  assert.equal(existsSync(file), false);
  assert.deepEqual(await madeIn(false), names);
  assert.equal(existsSync(file), true);
  assert.equal(verifyCeremonies(options.folder).length, 4);
});

test('whatever is changed afterwards in what a ceremony wrote is found', async () => {
  const options = place('changed');
  await holdCeremony(options);
  const files = readdirSync(options.folder);
  assert.equal(files.length, 6);
  for (const file of files) {
    const path = join(options.folder, file);
    const whole = readFileSync(path);
    const damaged = Buffer.from(whole);
    const place = Math.floor(whole.length / 2);
    damaged[place] = (damaged[place] ?? 0) ^ 1;
    writeFileSync(path, damaged);
    assert.throws(() => verifyCeremonies(options.folder), Error, file);
    writeFileSync(path, whole);
  }
  verifyCeremonies(options.folder);
});

test('what is left out, put in or named otherwise among the ceremonies of a folder is found', async () => {
  const [own, evil] = [place('bound'), place('evil')];
  for (const options of [own, evil]) {
    await holdCeremony(options);
    await holdCeremony({ ...options, kind: 'next' });
  }
  assert.equal(verifyCeremonies(own.folder).length, 4);
  const whole = await rootsOf(own.folder);
  const { roots } = whole;
  const first = roots.filter(({ generation }) => generation === 1);
  const swapped = { authentication: 'signature', signature: 'authentication' } as const;
  const theirs = (await rootsOf(evil.folder)).roots.filter(({ generation }) => generation === 2);
  const files = readdirSync(own.folder);
  let copies = 0;
  const copyWith = (changed: object, from?: string, isFromThere = (_: string) => false) => {
    const folder = join(outer, `copy-${++copies}`);
    mkdirSync(folder);
    for (const file of files)
      copyFileSync(join(from && isFromThere(file) ? from : own.folder, file), join(folder, file));
    writeFileSync(rootsFile(folder), JSON.stringify({ ...whole, ...changed }));
    return folder;
  };
  assert.equal(verifyCeremonies(copyWith({})).length, 4);
  const isSecond = (file: string) => file.includes('-2');
  const isOfTheirs = (file: string) => isSecond(file) && !/protocol-2\.ca-.*-1\.sig/.test(file);
  for (const [folder, message] of [
    [copyWith({ roots: first }), /protocol-2\S* tells of roots that roots\.json does not name/],
    [copyWith({ roots: roots.filter(({ role }) => role === 'signature') }), /one root of each role/],
    [copyWith({ roots: [...first, ...theirs] }, evil.folder, isOfTheirs), /openssl dgst/],
    [copyWith({ roots: [...first, ...theirs] }, evil.folder, isSecond), /openssl dgst/],
    [copyWith({ organisation: 'OTHER' }), /has not the name of a root of OTHER/],
    [copyWith({ roots: roots.map((root) => ({ ...root, role: swapped[root.role] })) }), /is not that of/],
    [
      copyWith({ roots: roots.map((root) => ({ ...root, generation: 3 - root.generation })) }),
      /is not that of/,
    ],
  ] as const) {
    assert.throws(() => verifyCeremonies(folder), { code: 'ceremony_refused', message });
  }
});

test('an authority starts on the roots of a ceremony, goes over to the next generation, and the old one works on', async () => {
  const options = place('authority');
  await holdCeremony(options);
  const store = await openStore({ file: ':memory:' });
  const passphrases = WORDS.map((words, i) => {
    const file = join(outer, 'authority', `custodian-${i}`);
    writeFileSync(file, words, { mode: 0o600 });
    return file;
  });
  const environment = {
    KAZASU_KEY_PASSPHRASE_FILE: passphrases.join(':'),
    KAZASU_ROOTS_FILE: rootsFile(options.folder),
  };
  const start = async () => {
    const { keys, roots } = await openCustody(options.keys, environment);
    assert.ok(roots);
    return testAuthority({ store, keys, roots });
  };
  const first = await start();
  assert.equal(
    first.lines.some((line) => line.includes('keys.unprotected')),
    false,
  );
  const old = somebody();
  const oldCard = await first.personalise({ resident: old, options: OPTIONS });
  await holdCeremony({ ...options, kind: 'next', now: () => TIME - 1000 });
  const second = await start();
  const { anchors } = (await (await second.ask(VERIFIER, '/v1/trust')).json()) as TrustResponse;
  assert.deepEqual(
    anchors.map(({ role, generation }) => `${role} ${generation}`),
    ['authentication 1', 'authentication 2', 'signature 1', 'signature 2'],
  );
  const card = await second.personalise({ resident: somebody(), options: OPTIONS });
  assert.notEqual(card.jpki.authenticationCaCertificate, oldCard.jpki.authenticationCaCertificate);
  for (const [{ jpki }, generation] of [
    [oldCard, 0],
    [card, 1],
  ] as const) {
    const files = {
      'ca.pem': pem(anchors[generation]?.certificate),
      'leaf.pem': pem(jpki.authenticationCertificate),
    };
    assert.match(
      openssl(files, ['verify', '-attime', String(TIME / 1000), '-CAfile', 'ca.pem', 'leaf.pem']).text,
      /OK/,
    );
  }
  const [listed] = await second.certificates(old.residentId);
  assert.ok(listed);
  const list = await second.ask(VERIFIER, `/crl/${listed.id.issuerKeyId}/whole`);
  assert.equal(list.status, 200);
  const told = (await auditOf(second))
    .filter(({ event }) => event === 'ceremony')
    .map(({ reason }) => reason);
  assert.deepEqual(told, ['ca-authentication-1', 'ca-signature-1', 'ca-authentication-2', 'ca-signature-2']);
  const { roots } = await rootsOf(options.folder);
  const foreign = {
    organisation: 'JPKI-TEST',
    roots: roots.map((root) => ({ ...root, generation: 3 - root.generation })),
  };
  const { keys } = await openCustody(options.keys, environment);
  await assert.rejects(testAuthority({ store, keys, roots: foreign }), { code: 'hierarchy_mismatch' });
});

describe('an authority with its keys in a token', { skip: tokenMissing() }, () => {
  test('issues, revokes, answers and lists, and OpenSSL believes all of it', {
    timeout: 60_000,
  }, async () => {
    const token = makeToken();
    const making = await openTokenKeys({ ...token, mayCreate: true });
    try {
      const options = { ...place('token'), signing: making };
      await holdCeremony(options);
      making.close();
      const signing = await openTokenKeys(token);
      const roots = await rootsOf(options.folder);
      const authority = await testAuthority({ signing, roots });
      const resident = somebody();
      const { jpki } = await authority.personalise({ resident, options: OPTIONS });
      const { certificates }: CertificateList = {
        certificates: await authority.certificates(resident.residentId),
      };
      const [authentication] = certificates;
      assert.ok(authentication);
      const { issuerKeyId, serial } = authentication.id;
      const revocation = `/admin/certificates/${issuerKeyId}/${serial}/revocation`;
      const files = {
        'ca.pem': pem(jpki.authenticationCaCertificate),
        'leaf.pem': pem(jpki.authenticationCertificate),
      };
      const time = ['-attime', String(TIME / 1000)];
      assert.match(openssl(files, ['verify', ...time, '-CAfile', 'ca.pem', 'leaf.pem']).text, /OK/);
      assert.equal((await authority.post(ADMIN, revocation, { reason: 'keyCompromise' })).status, 204);
      const list = await authority.ask(VERIFIER, `/crl/${issuerKeyId}/whole`);
      const crl = toPem('X509 CRL', new Uint8Array(await list.arrayBuffer()));
      const judged = openssl({ ...files, 'list.pem': crl }, [
        'verify',
        ...time,
        '-crl_check',
        '-CAfile',
        'ca.pem',
        '-CRLfile',
        'list.pem',
        'leaf.pem',
      ]);
      assert.match(judged.text, /certificate revoked/);
      const asked = openssl(
        files,
        ['ocsp', '-issuer', 'ca.pem', '-cert', 'leaf.pem', '-no_nonce', '-reqout', 'request.der'],
        'request.der',
      );
      const headers = { 'content-type': 'application/ocsp-request' };
      const body = Uint8Array.from(asked.written ?? []);
      const answer = await authority.ask(VERIFIER, '/ocsp', { method: 'POST', headers, body });
      const response = new Uint8Array(await answer.arrayBuffer());
      const args = [
        'ocsp',
        '-issuer',
        'ca.pem',
        '-cert',
        'leaf.pem',
        '-respin',
        'response.der',
        '-CAfile',
        'ca.pem',
        ...time,
      ];
      const said = openssl({ ...files, 'response.der': response }, [
        ...args,
        '-no_nonce',
        '-validity_period',
        '1000000000',
      ]);
      assert.match(said.text, /leaf\.pem: revoked[\s\S]*Response verify OK/);
      signing.close();
      token.remove();
      const away = await authority.post(ADMIN, '/admin/cards', { resident: somebody(), options: OPTIONS });
      assert.deepEqual([away.status, ((await away.json()) as { error: string }).error], [503, 'unavailable']);
      const isTold = async () =>
        (await auditOf(authority)).some(({ event, outcome }) => event === 'key' && outcome === 'key/token');
      // The entry is written beside the answer; if it never comes, the test's time limit says so.
      while (!(await isTold())) await delay(5);
    } finally {
      token.remove();
    }
  });
});

test('the command tells what is wrong, and never takes a passphrase from its words', () => {
  const run = (...words: readonly string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...words], { encoding: 'utf8' });
  assert.equal(run('--help').status, 0);
  assert.equal(run('unknown').status, 2);
  const alone = run('roots', '--out', outer, '--keys', outer, '--custodian', '/nowhere');
  assert.deepEqual([alone.status, alone.stdout], [1, '']);
  assert.match(
    alone.stderr,
    /^ceremony_refused: a ceremony takes the passphrases of at least two custodians/,
  );
  assert.doesNotMatch(run('--help').stdout, /--passphrase/);
});
