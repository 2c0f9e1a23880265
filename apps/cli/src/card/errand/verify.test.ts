import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createAuthority } from '@kazasu/authority';
import { type CardImage, PATHS, type TrustResponse } from '@kazasu/authority/api';
import { systemClock } from '@kazasu/server/clock';
import { memoryKeys } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { openStore } from '@kazasu/server/store';
import { runHere } from '../../testing/index.ts';
import { cardFileOf } from '../file/index.ts';

const PINS = { authentication: '7193', text: '8264', signature: 'QZXW7391' };
const KAZASU = { code: '48201', prefecture: 'Kakuu-ken', city: 'Kazasu-shi' };
const TONARI = { code: '48202', prefecture: 'Kakuu-ken', city: 'Tonari-shi' };
const folder = mkdtempSync(join(tmpdir(), 'kazasu-verify-'));
const issuers = join(folder, 'issuers.json');
let own: CardImage;
/** Of somebody of another municipality with the same birth date. */
let away: CardImage;

before(async () => {
  const store = await openStore({ file: ':memory:' });
  const authority = await createAuthority({
    adminToken: 'counter-token-of-the-tests',
    verifierToken: 'verifier-token-of-the-tests',
    store,
    keys: memoryKeys(),
    clock: systemClock,
    log: silentLog,
  });
  const resident = {
    name: '見本　次郎',
    address: '架空県かざす市読取一丁目１番１号',
    birthdate: '19900401',
    gender: '1',
  } as const;
  const personalise = (residentId: string, myNumber: string, municipality: typeof KAZASU) =>
    authority.personalise({
      resident: { ...resident, residentId, myNumber, municipality },
      options: { pins: PINS },
    });
  own = await personalise('jiro', '999000000202', KAZASU);
  away = await personalise('saburo', '999000000016', TONARI);
  const headers = { authorization: 'Bearer verifier-token-of-the-tests' };
  const trust = (await (await authority.app.request(PATHS.trust, { headers })).json()) as TrustResponse;
  writeFileSync(issuers, JSON.stringify({ cardIssuerKeys: trust.cardIssuerKeys }));
  await authority.close();
  await store.close();
});
after(() => rmSync(folder, { recursive: true }));

let cards = 0;
const fresh = () => join(folder, `${++cards}.card`);
const verify = (path: string, ...typed: string[]) =>
  runHere('card', 'verify', '--card', path, '--pin', PINS.text, '--issuers', issuers, ...typed);

/** The command's exit code and what failed, for a card with these files and keys. */
async function verified(image: CardImage): Promise<readonly [number, readonly string[]]> {
  const path = fresh();
  writeFileSync(path, cardFileOf(image), { mode: 0o600 });
  const { code, out } = await verify(path, '--json');
  const { genuine, checks } = JSON.parse(out) as {
    genuine: boolean;
    checks: { id: string; passed: boolean; reason?: string }[];
  };
  assert.equal(genuine, code === 0);
  return [code, checks.flatMap(({ id, passed, reason }) => (passed ? [] : [`${id}:${reason}`]))];
}

test('a card as it was issued is genuine', async () => {
  assert.deepEqual(await verified(own), [0, []]);
  assert.deepEqual(await verified(away), [0, []]);
});

test('an age record of another municipality is not that of these items, though its chip signs', async () => {
  const mixed = { ...own, surface: away.surface, keys: { ...own.keys, surface: away.keys.surface } };
  assert.deepEqual(await verified(mixed), [1, ['municipality-in-both:mismatch']]);
});

test('an issuer is trusted for the application that its number names, and for no other', async () => {
  const { issuerCertificate } = own.text;
  const [code, failed] = await verified({ ...own, surface: { ...own.surface, issuerCertificate } });
  assert.equal(code, 1);
  assert.deepEqual(failed, [
    'age-record/issuer-known:unknown-issuer',
    'age-record/certificate-signature:not-reached',
    'age-record/record-signature:not-reached',
  ]);
});

test('the last try of the birth date is never used here, and what is told leads out of it', async () => {
  const path = fresh();
  writeFileSync(path, cardFileOf(own), { mode: 0o600 });
  const data = JSON.parse(readFileSync(path, 'utf8'));
  data.pins.surfaceBirthdate.triesLeft = 1;
  writeFileSync(path, JSON.stringify(data));
  const refused = await verify(path, '--use-last-try');
  assert.equal(refused.code, 1);
  assert.match(refused.err, /birth date .* read age --use-last-try/s);
  const birthdate = ['--pin', data.pins.surfaceBirthdate.value, '--use-last-try'];
  assert.equal((await runHere('card', 'read', 'age', '--card', path, ...birthdate)).code, 0);
  assert.equal((await verify(path)).code, 0);
});
