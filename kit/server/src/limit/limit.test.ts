import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { forwarding } from '../http/index.ts';
import { createAdmission } from './admission.ts';
import { Greed } from './greed.ts';
import { addressLine, lineFrom, widerLine } from './line.ts';
import { type Look, Pressure } from './pressure.ts';
import { rateLimit } from './rate-limit.ts';
import { openRefusals } from './refusals.ts';

function hands(start = 1_000) {
  let time = start;
  return { now: () => time, pass: (ms: number) => (time += ms) };
}

describe('how often', () => {
  const open = (most = 100) => {
    const { now, pass } = hands();
    return {
      pass,
      limit: rateLimit({ perSecond: 2, burst: 3, most, wider: (key) => key[0] ?? '', ticks: now }),
    };
  };

  test('a burst goes through, then so many a second', () => {
    const { pass, limit } = open();
    assert.deepEqual(
      [1, 2, 3, 4].map(() => limit.take('a')),
      [0, 0, 0, 500],
    );
    pass(200);
    assert.equal(limit.take('a'), 300, 'asking too early costs nothing and gains nothing');
    pass(300);
    assert.deepEqual([limit.take('a'), limit.take('a')], [0, 500]);
    pass(3_600_000);
    assert.deepEqual(
      [1, 2, 3, 4].map(() => limit.take('a')),
      [0, 0, 0, 500],
      'never more than the burst',
    );
    assert.equal(limit.take('b'), 0, 'nobody pays for another');
  });

  test('to look counts nothing, and limits of one’s own take the place of the standard', () => {
    const { limit } = open();
    for (let i = 0; i < 10; i++) assert.equal(limit.look('a'), 0);
    const own = { perSecond: 1, burst: 1 };
    assert.deepEqual([limit.take('a', own), limit.look('a', own), limit.take('a')], [0, 1000, 0]);
  });

  test('what may pass in any time is its rate and its burst, however it comes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(700), { minLength: 1, maxLength: 200 }), (pauses) => {
        const { pass, limit } = open();
        let passed = 0;
        let time = 0;
        for (const pause of pauses) {
          pass(pause);
          time += pause;
          if (limit.take('a') === 0) passed += 1;
        }
        assert.ok(passed <= 3 + time / 500, `${passed} in ${time} ms`);
      }),
    );
  });

  test('of keys without end no more are remembered than may be, and none that is limited is forgotten', () => {
    const { pass, limit } = open(50);
    for (let i = 0; i < 3; i++) limit.take('known');
    let passed = 0;
    for (let i = 0; i < 5_000; i++) if (limit.take(`x${i}`) === 0) passed += 1;
    assert.ok(limit.size <= 51 + 50, String(limit.size));
    assert.equal(limit.take('known'), 500);
    // 49 places, and what all the others have together.
    assert.equal(passed, 49 + 8 * 3);
    pass(10_000);
    for (let i = 0; i < 200; i++) limit.take(`y${i}`);
    assert.equal(limit.take('z'), 0, 'there is room again for who comes later');
  });
});

describe('whose line', () => {
  test('an IPv4 address, or 64 bits of IPv6, in any spelling', () => {
    assert.equal(addressLine('192.0.2.7'), '192.0.2.7');
    assert.equal(addressLine('::ffff:192.0.2.7'), '192.0.2.7');
    assert.equal(addressLine('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64');
    assert.equal(addressLine('2001:DB8:0001:2::'), '2001:db8:1:2::/64');
    assert.equal(addressLine('2001:db8::9'), '2001:db8:0:0::/64');
    assert.equal(addressLine('64:ff9b::192.0.2.7'), '64:ff9b:0:0::/64');
    assert.equal(addressLine('fe80::1%eth0'), 'fe80:0:0:0::/64');
    for (const text of ['', 'unknown', '1.2.3', '::ffff:999.1.1.1', undefined])
      assert.equal(addressLine(text), undefined);
    assert.deepEqual(['192.0.2.7', '2001:db8:1:2::/64', 'unknown'].map(widerLine), [
      '192.0.0.0/16',
      '2001:db8::/32',
      '',
    ]);
  });

  const from = (remoteAddress: string, header?: string) =>
    ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': header } }) as unknown as IncomingMessage;

  test('what a client claims is believed of nobody but the proxies', () => {
    const direct = lineFrom(forwarding({ proxies: 0 }));
    assert.equal(direct(from('192.0.2.1', '198.51.100.9')), '192.0.2.1');
    const one = lineFrom(forwarding({ proxies: 1 }));
    assert.equal(one(from('10.0.0.1', '203.0.113.5, 198.51.100.9')), '198.51.100.9');
    assert.equal(one(from('10.0.0.1', '203.0.113.5,"[2001:db8::1]:443"')), '2001:db8:0:0::/64');
    assert.equal(one(from('10.0.0.1', '198.51.100.9:1234')), '198.51.100.9');
    const two = lineFrom(forwarding({ proxies: 2, networks: ['10.0.0.0/8', 'fd00::/8'] }));
    assert.equal(two(from('::ffff:10.0.0.1', '203.0.113.5, 198.51.100.9, 10.0.0.2')), '198.51.100.9');
    assert.equal(two(from('fd00::1', '203.0.113.5, 198.51.100.9, 10.0.0.2')), '198.51.100.9');
    assert.equal(
      two(from('192.0.2.1', '203.0.113.5, 198.51.100.9, 10.0.0.2')),
      '192.0.2.1',
      'past the proxies',
    );
    for (const header of [undefined, '', 'nonsense', '198.51.100.9', ','])
      assert.equal(two(from('10.0.0.1', header)), '10.0.0.1', 'everybody is counted');
  });
});

describe('whose turn', () => {
  const OPTIONS = { least: 8, most: 8, lateMs: 5, busyPercent: 70, waiting: 20, patienceMs: 1_000 };

  function room(options = {}) {
    const { now, pass } = hands();
    const resting: { ms: number; call: () => void }[] = [];
    const admission = createAdmission({
      ...OPTIONS,
      busy: () => 0,
      later: (call) => call(),
      after: (ms, call) => void resting.push({ ms, call }),
      ...options,
      ticks: now,
    });
    const inside: { flow: string; line: string; done: () => void }[] = [];
    const refused: string[] = [];
    const ask = (
      flow: string,
      line = flow,
      urgency: 'goes-on' | 'begins' = 'goes-on',
      neighbours?: string,
    ) => {
      const ticket = admission.ask(
        { flow, line, neighbours, urgency },
        () => void inside.push({ flow, line, done: () => ticket?.done() }),
        (why) => void refused.push(`${flow} ${why}`),
      );
      return ticket;
    };
    const count = (flow: string) => inside.filter((one) => one.flow === flow).length;
    /** Ends whoever came in first; who takes the place comes last. */
    const oneDone = () => {
      const [first] = inside.splice(0, 1);
      first?.done();
      return inside.at(-1);
    };
    return { admission, ask, inside, refused, count, oneDone, pass, resting };
  }

  test('one flow without end has half of the places, two a third each, and there is one for whoever comes next', (t) => {
    const { admission, ask, count } = room();
    t.after(() => admission.close());
    // The window begins at its least.
    assert.equal(admission.window, 8);
    for (let i = 0; i < 10; i++) ask('flood');
    assert.equal(count('flood'), 4);
    for (let i = 0; i < 10; i++) ask('second');
    assert.equal(count('second'), 2);
    ask('quiet');
    assert.equal(count('quiet'), 1);
    assert.equal(admission.waiting, 14);
  });

  test('lines of one neighbourhood have together what one alone has, and give it back', (t) => {
    const { admission, ask, inside, oneDone } = room();
    t.after(() => admission.close());
    for (let i = 0; i < 10; i++) ask(`line ${i}`, undefined, 'goes-on', 'one host');
    assert.equal(inside.length, 4, 'half of the eight places');
    ask('quiet', undefined, 'goes-on', 'another');
    assert.equal(inside.at(-1)?.flow, 'quiet');
    for (let left = 11; left > 0; left--) oneDone();
    ask('once more', undefined, 'goes-on', 'one host');
    assert.equal(inside.at(-1)?.flow, 'once more');
  });

  test('places that come free go to one flow after the other, and in a flow to one line after the other', (t) => {
    const { admission, ask, inside, oneDone } = room({ least: 1, most: 4, waiting: 100 });
    t.after(() => admission.close());
    ask('first');
    for (let i = 0; i < 6; i++) ask('flood', 'one line');
    for (let i = 0; i < 3; i++) ask('flood', 'another');
    for (let i = 0; i < 2; i++) ask('quiet');
    assert.equal(inside.length, 1);
    const turns = Array.from({ length: 6 }, () => oneDone()).map((one) => `${one?.flow} ${one?.line}`);
    assert.deepEqual(turns, [
      'flood one line',
      'quiet quiet',
      'flood another',
      'quiet quiet',
      'flood one line',
      'flood another',
    ]);
  });

  test('what goes on comes before what begins, which is sure of one turn in four', (t) => {
    const { admission, ask, oneDone } = room({ least: 4, most: 4, waiting: 100 });
    t.after(() => admission.close());
    for (let i = 0; i < 8; i++) ask(`old ${i}`, 'a');
    for (let i = 0; i < 8; i++) ask(`new ${i}`, 'b', 'begins');
    for (let i = 0; i < 8; i++) ask(`late ${i}`, 'c');
    const turns = Array.from({ length: 12 }, () => oneDone()?.flow.split(' ')[0]);
    assert.equal(turns.filter((flow) => flow === 'new').length, 3, turns.join());
  });

  test('what begins leaves a quarter of the places to what goes on', (t) => {
    const { admission, ask, inside } = room();
    t.after(() => admission.close());
    for (let i = 0; i < 20; i++) ask(`new ${i}`, 'a', 'begins');
    assert.equal(inside.length, 6);
    ask('old 1');
    ask('old 2');
    assert.equal(inside.length, 8);
  });

  test('who floods the waiting room loses places there of their own, and of no other', (t) => {
    const { admission, ask, refused } = room({ waiting: 6 });
    t.after(() => admission.close());
    for (let i = 0; i < 8; i++) ask('flood');
    for (let i = 0; i < 3; i++) ask(`quiet ${i}`);
    for (let i = 0; i < 40; i++) ask('flood');
    for (let i = 0; i < 3; i++) ask(`more ${i}`);
    assert.ok(refused.length > 0);
    assert.deepEqual([...new Set(refused)], ['flood share']);
  });

  test('nobody waits longer than patience allows, and who had a part is told that it was too much', (t) => {
    const { admission, ask, refused, pass } = room();
    t.after(() => admission.close());
    for (let i = 0; i < 6; i++) ask('flood');
    for (let i = 0; i < 4; i++) ask(`other ${i}`);
    ask('late');
    pass(999);
    admission.look();
    assert.deepEqual(refused, []);
    pass(2);
    admission.look();
    assert.deepEqual(refused.sort(), ['flood share', 'flood share', 'late overload']);
  });

  test('one that asks without end rests between two requests while others are there, and these never do', (t) => {
    const { admission, ask, inside, count, oneDone, pass, resting } = room({ busy: () => 1 });
    t.after(() => admission.close());
    for (let i = 0; i < 12; i++) ask('flood');
    const looks = (many: number) => {
      for (let i = 0; i < many; i++) {
        pass(20);
        admission.look();
      }
    };
    looks(20);
    assert.equal(admission.part, 8, 'alone');
    ask('quiet');
    looks(1);
    assert.equal(admission.part, 1, 'what it grew to alone is forgotten at once');
    looks(12);
    assert.ok(admission.part < 0.7, String(admission.part));
    while (count('flood') > 0) oneDone();
    oneDone();
    assert.equal(admission.inFlight, 0, 'nobody of the flood has a place while it rests');
    assert.equal(resting.length, 1);
    assert.equal(resting[0]?.ms, 200, 'the first was there for long; nobody rests longer');
    for (let i = 0; i < 4; i++) ask('quiet');
    while (count('quiet') > 0) oneDone();
    assert.deepEqual(
      [admission.waiting, resting.length],
      [8, 1],
      'who has a queue for a moment need not rest',
    );
    const { part } = admission;
    resting.shift()?.call();
    assert.deepEqual([count('flood'), inside.length], [1, 1], 'one at a time');
    pass(2);
    oneDone();
    assert.deepEqual([inside.length, resting.length], [0, 1]);
    assert.equal(resting[0]?.ms, 2 * (1 / part - 1), 'so that it has that part of the time');
  });

  test('where everybody has a queue, those rest that had most of the time', () => {
    const greed = new Greed();
    assert.equal(greed.isGreedy('flood', 100), true);
    assert.equal(greed.isGreedy('second', 60), true, 'two floods rest both');
    assert.equal(greed.isGreedy('quiet', 40), false);
    for (let i = 0; i < 6; i++) greed.forget();
    assert.equal(greed.isGreedy('quiet', 5), true, 'what was long ago counts little');
    assert.equal(greed.isGreedy('flood', 1), false);
  });

  test('who goes away while waiting has no turn, and every place comes back', (t) => {
    const { admission, ask, inside, oneDone } = room({ least: 1, most: 4 });
    t.after(() => admission.close());
    ask('first');
    const gone = ask('second');
    ask('third');
    gone?.done();
    gone?.done();
    assert.equal(oneDone()?.flow, 'third');
    oneDone();
    assert.deepEqual([inside.length, admission.inFlight, admission.waiting], [0, 0, 0]);
  });

  test('any order of asking, ending and leaving keeps the count, the window and the shares', () => {
    const step = fc.record({
      flow: fc.constantFrom('a', 'b', 'c', 'd'),
      ends: fc.boolean(),
      leaves: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        const { admission, ask, inside, oneDone, count } = room();
        for (const { flow, ends, leaves } of steps) {
          const ticket = ask(flow);
          assert.ok(inside.length <= 8 && admission.waiting <= 20);
          for (const one of ['a', 'b', 'c', 'd']) assert.ok(count(one) <= 4, `${one} has ${count(one)}`);
          if (ends) oneDone();
          if (leaves && inside.at(-1)?.flow !== flow) ticket.done();
        }
        while (inside.length > 0) oneDone();
        assert.deepEqual([admission.inFlight, admission.waiting], [0, 0]);
        admission.close();
      }),
    );
  });
});

describe('how much at once', () => {
  const OPTIONS = { least: 4, most: 64, lateMs: 5, busyPercent: 70 };
  const look = (pressure: Pressure, times: number, seen: Partial<Look> = {}) => {
    for (let i = 0; i < times; i++) {
      pressure.want();
      pressure.look({ lateMs: 0, busy: 0.1, shared: true, ...seen });
    }
    return [pressure.window, pressure.part];
  };

  test('fewer while timers are late, more when they are in time, between the two bounds', () => {
    const pressure = new Pressure(OPTIONS);
    assert.deepEqual([pressure.window, pressure.part], [16, 16]);
    assert.deepEqual(look(pressure, 10), [26, 26]);
    assert.deepEqual(look(pressure, 200), [64, 64]);
    const [window = 0] = look(pressure, 8, { lateMs: 40 });
    assert.ok(window < 64);
    assert.deepEqual(look(pressure, 200, { lateMs: 40 }), [4, 1]);
    const [again = 0] = look(pressure, 30);
    assert.ok(again > 8);
    assert.deepEqual(look(pressure, 200, { crowded: true }), [4, 1], 'a crowded database says the same');
  });

  test('one among others gets less while the process is busy; alone it has all the time there is', () => {
    const pressure = new Pressure(OPTIONS);
    assert.deepEqual(look(pressure, 100, { busy: 1, shared: false }), [64, 64]);
    const [, part] = look(pressure, 1, { busy: 1 });
    assert.equal(part, 1, 'as soon as somebody else comes');
    assert.deepEqual(look(pressure, 200, { busy: 1 }), [64, 1 / 4]);
    const [, more = 0] = look(pressure, 25, { busy: 0.69 });
    assert.ok(more < 1 && more > 0.25, 'what is less than one grows slowly');
    assert.deepEqual(look(pressure, 100, { busy: 0.69 }), [64, 64]);
  });

  test('lateness that is not its own work takes no more of a part than what is above one', () => {
    const pressure = new Pressure(OPTIONS);
    assert.deepEqual(look(pressure, 200, { lateMs: 40, busy: 0.1 }), [4, 1]);
    const [, part = 0] = look(pressure, 60, { lateMs: 40, busy: 1 });
    assert.ok(part < 1);
    assert.deepEqual(look(pressure, 40, { lateMs: 40, busy: 0.1 })[1], part, 'and gives nothing back either');
  });

  test('one pause of the process is no overload', () => {
    const pressure = new Pressure(OPTIONS);
    look(pressure, 1, { lateMs: 20, busy: 1 });
    assert.deepEqual(look(pressure, 3), [20, 20]);
  });
});

test('of a flood the log hears how many there were, and metrics how many of whom', () => {
  const { now, pass } = hands();
  const lines: string[] = [];
  const counted: string[] = [];
  let read: () => unknown = () => [];
  const refusals = openRefusals({
    ticks: now,
    log: {
      info: () => {},
      warn: (event, { reason, clientId, count } = {}) =>
        void lines.push([event, reason, clientId, count].filter((part) => part !== undefined).join(' ')),
      error: () => {},
    },
    metrics: {
      counter: () => ({ inc: ({ limit, client } = {}) => void counted.push(`${limit} ${client}`) }),
      total: (_name, _help, _labels, reading) => {
        read = reading;
      },
    },
  });
  refusals.count('address');
  for (let i = 0; i < 1_000; i++) refusals.count('share', 'RP1');
  assert.deepEqual(lines, ['limit.refused address 1']);
  pass(10_000);
  refusals.count('share', 'RP2');
  assert.deepEqual(lines.slice(1), ['limit.refused share RP1 1000', 'limit.refused share RP2 1']);
  for (let i = 0; i < 500; i++) refusals.count('client', `RP${i}`);
  refusals.close();
  assert.ok(lines.length < 60, 'no more lines than can be read');
  assert.equal(counted.length, 1_501);
  assert.deepEqual(
    (read() as [{ limit: string }, number][]).find(([{ limit }]) => limit === 'share')?.[1],
    1_001,
  );
});
