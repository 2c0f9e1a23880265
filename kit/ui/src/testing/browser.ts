import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import type { Browser, LaunchOptions } from 'playwright-core';

/**
 * Fonts without the machine's own habits, so that pictures of the same page are the same elsewhere; and no sandbox, which
 * neither a container nor a super-user can have.
 */
const ARGUMENTS = ['--no-sandbox', '--font-render-hinting=none', '--disable-lcd-text', '--hide-scrollbars'];

export interface BrowserOptions extends LaunchOptions {
  /**
   * Whether pages are set in the typeface that comes with them (default true). Its many slices cost a fifth of a visit, which
   * is spared where nothing is measured or looked at.
   */
  readonly typeface?: boolean;
}

/**
 * Chromium without a window: the one that `$CHROMIUM` names, Debian's, or one that Playwright installed.
 * @throws Error that says how to get one; a test asks `requirePeer(CHROMIUM).missing` before, and is skipped
 */
export async function launchBrowser({ typeface = true, ...options }: BrowserOptions = {}): Promise<Browser> {
  const { path, missing } = requirePeer(CHROMIUM);
  if (missing !== false) throw new Error(missing);
  const { chromium } = await import('playwright-core');
  const args = [...ARGUMENTS, ...(typeface ? [] : ['--disable-remote-fonts']), ...(options.args ?? [])];
  return chromium.launch({ ...options, executablePath: path, args });
}
