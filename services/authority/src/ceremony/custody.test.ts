import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openKeyFolder, signingKeysIn } from '@kazasu/server/keys';
import { testAuthority } from '../testing/authority.ts';
import { openCustody } from './custody.ts';

const outer = mkdtempSync(join(tmpdir(), 'kazasu-custody-'));
after(() => rmSync(outer, { recursive: true, force: true }));
const WORDS = join(outer, 'words');
writeFileSync(WORDS, 'words of one custodian', { mode: 0o600 });

const refused = (environment: object, message: RegExp) =>
  assert.rejects(openCustody(join(outer, 'keys'), environment), { code: 'ceremony_refused', message });

test('beside a token the other keys must not lie open', async () => {
  const token = { KAZASU_TOKEN_MODULE: '/nowhere.so', KAZASU_TOKEN: 'a', KAZASU_TOKEN_PIN_FILE: WORDS };
  await refused(token, /KAZASU_KEY_PASSPHRASE_FILE/);
  const both = openCustody(join(outer, 'keys'), { ...token, KAZASU_KEY_PASSPHRASE_FILE: WORDS });
  await assert.rejects(both, { code: 'key/token' });
});

test('where anything lies open, the log names it', async () => {
  const { keys } = await openCustody(join(outer, 'closed'), { KAZASU_KEY_PASSPHRASE_FILE: WORDS });
  const closed = await testAuthority({ keys });
  assert.ok(!closed.lines.some((line) => line.includes('keys.unprotected')));
  const signing = { ...signingKeysIn(keys), protection: 'token' } as const;
  const half = await testAuthority({
    store: closed.store,
    keys: openKeyFolder(join(outer, 'open')),
    signing,
  });
  assert.ok(half.lines.some((line) => line.includes('keys.unprotected')));
});

test('the generation of cards is one of two', async () => {
  const { cardGeneration } = await openCustody(join(outer, 'keys'), { KAZASU_CARD_GENERATION: 'next' });
  assert.equal(cardGeneration, 'next');
  assert.equal((await openCustody(join(outer, 'keys'), {})).cardGeneration, undefined);
  await refused({ KAZASU_CARD_GENERATION: 'NEXT' }, /current or next/);
});
