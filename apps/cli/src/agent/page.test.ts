import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { cardTransport } from '@kazasu/card/virtual';
import { phonePages } from '@kazasu/phone';
import { button, createTestCard, heading, TEST_PINS, typePin, visitApp } from '@kazasu/phone/testing';
import { systemClock } from '@kazasu/server/clock';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { buildPages } from '@kazasu/ui/build';
import { launchBrowser } from '@kazasu/ui/testing';
import type { Browser, Page } from 'playwright-core';
import { type Agent, type AgentEvent, openAgent } from './agent.ts';

const { missing: skip } = requirePeer(CHROMIUM);
const READER = 'Card reader of the test';
let browser: Browser | undefined;

before(async () => {
  await buildPages({ apps: [phonePages] });
  if (!skip) browser = await launchBrowser({ typeface: false });
});
after(() => browser?.close());

/** The page is told the address before there is an agent, which wants to know the page's origin. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

interface Lent {
  readonly open: (origins: readonly string[]) => Promise<Agent>;
  readonly events: AgentEvent[];
  /** Whether the card lies on the reader. */
  lies: boolean;
  powered: number;
}

function lend(card: ReturnType<typeof createTestCard>, port: number): Lent {
  const lent: Lent = {
    events: [],
    lies: false,
    powered: 0,
    open: (origins) =>
      openAgent({
        port,
        origins,
        clock: systemClock,
        tell: (event) => void lent.events.push(event),
        house: {
          list: async () => [{ name: READER, card: lent.lies }],
          open: async () => {
            lent.powered += 1;
            let isOn = true;
            const transport = cardTransport(card.card);
            return {
              transmit: transport.transmit,
              close: async () => {
                if (isOn) lent.powered -= 1;
                isOn = false;
                await transport.close();
              },
            };
          },
        },
      }),
  };
  return lent;
}

test('a login with a card on a reader of this computer, paired by the code on the terminal', {
  skip,
}, async () => {
  const card = createTestCard();
  const port = await freePort();
  const agentUrl = `http://127.0.0.1:${port}`;
  const lent = lend(card, port);
  await visitApp(
    browser,
    async ({ page, street, origins, complaints }) => {
      await page.goto(`${street.url}/#open=${street.fake.code}`);
      await button(page, '内容を確認して進む').click();
      await page.getByRole('tab', { name: 'カードリーダー' }).click();
      await page.getByText('接続プログラムが見つかりません').waitFor();
      await page.getByText('npx kazasu agent').waitFor();
      const agent = await lent.open([street.url]);
      try {
        await button(page, 'もう一度探す').click();
        const field = page.getByLabel('接続コード');
        await field.fill('WRONG');
        await button(page, 'つなぐ').click();
        await page.getByText('接続コードは英字と数字の8文字です').waitFor();
        await field.fill('22222222');
        await button(page, 'つなぐ').click();
        await page.getByText('接続コードが違います').waitFor();
        const shown = lent.events.findLast((event) => event.event === 'code');
        const code = shown?.event === 'code' ? shown.code : '';
        await field.fill(` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`);
        await button(page, 'つなぐ').click();
        await page.getByText(READER).waitFor();
        lent.lies = true;
        await page.getByRole('button', { name: READER }).click();
        await typePin(page, TEST_PINS.authentication);
        await button(page, 'カードをかざす').click();
        await button(page, /同意/).click();
        await heading(page).getByText(/完了/).waitFor();
        assert.equal(street.fake.state(), 'approved');
        assert.equal(lent.powered, 0);
        assert.ok(origins.has(agentUrl));
        const kept = await page.evaluate(() =>
          JSON.stringify([{ ...sessionStorage }, { ...localStorage }, location.href]),
        );
        assert.ok(!kept.includes('agent-token') && !/[A-Za-z0-9_-]{43}/.test(kept), kept);
        // A port where nobody listens, before the agent was there, is all that the browser has to say.
        assert.deepEqual(
          complaints.filter((one) => !one.includes('ERR_CONNECTION_REFUSED') && !one.includes('403')),
          [],
        );
      } finally {
        await agent.close();
      }
    },
    { items: [], card, pages: { agentUrl }, withoutAccount: true },
  );
});

/** Everything that a page can try at an address, and all that it hears of it. */
function heardAt(page: Page, url: string): Promise<string[]> {
  return page.evaluate(async (address) => {
    const told = (work: Promise<unknown>) =>
      work.then(
        (answer) => `answer ${String(answer)}`,
        (error: Error) => `${error.name}: ${error.message}`,
      );
    const socket = (protocols: string[]) =>
      new Promise<string>((resolve) => {
        const opened = new WebSocket(`${address.replace('http', 'ws')}/events`, protocols);
        opened.onclose = ({ code, reason }) => resolve(`closed ${code} ${reason}`);
        opened.onopen = () => resolve('open');
      });
    const loaded = (tag: 'img' | 'script' | 'iframe') =>
      new Promise<string>((resolve) => {
        const element = document.createElement(tag);
        element.onload = () => resolve(`${tag} load`);
        element.onerror = () => resolve(`${tag} error`);
        element.src = `${address}/readers`;
        document.body.append(element);
        if (tag === 'iframe') setTimeout(() => resolve('iframe silent'), 500);
      });
    return [
      await told(fetch(`${address}/readers`)),
      await told(fetch(`${address}/readers`, { mode: 'no-cors' })),
      await told(
        fetch(`${address}/pairing`, { method: 'POST', mode: 'no-cors', body: '{"code":"22222222"}' }),
      ),
      await told(
        fetch(`${address}/pairing/code`, { method: 'POST', headers: { 'content-type': 'application/json' } }),
      ),
      await socket([]),
      await socket(['kazasu-agent.1', `kazasu-agent-token.${'x'.repeat(43)}`]),
      await loaded('img'),
      await loaded('script'),
    ];
  }, url);
}

test('a page of another origin hears from the agent what it hears from a port where nobody listens', {
  skip,
}, async () => {
  const port = await freePort();
  const silent = await freePort();
  const lent = lend(createTestCard(), port);
  const agent = await lent.open(['https://phone.example']);
  // Another site of this computer: what comes from elsewhere a browser may keep from loopback by itself.
  const other = createHttpServer((_, response) =>
    response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>another</title><body>'),
  ).listen(0, 'localhost');
  await once(other, 'listening');
  const context = await browser?.newContext();
  assert.ok(context !== undefined);
  try {
    const page = await context.newPage();
    await page.goto(`http://localhost:${(other.address() as AddressInfo).port}/`);
    const atAgent = await heardAt(page, `http://127.0.0.1:${port}`);
    const atNobody = await heardAt(page, `http://127.0.0.1:${silent}`);
    assert.deepEqual(atAgent, atNobody);
    assert.ok(
      atAgent.every((one) => !/^(answer|open)|load$/.test(one)),
      atAgent.join('\n'),
    );
    // It has answered nobody, and shown nothing but the code of its beginning.
    assert.deepEqual(
      new Set(lent.events.map(({ event }) => event)),
      new Set(['listening', 'code', 'refused']),
    );
  } finally {
    await context.close();
    await agent.close();
    other.close();
    other.closeAllConnections();
  }
});
