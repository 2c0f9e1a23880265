import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkCrl, parseCertificate } from '@kazasu/pki';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { judge } from './judge.ts';
import { blobId, type CaseJson, FOLDER, readFiles, type Vector, vectorsOf } from './read.ts';

const files = readFiles();
const vectors = files.flatMap(vectorsOf);
const byId = new Map(vectors.map((one) => [one.id, one]));

/** The least that each group holds, so that none is emptied unnoticed. */
const LEAST: { readonly [group: string]: number } = {
  path: 115,
  policy: 40,
  'name-constraint': 65,
  algorithm: 30,
  crl: 65,
  'delta-indirect': 28,
  ocsp: 65,
  cms: 70,
  timestamp: 40,
  xades: 60,
  pades: 58,
};

test('every group is there, in the form of its schema', () => {
  const schema = JSON.parse(readFileSync(join(FOLDER, 'pki.schema.json'), 'utf8')) as object;
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  for (const file of files) {
    assert.ok(validate(file), `${file.group}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
    assert.ok(file.cases.length >= (LEAST[file.group] ?? Infinity), file.group);
  }
  assert.equal(files.length, Object.keys(LEAST).length);
});

test('octets are those that their names say, and every one is used', () => {
  for (const { blobs, cases, group } of files) {
    for (const [id, text] of Object.entries(blobs)) assert.equal(blobId(Buffer.from(text, 'base64')), id);
    const used = new Set(cases.flatMap(namesIn));
    assert.deepEqual(
      Object.keys(blobs).filter((id) => !used.has(id)),
      [],
      group,
    );
    assert.deepEqual(
      [...used].filter((id) => blobs[id] === undefined),
      [],
      group,
    );
  }
});

function namesIn({ inputs }: CaseJson): string[] {
  return Object.values(inputs).flatMap((value) =>
    typeof value === 'string' ? [value] : Object.values(value as readonly string[]),
  );
}

test('every bad case has a good twin, and no case stands twice', () => {
  assert.equal(byId.size, vectors.length);
  for (const { id, twin, expected, fault, group } of vectors) {
    assert.equal(expected === 'valid', fault === undefined, id);
    if (twin === undefined) continue;
    assert.equal(byId.get(twin)?.expected, 'valid', id);
    assert.equal(byId.get(twin)?.group, group, id);
  }
  const asked = vectors.map(({ group, operation, inputs, options }) =>
    JSON.stringify([group, operation, inputs, options]),
  );
  const twice = vectors.filter((_, i) => asked.indexOf(asked[i] as string) !== i).map(({ id }) => id);
  assert.deepEqual(twice, []);
});

for (const { group, title } of files) {
  test(`${title}: every verdict is the expected one, for the expected reason`, () => {
    const wrong = vectors.filter((one) => one.group === group).flatMap(faultOf);
    assert.deepEqual(wrong, []);
  });
}

function faultOf(vector: Vector): string[] {
  const { verdict, faults } = judge(vector);
  const reason = vector.kazasu && [vector.kazasu.check, vector.kazasu.reason].filter(Boolean).join(' ');
  const told = reason === undefined || faults.includes(reason);
  return verdict === vector.expected && told
    ? []
    : [`${vector.id}: ${verdict}, ${faults.join('; ')} instead of ${vector.expected}, ${reason ?? ''}`];
}

test('one list about one certificate gets the same verdict from checkCrl', () => {
  const single = vectors.filter(
    (one) => one.group === 'crl' && one.list('crls').length === 1 && !('intermediates' in one.inputs),
  );
  const wrong = single.filter((one) => {
    const [issuer, certificate] = [one.list('anchors')[0], one.one('certificate')].map((der) =>
      parseCertificate(der ?? new Uint8Array()),
    );
    assert.ok(issuer !== undefined && certificate !== undefined);
    const time = Date.parse(one.options.time);
    return checkCrl({ certificate, issuer, crl: one.list('crls')[0], time }).verdict !== one.expected;
  });
  assert.deepEqual(
    wrong.map(({ id }) => id),
    [],
  );
  assert.ok(single.length > 40);
});

/** What is signed and judged; what only helps may be damaged without harm. */
const SUBJECT: { readonly [operation in Vector['operation']]: string } = {
  path: 'certificate',
  ocsp: 'response',
  cms: 'document',
  timestamp: 'token',
  xades: 'document',
  pades: 'document',
};

/** What damage in unsigned parts leaves as good as before: a time-stamp that proves nothing takes nothing away. */
const HARMLESS: readonly string[] = ['cms/stamped', 'pades/document-stamp', 'xades/stamped'];
const PLACES = [0.07, 0.19, 0.31, 0.43, 0.53, 0.64, 0.77, 0.95];

test('a good vector that is damaged somewhere is no longer good', () => {
  const good = vectors.filter(({ expected, id }) => expected === 'valid' && !HARMLESS.includes(id));
  const unnoticed = good.flatMap((vector) => {
    const name = SUBJECT[vector.operation];
    const { length } = vector.one(name) ?? [];
    const places = PLACES.map((part) => Math.floor(length * part));
    return places
      .filter((at) => judge(damaged(vector, name, at)).verdict === 'valid')
      .map((at) => `${vector.id} ${at}`);
  });
  assert.deepEqual(unnoticed, []);
  assert.ok(good.length > 90);
});

function damaged(vector: Vector, name: string, at: number): Vector {
  const copy = Uint8Array.from(vector.one(name) ?? []);
  copy[at] = (copy[at] ?? 0) ^ 0x10;
  return { ...vector, one: (asked) => (asked === name ? copy : vector.one(asked)) };
}
