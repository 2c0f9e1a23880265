import { openCodeIn } from '@kazasu/phone/headless';
import { CommandProblem } from '../problem.ts';

/** Whether this is the address of the app with a code, as a QR code holds it. */
export function isAppLink(url: URL): boolean {
  return url.hash !== '' && openCodeIn(url.href) !== undefined;
}

/** The link to the app on a waiting page; undefined when there is none. */
export function appLinkIn(html: string): URL | undefined {
  for (const [, address = ''] of html.matchAll(/\shref="([^"]+)"/g)) {
    const url = URL.parse(address.replaceAll('&amp;', '&'));
    if (url !== null && isAppLink(url)) {
      return url;
    }
  }
  return undefined;
}

/** What was typed as an address. Throws a CommandProblem. */
export function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new CommandProblem(
      'usage',
      'That is not an address that a browser could open.',
      'Give the whole authorization URL in quotes, beginning with http.',
    );
  }
  return url;
}
