import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { buildPages } from '@kazasu/ui/build';
import { type BrowserOptions, launchBrowser } from '@kazasu/ui/testing';
import type { Browser } from 'playwright-core';
import { phonePages } from '../pages.ts';

/** One Chromium for the tests of a file. */
export interface AppInChromium {
  /** Why they are skipped, where there is none. */
  readonly skip: string | false;
  /** From the first test on. */
  readonly browser: () => Browser;
}

/**
 * Builds the app before the tests of a file and starts a Chromium for them, which ends after them. Tests that measure
 * or show what they see ask for the typeface.
 */
export function appInChromium(options: () => BrowserOptions = () => ({})): AppInChromium {
  const { missing: skip } = requirePeer(CHROMIUM);
  let browser: Browser | undefined;
  before(async () => {
    await buildPages({ apps: [phonePages] });
    if (!skip) browser = await launchBrowser({ typeface: false, ...options() });
  });
  after(() => browser?.close());
  return { skip, browser: () => browser ?? assert.fail('not started') };
}
