import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { type Entry, SessionMemory } from './memory.ts';
import type { Session } from './session.ts';

const MOST = 10;
const LIFETIME_MS = 30 * 60_000;
const CLICKED: Session = { login: { state: 's', nonce: 'n', codeVerifier: 'v' } };
const TYPED: Session = { draft: { name: '見本' } };
/** Only that they are there counts here. */
const SIGNING = { ...TYPED, signing: {} } as Session;
const FILED = { filed: {} } as Session;

let now: number;
let memory: SessionMemory;
beforeEach(() => {
  now = 1;
  memory = new SessionMemory(() => now, MOST);
});

function open(session: Session): Entry {
  return memory.write(undefined, session) ?? assert.fail('there is no room');
}
const isKept = ({ name }: Entry) => memory.find(name) !== undefined;

test('newcomers take the place of newcomers, and of nobody who has typed or signed', () => {
  const kept = [TYPED, SIGNING, FILED].map(open);
  const first = open(CLICKED);
  for (let count = 0; count < 1_000; count += 1) open(CLICKED);
  assert.equal(isKept(first), false);
  assert.deepEqual(kept.map(isKept), [true, true, true]);
});

test('whoever has typed gives way where nobody has only clicked, and whoever changed it last goes last', () => {
  const typed = Array.from({ length: MOST - 1 }, () => open(TYPED));
  const signing = open(SIGNING);
  const [first, second] = typed;
  assert.ok(first && second);
  now += 1_000;
  memory.write(first, { ...TYPED, failure: 'stopped' });
  open(CLICKED);
  assert.deepEqual([isKept(first), isKept(second), isKept(signing)], [true, false, true]);
});

test('where everybody signs or has signed, a newcomer is refused, until one of them has gone', () => {
  const entries = Array.from({ length: MOST }, (_, index) => open(index % 2 === 0 ? SIGNING : FILED));
  assert.equal(memory.write(undefined, CLICKED), undefined);
  const [first] = entries;
  assert.ok(first && memory.write(first, FILED), 'those who are there go on');
  memory.forget(first);
  assert.ok(memory.write(undefined, CLICKED));
});

test('what has had its time makes room, also behind what was changed since', () => {
  const old = Array.from({ length: MOST - 1 }, () => open(SIGNING));
  const changed = open(SIGNING);
  const [first] = old;
  assert.ok(first);
  now += LIFETIME_MS - 1;
  memory.write(first, SIGNING);
  memory.write(changed, FILED);
  now += 1;
  for (let count = 0; count < MOST - 2; count += 1) open(FILED);
  assert.deepEqual([isKept(first), isKept(changed)], [true, true]);
  assert.equal(memory.write(undefined, CLICKED), undefined);
});

test('a former name counts until an offered one is presented, and then that one alone', () => {
  const entry = open(TYPED);
  const names = [entry.name, memory.offer(entry), memory.offer(entry)];
  assert.equal(new Set(names).size, 3, 'each is told one of their own');
  assert.equal(memory.find(names[0]), entry);
  assert.equal(memory.find(names[2]), entry);
  assert.deepEqual(
    names.map((name) => memory.find(name)),
    [undefined, undefined, entry],
  );
  names.push(memory.offer(entry), memory.rename(entry));
  assert.deepEqual(
    names.map((name) => memory.find(name)),
    [undefined, undefined, undefined, undefined, entry],
  );
  const many = Array.from({ length: 100 }, () => memory.offer(entry));
  assert.equal(memory.find(many[0]), undefined, 'there are not more and more of them');
  assert.equal(memory.find(names[4]), entry);
  names.push(...many);
  memory.forget(entry);
  assert.deepEqual(
    names.map((name) => memory.find(name)),
    names.map(() => undefined),
  );
});

test('a session ends after half an hour without a change, under either name', () => {
  const entry = open(FILED);
  const { name } = entry;
  const offered = memory.offer(entry);
  now += LIFETIME_MS;
  assert.deepEqual([memory.find(name), memory.find(offered)], [undefined, undefined]);
});
