import { createBrowser, type Landing } from '../browser/index.ts';
import { CommandProblem } from '../problem.ts';
import type { Terminal } from '../terminal.ts';
import { holdPhone, type PhoneOutcome, type ShownDigits } from './hold.ts';
import { appLinkIn, isAppLink, parseUrl } from './link.ts';
import { pinsOf } from './pins.ts';

export interface PhoneRequest {
  /** Authorization URL, or what a QR code holds. */
  readonly url: string;
  /** Of the town, or somebody whom its developers have added. */
  readonly person: string;
  readonly pin?: string | undefined;
  readonly textPin?: string | undefined;
  /** Of a signature. */
  readonly password?: string | undefined;
  readonly askPassword?: boolean | undefined;
  readonly decline: boolean;
}

export type PhoneResult = PhoneOutcome & {
  /** Where the browser is sent back to; null when there was no browser, as with a QR code or a link to the app. */
  readonly url: string | null;
};

/** Plays the login or the signature and prints its result. Throws a CommandProblem `refused` after it, when it did not end as wished. */
export async function playPhone(request: PhoneRequest, { terminal, json }: Telling): Promise<void> {
  const result = await play(request, { terminal, json });
  const what = result.documents === undefined ? 'login' : 'signature';
  const address = result.url ?? (result.outcome === 'approved' ? result.returnUrl : undefined);
  if (json) {
    terminal.out(JSON.stringify(result));
  } else if (address !== undefined) {
    terminal.out(address);
  }
  if (result.outcome === 'refused') {
    throw new CommandProblem('refused', `The ${what} was refused: ${result.reason}.`, result.remedy);
  }
  terminal.note(result.outcome === 'approved' ? 'The person agreed.' : `The person stopped the ${what}.`);
  if (result.url === null && result.outcome === 'approved' && result.returnUrl !== undefined) {
    terminal.note('Open the address in the browser that began: on one device the app leads it back.');
  }
}

interface Telling {
  readonly terminal: Terminal;
  readonly json: boolean;
}

/** One line each, so that a program can read them while this one waits. */
function tellDigits({ digits, expiresAt }: ShownDigits, { terminal, json }: Telling): void {
  terminal.note(`Type ${digits} into the page that shows the QR code.`);
  if (json) terminal.out(JSON.stringify({ digits, expiresAt }));
}

async function play(request: PhoneRequest, telling: Telling): Promise<PhoneResult> {
  const { terminal } = telling;
  const url = parseUrl(request.url);
  const { person, decline } = request;
  const held = {
    person,
    decline,
    pins: pinsOf(request),
    note: (text: string) => terminal.note(text),
    show: (digits: ShownDigits) => tellDigits(digits, telling),
  };
  if (isAppLink(url)) {
    terminal.note('This is a link to the app: only the phone’s part is played.');
    return { ...(await holdPhone({ ...held, link: url })), url: null };
  }
  const browser = createBrowser(url.origin);
  const landing = await browser.visit(url);
  if (landing.kind === 'elsewhere') {
    return { outcome: 'refused', ...refusalOf(landing), url: landing.url };
  }
  const { returnUrl, ...outcome } = await holdPhone({ ...held, link: linkOn(landing) });
  const next = outcome.outcome === 'approved' ? returnUrl : undefined;
  const end = await browser.visit(new URL(next ?? `${landing.url.pathname}/continue`, landing.url));
  if (end.kind === 'elsewhere') {
    return { ...outcome, url: end.url };
  }
  throw new CommandProblem(
    'refused',
    `The service did not send the browser back (status ${end.status} at ${end.url.pathname}).`,
    'The login may have been finished elsewhere, or have taken too long: begin again.',
  );
}

/** The service answered the authorization request at once: with an error for the relying party. */
function refusalOf(landing: Landing & { kind: 'elsewhere' }): { reason: string; remedy: string } {
  const answer = new URL(landing.url).searchParams;
  const said = [answer.get('error'), answer.get('error_description')].filter((part) => part !== null);
  return {
    reason: said.join(', ') || 'the browser was sent away at once',
    remedy: 'Correct the parameters of the authorization request.',
  };
}

function linkOn(landing: Landing & { kind: 'page' }): URL {
  const link = landing.status === 200 ? appLinkIn(landing.html) : undefined;
  if (link === undefined) {
    throw new CommandProblem(
      'refused',
      `The service shows a page that leads to no app (status ${landing.status} at ${landing.url.pathname}).`,
      'An unknown client or redirect URI is refused this way: see `kazasu client list`.',
    );
  }
  return link;
}
