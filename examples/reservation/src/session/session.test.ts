import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Session, SessionMemory } from './session.ts';

const LIFETIME_MS = 30 * 60_000;
const CLICKED: Session = { login: { state: 's', nonce: 'n', codeVerifier: 'v' } };
const KNOWN: Session = { person: { subject: 'person' } };

test('thousands who only click log nobody out, and take the places of each other', () => {
  const memory = new SessionMemory(() => 0, 10);
  const person = memory.replace(undefined, KNOWN);
  const first = memory.replace(undefined, CLICKED);
  const ids = Array.from({ length: 1_000 }, () => memory.replace(undefined, CLICKED));
  assert.equal(memory.find(person), KNOWN);
  assert.equal(memory.find(first), undefined);
  assert.equal(ids.filter((id) => memory.find(id) !== undefined).length, 10);
});

test('of people too there are only so many, and the one who did nothing for longest goes first', () => {
  const memory = new SessionMemory(() => 0, 2);
  const [one, two] = [memory.replace(undefined, KNOWN), memory.replace(undefined, KNOWN)];
  const again = memory.replace(one, KNOWN);
  memory.replace(undefined, KNOWN);
  assert.deepEqual([memory.find(one), memory.find(two), memory.find(again)], [undefined, undefined, KNOWN]);
});

test('what has had its time is found no more, and makes room', () => {
  let now = 0;
  const memory = new SessionMemory(() => now, 2);
  const old = memory.replace(undefined, KNOWN);
  now = LIFETIME_MS - 1;
  const kept = memory.replace(undefined, KNOWN);
  now = LIFETIME_MS;
  assert.equal(memory.find(old), undefined);
  memory.replace(undefined, KNOWN);
  assert.equal(memory.find(kept), KNOWN);
});

test('logging in moves a session to those who have', () => {
  const memory = new SessionMemory(() => 0, 1);
  const clicked = memory.replace(undefined, CLICKED);
  const known = memory.replace(clicked, KNOWN);
  memory.replace(undefined, CLICKED);
  assert.deepEqual([memory.find(clicked), memory.find(known)], [undefined, KNOWN]);
  memory.forget(known);
  assert.equal(memory.find(known), undefined);
});
