/** From a root key ceremony, as its guide tells, to a login (docs/operate/ceremony.md). */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test, { after } from 'node:test';
import { approve, freshTown, HandMadeParty } from './support/index.ts';

const COMMAND = resolve(import.meta.dirname, '../../services/authority/src/ceremony/main.ts');
const outer = mkdtempSync(join(tmpdir(), 'kazasu-ceremony-town-'));
after(() => rmSync(outer, { recursive: true, force: true }));

test('a new town starts on the roots of a ceremony, people log in with cards of them, and again after a restart', async () => {
  const dataFolder = join(outer, 'data');
  const keys = join(dataFolder, 'authority', 'keys');
  const custodians = ['a', 'b'].map((name) => {
    const file = join(outer, name);
    writeFileSync(file, `the words of custodian ${name}\n`, { mode: 0o600 });
    return file;
  });
  const roots = join(outer, 'roots');
  const words = custodians.flatMap((file) => ['--custodian', file]);
  execFileSync(process.execPath, [COMMAND, 'roots', ...words, '--keys', keys, '--out', roots]);
  execFileSync(process.execPath, [COMMAND, 'verify', '--out', roots]);
  const environment = {
    KAZASU_KEY_PASSPHRASE_FILE: custodians.join(':'),
    KAZASU_ROOTS_FILE: join(roots, 'roots.json'),
  };
  const world = await freshTown({ dataFolder, environment });
  try {
    const people = world.town.people.map(({ id }) => id);
    assert.equal(people.length, 11);
    assert.ok(!people.includes('kenji'), 'a card of young roots has not run out');
    for (const town of [world.town, await world.restart()]) {
      const shop = await HandMadeParty.register(town);
      const { url, verifier } = shop.begin();
      const callback = await approve(town, url, 'hanako');
      const tokens = await shop.redeem(callback.searchParams.get('code') ?? '', verifier);
      assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
      await town.renewCard('taro');
    }
    const files = readdirSync(keys);
    for (const name of ['ca-authentication-1.pem', 'card-issuer.pem', 'register.key', 'counter.key']) {
      assert.ok(files.includes(name), name);
    }
    for (const file of files) {
      const start = readFileSync(join(keys, file)).subarray(0, 37).toString('latin1');
      assert.match(start, /^(?:-----BEGIN ENCRYPTED PRIVATE KEY-----|KAZASU-SEALED-1)/, file);
    }
    const unprotected = world.log.filter((line) => line.includes('keys.unprotected'));
    assert.deepEqual(
      unprotected.filter((line) => JSON.parse(line).service === 'authority'),
      [],
    );
  } finally {
    await world.end();
  }
});
