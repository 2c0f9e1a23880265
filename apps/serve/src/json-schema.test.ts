import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ConfigError } from '@kazasu/server/config';
import { type AnyService, readConfiguration, settingsFor } from '@kazasu/server/serve';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { configurationSchema } from './json-schema.ts';
import { SERVICES } from './services.ts';

const services = await Promise.all(Object.values(SERVICES).map((load): Promise<AnyService> => load()));

/** Whether another implementation of JSON Schema takes this file. */
function judge(service: AnyService): (file: unknown) => boolean {
  const validate = new Ajv2020({ formats: { uri: true } }).compile(configurationSchema(service));
  return (file) => validate(file);
}

/** `a.b` and a value: `{ a: { b: value } }`. */
function at(path: string, value: unknown): object {
  return path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as object;
}

for (const service of services) {
  test(`the schema of ${service.name} knows each setting, its default and its file, and nothing else`, () => {
    const takes = judge(service);
    const text = JSON.stringify(configurationSchema(service));
    for (const { path, name, fallback, group } of settingsFor(service)) {
      assert.ok(text.includes(`In the environment ${name}.`), name);
      assert.ok(takes(at(path, { $file: 'somewhere' })), path);
      assert.ok(!takes(at(path, { $file: 'somewhere', more: 1 })), path);
      if (fallback !== undefined) assert.ok(takes(at(path, fallback)), `${path} by default`);
      if (group) assert.ok(!takes(at(`${path}.noSuchThing`, 1)), path);
    }
    assert.ok(takes({}), 'the environment may say all');
    assert.ok(!takes({ noSuchThing: 1 }));
  });

  test(`what the schema of ${service.name} refuses, a process refuses too, and the other way round`, () => {
    const takes = judge(service);
    const wrong: [string, unknown][] = [
      ['workers', 'many'],
      ['workers', 0],
      ['workers', 257],
      ['listen.port', 65_536],
      ['listen.port', '80'],
      ['listen.hosts', []],
      ['stop.drainMs', 0.5],
      ['log.level', 'loud'],
      ['management', {}],
    ];
    const right: [string, unknown][] = [
      ['workers', 256],
      ['listen.port', 65_535],
      ['listen.hosts', ['login.example']],
      ['stop.drainMs', 600_000],
      ['log.level', 'warn'],
    ];
    for (const [path, value] of wrong) {
      assert.ok(refuses(service, path, value), `${path} by the process`);
      // What a group must have may come from the environment.
      assert.equal(takes(at(path, value)), path === 'management', path);
    }
    for (const [path, value] of right) {
      assert.ok(!refuses(service, path, value), `${path} by the process`);
      assert.ok(takes(at(path, value)), path);
    }
  });
}

/** Whether a configuration with this in it has a fault in this place. */
function refuses(service: AnyService, path: string, value: unknown): boolean {
  const [outer = ''] = path.split('.');
  const named = settingsFor(service).find((setting) => setting.path === outer);
  const inner = (at(path, value) as Record<string, unknown>)[outer];
  try {
    readConfiguration(service, { environment: { [named?.name ?? '']: JSON.stringify(inner) } });
    return false;
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.faults.some((fault) => fault.path.startsWith(path));
  }
}

test('the file of the guide to deploying is as the schema says', async () => {
  const guide = readFileSync(new URL('../../../docs/operate/deploy.md', import.meta.url), 'utf8');
  const file = /provider\.json <<END\n(.*?)\nEND\n/s.exec(guide)?.[1] ?? '';
  assert.ok(judge(await SERVICES.provider())(JSON.parse(file.replaceAll('\\$', '$'))));
});
