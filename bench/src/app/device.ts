import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';

/** A phone of the lower middle, as Chrome's own tools have it: so many times slower than this computer. */
const SLOWER = 4;
/** Chrome's “Slow 4G”. Sockets to the card are not slowed: a card is held to the phone itself. */
const NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
};

export const DEVICE = `CPU ${SLOWER} times slower, ${NETWORK.latency} ms a round trip, 1.6 Mbit/s down, 0.75 up`;

export interface Device {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Octets of script on the wire, compressed as they came, since the last time that they were asked for. */
  scripts(): number;
  close(): Promise<void>;
}

/** A phone-sized browser with nothing in its cache, whose owner uses the app without an account. */
export async function openDevice(browser: Browser): Promise<Device> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: 'ja-JP',
  });
  await context.addInitScript(() => {
    if (window.origin !== 'null') window.localStorage.setItem('kazasu-device', 'without');
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const session = await context.newCDPSession(page);
  const scripts = await countScripts(session);
  await session.send('Network.emulateNetworkConditions', NETWORK);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return { context, page, scripts, close: () => context.close() };
}

async function countScripts(session: CDPSession): Promise<() => number> {
  await session.send('Network.enable');
  const waited = new Set<string>();
  let octets = 0;
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script' && !response.fromServiceWorker && response.fromDiskCache !== true)
      waited.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (waited.delete(requestId)) octets += encodedDataLength;
  });
  return () => {
    const counted = octets;
    octets = 0;
    return counted;
  };
}
