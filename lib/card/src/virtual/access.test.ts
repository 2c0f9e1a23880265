import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex, toUtf8 } from '@kazasu/bytes';
import { memoryInRam } from './memory.ts';
import {
  PINS,
  SELECT_COMMON,
  SELECT_JPKI,
  SELECT_JUKI,
  SELECT_SURFACE,
  SELECT_TEXT,
  testCard,
} from './testing/card.ts';

/** VERIFY's file for each credential of an application. */
type Credentials = Readonly<Record<string, { readonly file: number; readonly value: string }>>;
/** What READ BINARY finds behind a short file identifier: who may read it, or why nobody can. Not listed: no file. */
type Reads = Readonly<Record<number, readonly string[] | 'free' | 'never' | 'records' | 'not to read'>>;

interface Rules {
  readonly select: string;
  readonly credentials: Credentials;
  readonly reads: Reads;
  /** COMPUTE DIGITAL SIGNATURE by P2, with the credential that opens the key. */
  readonly signs: Readonly<Record<string, string | 'free'>>;
}

/** The access rules of the facts (a.4 to a.8), written down once more by hand. */
const CARD: Readonly<Record<string, Rules>> = {
  jpki: {
    select: SELECT_JPKI,
    credentials: {
      authentication: { file: 0x18, value: PINS.authentication },
      signature: { file: 0x1b, value: PINS.signature },
    },
    reads: {
      1: ['signature'],
      2: 'free',
      5: 'never',
      6: 'free',
      8: 'free',
      9: 'never',
      10: 'free',
      11: 'free',
      16: 'never',
      22: 'not to read',
      23: 'not to read',
      24: 'not to read',
      25: 'not to read',
      26: 'not to read',
      27: 'not to read',
      28: 'not to read',
      30: 'not to read',
    },
    signs: { 97: 'authentication', '9a': 'signature' },
  },
  text: {
    select: SELECT_TEXT,
    credentials: {
      pin: { file: 0x11, value: PINS.text },
      A: { file: 0x14, value: PINS.textNumberA },
      B: { file: 0x15, value: PINS.textNumberB },
    },
    reads: {
      1: ['pin', 'A'],
      2: ['pin', 'B'],
      3: ['pin', 'A', 'B'],
      4: 'free',
      5: 'free',
      6: ['pin', 'A', 'B'],
      7: ['pin', 'A', 'B'],
      8: ['pin', 'A', 'B'],
      17: 'not to read',
      18: 'not to read',
      19: 'not to read',
      20: 'not to read',
      21: 'not to read',
    },
    signs: { '00': 'free', 93: 'free' },
  },
  surface: {
    select: SELECT_SURFACE,
    credentials: {
      birthdate: { file: 0x11, value: PINS.surfaceBirthdate },
      B: { file: 0x12, value: PINS.surfaceNumberB },
      A: { file: 0x13, value: PINS.surfaceNumberA },
    },
    reads: {
      1: ['birthdate', 'A', 'B'],
      2: ['A', 'B'],
      3: 'free',
      4: 'free',
      5: ['A'],
      6: ['A', 'B'],
      17: 'not to read',
      18: 'not to read',
      19: 'not to read',
    },
    signs: { '00': 'free' },
  },
  common: {
    select: SELECT_COMMON,
    credentials: { pin: { file: 0x1c, value: PINS.common } },
    reads: { 1: 'records', 2: 'records', 25: 'not to read', 28: 'not to read' },
    signs: {},
  },
  juki: {
    select: SELECT_JUKI,
    credentials: { pin: { file: 0x1c, value: PINS.juki } },
    reads: { 2: 'records', 28: 'not to read' },
    signs: {},
  },
};

const byte = (value: number) => value.toString(16).padStart(2, '0');
const verify = ({ file, value }: { file: number; value: string }) =>
  `002000${byte(0x80 + file)} ${byte(value.length)} ${toHex(toUtf8(value))}`;

function expectedOfRead(rule: Reads[number] | undefined, shown: readonly string[]): string {
  if (rule === undefined) return '6a82';
  if (rule === 'records' || rule === 'not to read') return '6981';
  if (rule === 'never') return '6982';
  return rule === 'free' || shown.some((name) => rule.includes(name)) ? '9000' : '6982';
}

/** None, each alone, all together: what an application's credentials can add up to. */
function combinations({ credentials }: Rules): string[][] {
  const names = Object.keys(credentials);
  return [[], ...names.map((name) => [name]), names];
}

for (const [name, rules] of Object.entries(CARD)) {
  test(`${name}: every file opens to its own credentials and to no other`, () => {
    for (const shown of combinations(rules)) {
      const { send } = testCard();
      assert.equal(send(rules.select), '9000');
      for (const credential of shown) {
        assert.equal(send(verify(rules.credentials[credential] as Credentials[string])), '9000', credential);
      }
      for (let sfi = 1; sfi <= 30; sfi++) {
        const where = `${name}, file ${byte(sfi)}, shown ${shown.join(' and ') || 'nothing'}`;
        const rule = rules.reads[sfi];
        assert.equal(send(`00b0${byte(0x80 + sfi)} 00 00`).slice(-4), expectedOfRead(rule, shown), where);
        const record = rule === 'records' ? '9000' : rule === undefined ? '6a82' : '6981';
        assert.equal(send(`00b201 ${byte(sfi * 8 + 4)} 00`).slice(-4), record, `record of ${where}`);
      }
      for (const [p2, key] of Object.entries(rules.signs)) {
        const expected = key === 'free' || shown.includes(key) ? '9000' : '6982';
        assert.equal(send(`802a00${p2} 01 aa 00`).slice(-4), expected, `key ${p2}, shown ${shown}`);
      }
    }
  });

  test(`${name}: what was shown in one application opens nothing in another, and nothing after it comes back`, () => {
    const { send } = testCard();
    const closed = Object.entries(rules.reads).filter(([, rule]) => Array.isArray(rule));
    for (const other of Object.values(CARD)) {
      send(other.select);
      for (const credential of Object.values(other.credentials))
        assert.equal(send(verify(credential)), '9000');
      send(rules.select);
      for (const [sfi] of closed) assert.equal(send(`00b0${byte(0x80 + Number(sfi))} 00 00`), '6982', sfi);
    }
  });

  test(`${name}: each credential counts for itself, and what the card lacks is not there`, () => {
    const { send } = testCard();
    send(rules.select);
    const tries = () =>
      Object.values(rules.credentials).map(({ file }) => send(`002000${byte(0x80 + file)}`).slice(-1));
    const before = tries();
    for (const [index, { file, value }] of Object.values(rules.credentials).entries()) {
      const wrong = verify({ file, value: value.replace(/.$/, value.endsWith('0') ? '1' : '0') });
      assert.match(send(wrong), /^63c[0-9a-f]$/);
      const after = tries();
      assert.equal(Number.parseInt(after[index] ?? '', 16), Number.parseInt(before[index] ?? '', 16) - 1);
      after[index] = before[index] as string;
      assert.deepEqual(after, before);
      assert.equal(send(verify({ file, value })), '9000');
    }
    const bare = testCard(memoryInRam({}));
    bare.send(rules.select);
    for (const { file } of Object.values(rules.credentials))
      assert.equal(bare.send(`002000${byte(0x80 + file)}`), '6a88');
  });
}

test('in the power-on state no file of any application can be reached', () => {
  const { send } = testCard();
  for (let sfi = 1; sfi <= 30; sfi++) {
    assert.equal(send(`00b0${byte(0x80 + sfi)} 00 00`), '6a82');
    assert.equal(send(`00a4020c02 00${byte(sfi)}`), '6a82');
    assert.equal(send(`002000${byte(0x80 + sfi)}`), '6a88');
    assert.equal(send(`802a00${byte(0x80 + sfi)} 01 aa 00`), '6a88');
  }
  assert.equal(send('802a0000 01 aa 00'), '6a86');
});

test('key 0012 of the text application was blocked from the start: nothing tries it, nothing changes it', () => {
  const { send, memory } = testCard();
  send(SELECT_TEXT);
  const before = memory.read();
  for (let i = 0; i < 3; i++) {
    assert.equal(send('00200092'), '63c0');
    assert.equal(send('00200092 04 31323334'), '6984');
  }
  assert.equal(send('00200092 04 31323334 00'), '6700');
  assert.equal(send('00240192 04 31323334'), '6982');
  assert.equal(memory.read(), before);
});

test('numbers A and B have ten tries each, in each of the two applications', () => {
  const { send, memory } = testCard();
  send(SELECT_TEXT);
  for (let left = 9; left >= 0; left--)
    assert.equal(send('00200094 0c 303030303030303030303030'), `63c${left}`);
  assert.equal(send(verify({ file: 0x14, value: PINS.textNumberA })), '6984');
  assert.equal(send('00200095'), '63ca');
  send(SELECT_SURFACE);
  assert.equal(send(verify({ file: 0x13, value: PINS.surfaceNumberA })), '9000');
  assert.equal(memory.read().textNumberA?.triesLeft, 0);
});
