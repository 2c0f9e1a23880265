import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PIN_NAMES } from '@kazasu/card';
import { chipKeysOf, secretsOf } from './api.ts';
import { CHILD_OPTIONS, OPTIONS, PINS, somebody, testAuthority } from './testing/authority.ts';

test('a card has a secret of every name, the PIN of the juki application also where none was asked for', async () => {
  const authority = await testAuthority();
  const image = await authority.personalise({ resident: somebody(), options: OPTIONS });
  const secrets = secretsOf(image);
  assert.deepEqual(Object.keys(secrets).sort(), [...PIN_NAMES].sort());
  assert.deepEqual([secrets.juki, secrets.common], [PINS.text, PINS.text]);
  const { numberA, numberB, birthdate } = image.numbers;
  assert.deepEqual([secrets.textNumberA, secrets.surfaceNumberA], [numberA, numberA]);
  assert.deepEqual([secrets.textNumberB, secrets.surfaceNumberB], [numberB, numberB]);
  assert.equal(secrets.surfaceBirthdate, birthdate);
  const options = { pins: { ...PINS, juki: '9012' } };
  const other = secretsOf(await authority.personalise({ resident: somebody(), options }));
  assert.deepEqual([other.text, other.juki, other.common], [PINS.text, '9012', '9012']);
});

test('a card without a signature key has neither the key nor its password, and every key of a card is another one', async () => {
  const authority = await testAuthority();
  const resident = somebody({ birthdate: '20180517' });
  const child = await authority.personalise({ resident, options: CHILD_OPTIONS });
  assert.ok(!('signature' in secretsOf(child)) && !('signature' in chipKeysOf(child)));
  const image = await authority.personalise({ resident: somebody(), options: OPTIONS });
  const keys = [child, image].flatMap((each) => Object.values(chipKeysOf(each)));
  assert.equal(new Set(keys.map((key) => Buffer.from(key).toString('base64'))).size, 11);
});
