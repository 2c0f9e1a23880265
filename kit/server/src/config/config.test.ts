import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import * as v from 'valibot';
import { ConfigError, environment, loadSettings, parseConfig, settingsOf } from './index.ts';

const Schema = v.strictObject({
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  issuer: v.pipe(v.string(), v.url()),
  secret: v.pipe(v.string(), v.minLength(16)),
  clients: v.array(v.strictObject({ id: v.string(), kind: v.picklist(['private', 'government']) })),
  level: v.optional(v.picklist(['info', 'warn']), 'info'),
});

/** Begins what must never be told. */
const SECRET = 'hunter2-';

function faultsOf(input: unknown): ConfigError {
  try {
    parseConfig(Schema, input);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error;
  }
  return assert.fail('was accepted');
}

test('a configuration that fits is returned with its defaults', () => {
  const input = { port: 4000, issuer: 'http://localhost:4001', secret: 'x'.repeat(16), clients: [] };
  assert.deepEqual(parseConfig(Schema, input), { ...input, level: 'info' });
});

test('all faults are told at once, with their places', () => {
  const { faults, message } = faultsOf({
    port: 0,
    issuer: 'nowhere',
    clients: [{ id: 'a', kind: 'bank' }],
    prot: 1,
  });
  assert.deepEqual(
    faults.map(({ path }) => path),
    ['port', 'issuer', 'secret', 'clients.0.kind', 'prot'],
  );
  for (const { path } of faults) assert.ok(message.includes(`${path}: `), path);
  assert.equal(faults.find(({ path }) => path === 'secret')?.message, 'is missing');
  assert.equal(faults.find(({ path }) => path === 'prot')?.message, 'is not known');
  assert.match(faults.find(({ path }) => path === 'port')?.message ?? '', />=1/);
});

test('whatever a file and the environment hold, there is a configuration or a ConfigError, and no value in it', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-config-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'config.json');
  const settings = settingsOf(Schema.entries);
  const names = [...settings.map(({ name }) => name), 'KAZASU_PROT', '__proto__', 'PATH'];
  const places = [...settings.map(({ path }) => path), '__proto__', 'constructor', 'prot'];
  const marked = fc.string({ maxLength: 10 }).map((text) => `${SECRET}${text}`);
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom({ $file: 'no-such-file' }, { $file: 1 }, { $file: '\0' }, 'https://a.example', 4000),
    marked,
  );
  const members = fc.uniqueArray(fc.tuple(fc.constantFrom(...places), value), { selector: ([name]) => name });
  const text = fc.oneof(
    members.map(
      (pairs) => `{${pairs.map(([name, one]) => `${JSON.stringify(name)}:${JSON.stringify(one)}`)}}`,
    ),
    fc.string(),
    fc.constantFrom('[]', 'null', '{'.repeat(9000), '\ufeff{}'),
  );
  const said = fc.oneof(
    value.map((one) => JSON.stringify(one)),
    marked,
    fc.string(),
  );
  // The path of a file may be told, its content not.
  const named = fc.constantFrom('no-such-file', folder, file, '\0');
  const given = fc
    .tuple(fc.dictionary(fc.constantFrom(...names), said, { maxKeys: 4 }), fc.option(named))
    .map(([env, path]) => (path === null ? env : { ...env, KAZASU_PORT_FILE: path }));
  let refused = 0;
  fc.assert(
    fc.property(text, given, (written, env) => {
      writeFileSync(file, written);
      const { input, faults, tellSource, tellUnknown } = loadSettings({ settings, file, environment: env });
      const told = [...faults];
      for (const { path } of faults) told.push({ path, message: tellSource(path) + tellUnknown(path) });
      assert.equal(Object.hasOwn(Object.prototype, 'issuer'), false);
      try {
        parseConfig(Schema, input);
      } catch (error) {
        assert.ok(error instanceof ConfigError, error instanceof Error ? error.stack : '');
        told.push(...error.faults);
      }
      if (told.length > 0) refused += 1;
      assert.ok(!JSON.stringify(told).includes(SECRET), JSON.stringify(told));
    }),
    { numRuns: 500 },
  );
  assert.ok(refused > 0);
  const good = { port: 4000, issuer: 'http://localhost:4001', secret: 'x'.repeat(16), clients: [] };
  writeFileSync(file, JSON.stringify(good));
  const loaded = loadSettings({ settings, file, environment: { KAZASU_PORT: '4100' } });
  assert.deepEqual(loaded.faults, []);
  assert.deepEqual(parseConfig(Schema, loaded.input), { ...good, port: 4100, level: 'info' });
});

test('no value is ever repeated', () => {
  const secret = 'hunter2';
  const error = faultsOf({ port: secret, issuer: secret, secret, clients: secret, level: secret });
  assert.equal(error.faults.length, 5);
  assert.ok(!`${error.stack} ${JSON.stringify(error)}`.includes(secret));
  assert.ok(!faultsOf(secret).message.includes(secret));
});

test('the environment is a copy that nobody can change', () => {
  const taken = environment();
  assert.equal(taken.PATH, process.env.PATH);
  assert.ok(Object.isFrozen(taken));
});
