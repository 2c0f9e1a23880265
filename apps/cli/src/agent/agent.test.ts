import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Duplex } from 'node:stream';
import { after, before, beforeEach, describe, test } from 'node:test';
import { fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import { COMMAND_MAX, openCard, type Transport } from '@kazasu/card';
import { ISSUED_PINS, testCard } from '@kazasu/card/testing/issued-card';
import { cardTransport, memoryInRam } from '@kazasu/card/virtual';
import { AGENT_PATHS, agentProtocols } from '@kazasu/reader/agent';
import { ReaderError } from '@kazasu/reader/pcsc';
import { settableClock } from '@kazasu/server/clock';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { type Agent, type AgentEvent, openAgent } from './agent.ts';
import { parseOrigin } from './door.ts';
import { Hold } from './hold.ts';
import type { ReaderHouse } from './house.ts';
import { readerId } from './house.ts';
import { telling } from './telling.ts';

const PAGE = 'http://localhost:4002';
const OTHER_PAGE = 'https://phone.example';
const hasIpv6 = Object.values(networkInterfaces()).some((own) =>
  own?.some(({ address }) => address === '::1'),
);
const SELECT_JPKI = fromHex('00a4040c0ad392f000260100000001');

const clock = settableClock(1_800_000_000_000);
/** What the test puts on the readers. */
const desk = {
  cards: new Map<string, () => Transport>(),
  powered: 0,
  broken: false,
  /** Powering a card on takes so long. */
  slow: Promise.resolve(),
};
const house: ReaderHouse = {
  list: async () => {
    if (desk.broken) throw new ReaderError('reader/service', 'away');
    return ['Reader A', 'Reader B'].map((name) => ({ name, card: desk.cards.has(name) }));
  },
  open: async (name) => {
    const card = desk.cards.get(name)?.();
    if (card === undefined) throw new ReaderError('reader/no-card', 'empty');
    await desk.slow;
    desk.powered += 1;
    let open = true;
    const close = async () => {
      if (open) desk.powered -= 1;
      open = false;
      await card.close();
    };
    return { transmit: card.transmit, close };
  },
};

let agent: Agent;
const events: AgentEvent[] = [];
before(async () => {
  agent = await openAgent({
    port: 0,
    origins: [PAGE, OTHER_PAGE],
    house,
    clock,
    tell: (event) => void events.push(event),
  });
});
after(() => agent.close());
beforeEach(() => {
  desk.cards.clear();
  desk.broken = false;
  desk.slow = Promise.resolve();
  const { card } = testCard(memoryInRam({ ...ISSUED_PINS }));
  desk.cards.set('Reader A', () => cardTransport(card));
  // Whatever a test did to the code, the next one finds a fresh one.
  clock.advance(5 * 60_000);
  events.length = 0;
});

const shown = (): string => {
  const code = events.findLast((event) => event.event === 'code');
  assert.ok(code?.event === 'code', 'a code is shown');
  return code.code;
};

function ask(path: string, init: RequestInit & { origin?: string; token?: string } = {}): Promise<Response> {
  const { origin = PAGE, token, headers, ...rest } = init;
  return fetch(agent.url + path, {
    ...rest,
    headers: {
      origin,
      ...(rest.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
  });
}

const post = (path: string, body: object, init: { origin?: string; token?: string } = {}) =>
  ask(path, { method: 'POST', body: JSON.stringify(body), ...init });
const errorIn = async (response: Response) => ((await response.json()) as { error?: string }).error;

async function paired(origin = PAGE): Promise<string> {
  await ask(AGENT_PATHS.code, { method: 'POST', origin });
  const response = await post(AGENT_PATHS.pairing, { code: shown() }, { origin });
  assert.equal(response.status, 201);
  return ((await response.json()) as { token: string }).token;
}

interface Readers {
  readonly readers: { id: string; name: string; card: boolean }[];
  readonly holder: unknown;
}

async function readersFor(token: string, origin = PAGE): Promise<Readers> {
  const response = await ask(AGENT_PATHS.readers, { token, origin });
  assert.equal(response.status, 200);
  return (await response.json()) as Readers;
}

async function readerA(token: string, origin = PAGE): Promise<string> {
  return (await readersFor(token, origin)).readers[0]?.id ?? '';
}

/** As a page's socket, for which Node's own has no way to say where it is from. */
function socketTo(path: string, token: string, origin = PAGE): WebSocket {
  const address = new URL(path, agent.url);
  address.protocol = 'ws:';
  return new WebSocket(address, agentProtocols(token), { origin });
}

async function opened(socket: WebSocket): Promise<WebSocket> {
  await once(socket, 'open');
  return socket;
}

async function sent(socket: WebSocket, command: Uint8Array): Promise<string> {
  socket.send(command);
  const [data] = (await once(socket, 'message')) as [Buffer];
  return toHex(data);
}

/** Octets over a bare connection; what comes back, and that it ends. */
function raw(text: string, host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(Number(new URL(agent.url).port), host, () => socket.write(text));
    socket.on('data', (data) => {
      heard += data.toString();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(heard));
  });
}

describe('a page that its user has paired', () => {
  test('reads a card through the agent, which powers it off when the page lets go', async () => {
    const token = await paired();
    const { readers, holder } = await readersFor(token);
    assert.deepEqual(
      readers.map(({ name, card }) => [name, card]),
      [
        ['Reader A', true],
        ['Reader B', false],
      ],
    );
    assert.equal(holder, null);
    assert.equal((await post(AGENT_PATHS.hold, { reader: readers[0]?.id }, { token })).status, 201);
    assert.equal(desk.powered, 1);
    const socket = await opened(socketTo(AGENT_PATHS.card, token));
    assert.equal(socket.protocol, 'kazasu-agent.1', 'and never the token');
    const transport: Transport = {
      transmit: async (command) => fromHex(await sent(socket, command)),
      close: async () => socket.close(),
    };
    const card = openCard(transport);
    assert.equal(await card.readTokenLabel(), 'JPKIAPICCTOKEN2');
    const signature = await card.signWithAuthenticationKey(
      toUtf8(ISSUED_PINS.authentication),
      new Uint8Array(51).fill(0x30),
    );
    assert.equal(signature.length, 256);
    await transport.close();
    await once(socket, 'close');
    await released();
    assert.equal(desk.powered, 0);
    const told = JSON.stringify(events);
    assert.ok(told.includes('"held"') && !told.includes(token));
    assert.ok(!told.includes(toHex(toUtf8(ISSUED_PINS.authentication))));
  });

  test('is told of cards that come and go, and of who holds one', async () => {
    const token = await paired();
    const socket = socketTo(AGENT_PATHS.events, token);
    const said: Readers[] = [];
    let hear = () => {};
    socket.on('message', (data) => {
      said.push(JSON.parse(String(data)) as Readers);
      hear();
    });
    const until = async (holds: (last: Readers) => boolean) => {
      for (;;) {
        const last = said.at(-1);
        if (last !== undefined && holds(last)) return;
        await new Promise<void>((resolve) => {
          hear = resolve;
        });
      }
    };
    await until(({ readers }) => readers[0]?.card === true);
    desk.cards.clear();
    await until(({ readers }) => readers[0]?.card === false);
    desk.cards.set('Reader B', () => cardTransport(testCard(memoryInRam({})).card));
    await until(({ readers }) => readers[1]?.card === true);
    const other = await paired(OTHER_PAGE);
    const reader = (await readersFor(other, OTHER_PAGE)).readers[1]?.id;
    await post(AGENT_PATHS.hold, { reader }, { token: other, origin: OTHER_PAGE });
    await until(
      ({ holder }) => JSON.stringify(holder) === JSON.stringify({ origin: OTHER_PAGE, own: false }),
    );
    clock.advance(0);
    socket.close();
    const mine = await opened(socketTo(AGENT_PATHS.card, other, OTHER_PAGE));
    mine.close();
    await released();
  });

  test('a card that another page holds is not given, and its origin is told', async () => {
    const [first, second] = [await paired(), await paired(OTHER_PAGE)];
    const reader = await readerA(first);
    assert.equal((await post(AGENT_PATHS.hold, { reader }, { token: first })).status, 201);
    const refused = await post(AGENT_PATHS.hold, { reader }, { token: second, origin: OTHER_PAGE });
    assert.deepEqual([refused.status, await errorIn(refused)], [409, 'held']);
    assert.deepEqual((await readersFor(second, OTHER_PAGE)).holder, { origin: PAGE, own: false });
    const theirs = socketTo(AGENT_PATHS.card, second, OTHER_PAGE);
    const [code] = (await once(theirs, 'close')) as [number];
    assert.equal(code, 4410, 'and its socket has no card');
    (await opened(socketTo(AGENT_PATHS.card, first))).close();
    await released();
    assert.equal(
      (await post(AGENT_PATHS.hold, { reader }, { token: second, origin: OTHER_PAGE })).status,
      201,
    );
    (await opened(socketTo(AGENT_PATHS.card, second, OTHER_PAGE))).close();
    await released();
  });

  test('two tabs at once: one gets the card', async () => {
    const tokens = [await paired(), await paired(), await paired(), await paired()];
    const reader = await readerA(tokens[0] ?? '');
    const answers = await Promise.all(tokens.map((token) => post(AGENT_PATHS.hold, { reader }, { token })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409, 409]);
    assert.equal(desk.powered, 1);
    const winner = tokens[answers.findIndex(({ status }) => status === 201)] ?? '';
    (await opened(socketTo(AGENT_PATHS.card, winner))).close();
    await released();
  });

  test('a page that takes its card anew lets the one before go, and both are powered off in the end', async () => {
    const token = await paired();
    const reader = await readerA(token);
    await post(AGENT_PATHS.hold, { reader }, { token });
    const first = await opened(socketTo(AGENT_PATHS.card, token));
    const closed = once(first, 'close');
    assert.equal((await post(AGENT_PATHS.hold, { reader }, { token })).status, 201);
    assert.equal((await closed)[0], 4409);
    assert.equal(desk.powered, 1);
    (await opened(socketTo(AGENT_PATHS.card, token))).close();
    await released();
    assert.equal(desk.powered, 0);
  });

  test('hears why it cannot have a card', async () => {
    const token = await paired();
    const { readers } = await readersFor(token);
    const why = async (reader: string | undefined) =>
      errorIn(await post(AGENT_PATHS.hold, { reader }, { token }));
    assert.equal(await why(readers[1]?.id), 'no_card');
    assert.equal(await why('0123456789abcdef'), 'reader_unknown');
    assert.equal(await why(undefined), 'request_invalid');
    desk.cards.set('Reader A', () => {
      throw new ReaderError('reader/in-use', 'elsewhere');
    });
    assert.equal(await why(readers[0]?.id), 'in_use');
    desk.broken = true;
    assert.equal(await why(readers[0]?.id), 'service');
    assert.equal((await ask(AGENT_PATHS.readers, { token })).status, 503);
    assert.equal(events.filter(({ event }) => event === 'held').length, 0);
  });

  test('a card that slips away ends the socket with a code of its own', async () => {
    const token = await paired();
    desk.cards.set('Reader A', () => ({
      transmit: () => Promise.reject(new Error('slipped')),
      close: async () => {},
    }));
    await post(AGENT_PATHS.hold, { reader: await readerA(token) }, { token });
    const socket = await opened(socketTo(AGENT_PATHS.card, token));
    socket.send(SELECT_JPKI);
    assert.equal((await once(socket, 'close'))[0], 4410);
    await released();
    assert.equal(desk.powered, 0);
  });

  test('a page that goes while its card is being powered on does not keep it', async () => {
    const token = await paired();
    const reader = await readerA(token);
    const { promise, resolve } = Promise.withResolvers<void>();
    desk.slow = promise;
    const taken = post(AGENT_PATHS.hold, { reader }, { token });
    while ((await readersFor(token)).holder === null);
    const socket = await opened(socketTo(AGENT_PATHS.card, token));
    socket.close();
    await once(socket, 'close');
    resolve();
    assert.equal((await taken).status, 201);
    await released();
    assert.equal(desk.powered, 0);
    assert.equal((await readersFor(token)).holder, null);
  });

  test('more than a command, text, and two commands at once end the socket', async () => {
    const never = new Promise<Uint8Array>(() => {});
    const lies: readonly [(socket: WebSocket) => void, number][] = [
      [(socket) => socket.send(new Uint8Array(COMMAND_MAX + 1)), 1009],
      [(socket) => socket.send('00a4'), 1003],
      [
        (socket) => {
          socket.send(SELECT_JPKI);
          socket.send(SELECT_JPKI);
        },
        1008,
      ],
    ];
    const token = await paired();
    desk.cards.set('Reader A', () => ({ transmit: () => never, close: async () => {} }));
    const reader = await readerA(token);
    for (const [lie, code] of lies) {
      assert.equal((await post(AGENT_PATHS.hold, { reader }, { token })).status, 201);
      const socket = await opened(socketTo(AGENT_PATHS.card, token));
      lie(socket);
      assert.equal((await once(socket, 'close'))[0], code);
      await released();
      assert.equal(desk.powered, 0);
    }
  });

  test('whatever octets come on the card’s socket, the card is let go, and who comes next gets it', async () => {
    const token = await paired();
    const reader = await readerA(token);
    const text = fc.string({ maxLength: 50 });
    const octets = fc.uint8Array({ maxLength: COMMAND_MAX + 10 });
    const step: fc.Arbitrary<(socket: WebSocket) => void> = fc.oneof(
      octets.map((data) => (socket: WebSocket) => socket.send(data)),
      fc.constant((socket: WebSocket) => socket.send(SELECT_JPKI)),
      text.map((data) => (socket: WebSocket) => socket.send(data)),
      octets.map((data) => (socket: WebSocket) => socket.ping(data.subarray(0, 125))),
      // Beside the protocol: what is no frame, or one that is not masked.
      octets.map((data) => (socket: WebSocket) => {
        (socket as unknown as { _socket: Duplex })._socket.write(data);
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        assert.equal((await post(AGENT_PATHS.hold, { reader }, { token })).status, 201);
        const socket = await opened(socketTo(AGENT_PATHS.card, token));
        socket.on('error', () => {});
        socket.on('message', (answer, isBinary) => assert.ok(isBinary && (answer as Buffer).length >= 2));
        const closed = once(socket, 'close');
        for (const take of steps) if (socket.readyState === socket.OPEN) take(socket);
        if (socket.readyState === socket.OPEN) socket.close();
        // Half a frame is no answer to a goodbye: the page's own end does not wait for one.
        setImmediate(() => socket.terminate());
        await closed;
        await released();
        assert.equal(desk.powered, 0);
      }),
      { numRuns: 30 },
    );
    assert.equal((await post(AGENT_PATHS.hold, { reader }, { token })).status, 201);
    const socket = await opened(socketTo(AGENT_PATHS.card, token));
    socket.send(SELECT_JPKI);
    const [answer] = (await once(socket, 'message')) as [Buffer];
    assert.equal(toHex(answer.subarray(-2)), '9000');
    socket.close();
    await released();
  });

  test('whatever body comes, the answer is a refusal in JSON', async () => {
    const token = await paired();
    const body = fc.oneof(
      fc.string({ maxLength: 400 }),
      fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
      fc.jsonValue({ maxDepth: 1 }).map((reader) => JSON.stringify({ reader, __proto__: reader })),
      fc.constantFrom('[', '{"a":'.repeat(40), '{"reader":"\\ud800"}', '{"reader":1e999}', 'null'),
    );
    const paths = fc.constantFrom(AGENT_PATHS.hold, AGENT_PATHS.pairing);
    await fc.assert(
      fc.asyncProperty(paths, body, async (path, sent) => {
        const response = await ask(path, { method: 'POST', body: sent, token });
        assert.ok([400, 403, 404, 409, 429].includes(response.status), `${response.status}`);
        assert.match((await errorIn(response)) ?? '', /^[a-z_]+$/);
      }),
      { numRuns: 80 },
    );
    assert.equal(desk.powered, 0);
  });
});

/** Until the last card in a hand was let go and has lost its power. */
async function released(): Promise<void> {
  for (let turn = 0; turn < 200 && desk.powered > 0; turn++) await new Promise((next) => setTimeout(next, 5));
}

describe('the code', () => {
  const guess = (code: string) => post(AGENT_PATHS.pairing, { code });
  const fresh = async () => {
    assert.equal((await ask(AGENT_PATHS.code, { method: 'POST' })).status, 204);
    return shown();
  };

  test('has eight signs without look-alikes, is understood however it is typed, and works once', async () => {
    const code = await fresh();
    assert.match(code, /^[2-9ACDEFGHJKMNPQRTWXY]{8}$/);
    const typed = ` ${code.slice(0, 4).toLowerCase()} - ${code.slice(4)}`.replace(/[0-9]/g, (digit) =>
      String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
    );
    assert.equal((await guess(typed)).status, 201);
    assert.equal(await errorIn(await guess(code)), 'code_none', 'a replayed code opens nothing');
  });

  test('is one at a time: asking again shows no other while it holds, and after two minutes it holds no more', async () => {
    const code = await fresh();
    events.length = 0;
    await ask(AGENT_PATHS.code, { method: 'POST' });
    assert.deepEqual(events, []);
    clock.advance(2 * 60_000);
    assert.equal(await errorIn(await guess(code)), 'code_none');
    assert.notEqual(await fresh(), code);
  });

  test('of fifty guesses at once five are looked at, and then the right one opens nothing either', async () => {
    const code = await fresh();
    const wrong = code === '22222222' ? '33333333' : '22222222';
    const answers = await Promise.all(Array.from({ length: 50 }, async () => errorIn(await guess(wrong))));
    const count = (error: string) => answers.filter((one) => one === error).length;
    assert.deepEqual([count('code_wrong'), count('slow_down')], [5, 45]);
    assert.equal(await errorIn(await guess(code)), 'slow_down');
    assert.deepEqual(events.slice(1), [{ event: 'burnt', origin: PAGE }], 'the person is told, once');
    assert.equal((await ask(AGENT_PATHS.code, { method: 'POST' })).status, 429, 'not at once');
    clock.advance(10_000);
    assert.equal(await errorIn(await guess(code)), 'code_none', 'it is gone for good');
    assert.equal((await guess(await fresh())).status, 201);
  });

  test('what can be no code counts as a try, and what is no request does not', async () => {
    const code = await fresh();
    for (let n = 0; n < 10; n++) {
      assert.equal((await ask(AGENT_PATHS.pairing, { method: 'POST', body: '{' })).status, 400);
    }
    assert.equal(
      (await post(AGENT_PATHS.pairing, { code: 'A'.repeat(300) })).status,
      400,
      'longer than anything that is said here',
    );
    for (let n = 0; n < 4; n++) assert.equal(await errorIn(await guess('?')), 'code_wrong');
    assert.equal((await guess(code)).status, 201);
  });

  test('a pairing ends after eight hours without use, and the ninth ends the one that was unused for longest', async () => {
    const first = await paired();
    clock.advance(8 * 3_600_000 + 1);
    assert.equal((await ask(AGENT_PATHS.readers, { token: first })).status, 401);
    const tokens: string[] = [];
    for (let n = 0; n < 9; n++) tokens.push(await paired());
    const statuses = await Promise.all(
      tokens.map(async (token) => (await ask(AGENT_PATHS.readers, { token })).status),
    );
    assert.deepEqual(statuses, [401, ...Array.from({ length: 8 }, () => 200)]);
  });
});

describe('everybody else', () => {
  const headers = (lines: readonly string[]) =>
    `GET /readers HTTP/1.1\r\n${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`;
  const host = () => new URL(agent.url).host;
  const upgrade = (lines: readonly string[]) =>
    headers([
      ...lines,
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ]).replace('Connection: close', 'Connection: Upgrade');

  test('a page of another origin, of none, of two, or behind another name is not answered a single octet', async () => {
    const lines: readonly (readonly string[])[] = [
      [`Host: ${host()}`, 'Origin: https://evil.example'],
      [`Host: ${host()}`, 'Origin: null'],
      [`Host: ${host()}`, 'Origin: http://localhost:4002.evil.example'],
      [`Host: ${host()}`, 'Origin: http://localhost:40020'],
      [`Host: ${host()}`],
      [`Host: ${host()}`, `Origin: ${PAGE}`, 'Origin: https://evil.example'],
      ['Host: rebound.example:4020', `Origin: ${PAGE}`],
      [`Host: ${host()}`, 'Host: evil.example', `Origin: ${PAGE}`],
      [`Origin: ${PAGE}`],
      [`Host: ${host()}`, 'Origin: https://evil.example', 'Expect: 100-continue'],
    ];
    for (const one of lines) {
      assert.equal(await raw(headers(one)), '', one.join());
      assert.equal(await raw(headers(one).replace('GET', 'OPTIONS')), '', one.join());
      assert.equal(await raw(upgrade(one)), '', one.join());
    }
    for (const text of [
      '\r\n\r\n',
      'no http at all\r\n\r\n',
      `GET / HTTP/1.1\r\nHost: ${'x'.repeat(20_000)}`,
    ]) {
      assert.equal(await raw(text), '', text.slice(0, 20));
    }
    assert.match(
      await raw(headers([`Host: ${host()}`, `Origin: ${PAGE}`])),
      /^HTTP\/1\.1 401 /,
      'but a page of ours is',
    );
  });

  test('the agent is on ::1 too, where this computer has it', { skip: !hasIpv6 }, async () => {
    const { port } = new URL(agent.url);
    assert.match(await raw(headers([`Host: [::1]:${port}`, `Origin: ${PAGE}`]), '::1'), /^HTTP\/1\.1 401 /);
  });

  test('a token opens nothing from another origin, a wrong one nothing at all, and it is not taken from an address', async () => {
    const token = await paired();
    const wrong = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    assert.equal((await ask(AGENT_PATHS.readers, { token: wrong })).status, 401);
    assert.equal((await ask(AGENT_PATHS.readers)).status, 401);
    assert.equal((await ask(AGENT_PATHS.readers, { token, origin: OTHER_PAGE })).status, 401);
    assert.notEqual((await ask(`${AGENT_PATHS.readers}?token=${token}`)).status, 200);
    assert.equal((await post(AGENT_PATHS.hold, { reader: 'x' }, {})).status, 401);
    for (const [given, origin] of [
      [wrong, PAGE],
      [token, OTHER_PAGE],
      ['', PAGE],
    ] as const) {
      const socket = socketTo(AGENT_PATHS.card, given, origin);
      socket.on('error', () => {});
      const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
      assert.equal(response.statusCode, 401);
      socket.terminate();
    }
  });

  test('a preflight is answered to a page of ours, also the one for private networks', async () => {
    const preflight = await ask(AGENT_PATHS.readers, {
      method: 'OPTIONS',
      headers: { 'access-control-request-private-network': 'true', 'access-control-request-method': 'GET' },
    });
    assert.equal(preflight.status, 204);
    const told = (name: string) => preflight.headers.get(`access-control-allow-${name}`);
    assert.deepEqual([told('origin'), told('private-network'), told('credentials')], [PAGE, 'true', null]);
    assert.match(preflight.headers.get('vary') ?? '', /Origin/);
    const plain = await ask(AGENT_PATHS.readers, { method: 'OPTIONS' });
    assert.equal(plain.headers.get('access-control-allow-private-network'), null);
  });

  test('is told of once, however often they come', async () => {
    for (let n = 0; n < 3; n++) await raw(headers([`Host: ${host()}`, 'Origin: https://nosy.example']));
    assert.deepEqual(events, [{ event: 'refused', origin: 'https://nosy.example' }]);
  });
});

test('what happens is told in words, and in JSON to who wants it', () => {
  const [notes, lines]: [string[], string[]] = [[], []];
  const terminal = { note: (text: string) => notes.push(text), out: (text: string) => lines.push(text) };
  const told: AgentEvent = { event: 'burnt', origin: PAGE };
  telling(terminal, { origins: [PAGE], json: true })(told);
  assert.match(
    notes.join(' '),
    /used up: five wrong ones came, the last from a page of http:\/\/localhost:4002/,
  );
  assert.deepEqual(lines, [JSON.stringify(told)]);
});

test('a card whose socket came while it was being powered on stays; one whose socket never comes does not', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const name = 'Reader A';
  const { promise, resolve } = Promise.withResolvers<Transport>();
  const hold = new Hold({ list: async () => [{ name, card: true }], open: () => promise }, () => {});
  const page = { origin: PAGE };
  const taken = hold.take(page, readerId(name));
  const attached = hold.attach(page, () => {});
  resolve(cardTransport(testCard(memoryInRam({})).card));
  assert.equal(await taken, undefined);
  assert.ok(await attached);
  t.mock.timers.tick(60_000);
  assert.equal(hold.held?.origin, PAGE);
  assert.equal(await hold.take(page, readerId(name)), undefined);
  t.mock.timers.tick(5_000);
  assert.equal(hold.held, undefined);
});

test('an origin is scheme, host and port, and never null', () => {
  assert.equal(parseOrigin('https://phone.example/'), 'https://phone.example');
  assert.equal(parseOrigin('http://LOCALHOST:4002'), 'http://localhost:4002');
  for (const text of [
    'null',
    '*',
    'phone.example',
    'https://phone.example/app',
    'file:///x',
    'https://a@b.example',
  ]) {
    assert.throws(() => parseOrigin(text), { code: 'usage' }, text);
  }
});

test('an agent that ends takes the card out of the hand and powers it off', async () => {
  const own = await openAgent({
    port: 0,
    origins: [PAGE],
    house,
    clock,
    tell: (event) => void events.push(event),
  });
  const at = (path: string, body: object, token = '') =>
    fetch(own.url + path, {
      method: 'POST',
      headers: { origin: PAGE, 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
  const { token } = (await (await at(AGENT_PATHS.pairing, { code: shown() })).json()) as { token: string };
  const { readers } = (await (
    await fetch(`${own.url}/readers`, { headers: { origin: PAGE, authorization: `Bearer ${token}` } })
  ).json()) as Readers;
  assert.equal((await at(AGENT_PATHS.hold, { reader: readers[0]?.id }, token)).status, 201);
  assert.equal(desk.powered, 1);
  await own.close();
  assert.equal(desk.powered, 0);
  await assert.rejects(fetch(own.url));
});
