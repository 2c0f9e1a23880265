import assert from 'node:assert/strict';
import test from 'node:test';
import { CardOptions, ResidentRecord } from '@kazasu/authority/api';
import * as v from 'valibot';
import { birthdateOf, fourItemsOf, PEOPLE, PERSON_IDS, residentRecordOf } from './index.ts';

const NEW_YEAR_2026 = Date.UTC(2026, 0, 1);

test('there are twelve people, each id once, in any order of the table', () => {
  assert.equal(PEOPLE.length, 12);
  assert.deepEqual(PEOPLE.map((person) => person.id).sort(), [...PERSON_IDS].sort());
});

test('every person is a resident whom the authority takes, with a card whose PINs it takes', () => {
  for (const person of PEOPLE) {
    v.parse(ResidentRecord, residentRecordOf(person, NEW_YEAR_2026));
    v.parse(CardOptions, { pins: person.pins });
  }
});

test('every My Number is plainly artificial and its check digit is right', () => {
  for (const { myNumber } of PEOPLE) {
    assert.match(myNumber, /^999000000/);
    const digits = [...myNumber].map(Number);
    const weights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    const remainder = weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0) % 11;
    assert.equal(digits[11], remainder <= 1 ? 0 : 11 - remainder, myNumber);
  }
  assert.equal(new Set(PEOPLE.map((person) => person.myNumber)).size, 12);
});

test('no prefecture with a number that exists appears', () => {
  for (const { municipality, address } of PEOPLE) {
    assert.equal(municipality.code.slice(0, 2), '48');
    assert.match(address, /^架空県/);
  }
});

test('a certificate name replaces characters one for one', () => {
  for (const person of PEOPLE) {
    assert.equal([...(person.certificateName ?? person.name)].length, [...person.name].length);
    assert.equal([...(person.certificateAddress ?? person.address)].length, [...person.address].length);
  }
});

test('the people cover what relying parties stumble over', () => {
  const genders = new Set(PEOPLE.map((person) => person.gender));
  assert.deepEqual([...genders].sort(), ['1', '2', '9']);
  assert.ok(PEOPLE.some((person) => [...person.address].length > 100));
  assert.ok(PEOPLE.every((person) => [...person.address].length <= 200 && [...person.name].length <= 100));
  assert.ok(PEOPLE.some((person) => person.name.length > 45));
  assert.ok(PEOPLE.some((person) => person.pins.authentication !== person.pins.text));
  const withoutSignature = PEOPLE.filter((person) => person.pins.signature === undefined);
  assert.deepEqual(
    withoutSignature.map((person) => person.id),
    ['sora'],
  );
});

test('a child is nine on the day of seeding, on the eve of the birthday, on it, and in any year', () => {
  const birth = { age: 9, monthDay: '0505' };
  assert.equal(birthdateOf(birth, Date.UTC(2026, 4, 4, 14, 59, 59)), '20160505');
  assert.equal(birthdateOf(birth, Date.UTC(2026, 4, 4, 15, 0, 0)), '20170505');
  assert.equal(birthdateOf(birth, NEW_YEAR_2026), '20160505');
  assert.equal(birthdateOf(birth, Date.UTC(2031, 11, 31, 15, 0, 0)), '20220505');
});

test('the four items are the record, and a fixed birthdate does not move with the seeding', () => {
  const hanako = PEOPLE[0];
  assert.ok(hanako);
  const items = {
    name: '見本　花子',
    address: '架空県かざす市読取一丁目２番３号',
    birthdate: '19880517',
    gender: '2',
  };
  assert.deepEqual(fourItemsOf(hanako, NEW_YEAR_2026), items);
  assert.deepEqual(fourItemsOf(hanako, Date.UTC(2040, 1, 1)), items);
});
