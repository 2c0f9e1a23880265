import { SANDBOX_PARAMETERS, type SandboxOutcome, SandboxProblem } from '@kazasu/provider/api';
import * as v from 'valibot';
import { ask } from '../http.ts';
import { isAppLink, parseUrl } from '../phone/index.ts';
import { CommandProblem } from '../problem.ts';
import type { Terminal } from '../terminal.ts';
import { fetchOutcomes } from './outcomes.ts';

export interface OutcomeRequest {
  /** Authorization URL. */
  readonly url: string;
  readonly person: string;
  readonly outcome: string;
  /** Seconds, as typed. */
  readonly delay?: string | undefined;
}

/** What the relying party gets, as it is told on standard output. */
interface OutcomeResult {
  /** `approved`: a code. `refused`: an error, wished for or not. */
  readonly outcome: 'approved' | 'refused';
  readonly reason?: string;
  /** The outcome that was asked for. */
  readonly asked: string;
  readonly url: string;
}

/**
 * Ends a login or a signature as it was asked for, and prints where the browser is sent back to. Throws a CommandProblem: `refused` after
 * printing where something else came of it than the outcome says.
 */
export async function askOutcome(
  request: OutcomeRequest,
  { terminal, json }: { readonly terminal: Terminal; readonly json: boolean },
): Promise<void> {
  const address = parseUrl(request.url);
  if (isAppLink(address)) {
    throw new CommandProblem(
      'usage',
      'This is a link to the app, whose browser waits for a phone.',
      'Give the authorization URL, or leave --outcome out.',
    );
  }
  const base = address.origin + (address.pathname.split('/realms/')[0] ?? '');
  const outcome = (await fetchOutcomes(base)).find(({ id }) => id === request.outcome);
  const url = await redirectOf(address, request);
  const answer = new URL(url).searchParams;
  const said = [answer.get('error'), answer.get('error_description')].filter((part) => part !== null);
  const reason = said.length === 0 ? {} : { reason: said.join(', ') };
  const result: OutcomeResult = {
    outcome: answer.has('code') ? 'approved' : 'refused',
    ...reason,
    asked: request.outcome,
    url,
  };
  terminal.out(json ? JSON.stringify(result) : url);
  if (!isAsTold(outcome, answer)) throw notAsAsked(request, result);
  terminal.note(`The outcome ${request.outcome} was played: ${result.reason ?? 'the site gets a code'}.`);
}

/** Of outcomes that show later the redirect has a code. */
function isAsTold(outcome: SandboxOutcome | undefined, answer: URLSearchParams): boolean {
  const told = outcome?.told.find(({ at }) => at === 'authorization');
  return told?.error === undefined
    ? answer.has('code')
    : answer.get('error') === told.error && answer.get('error_description') === told.description;
}

function notAsAsked({ person, outcome }: OutcomeRequest, { reason }: OutcomeResult): CommandProblem {
  return new CommandProblem(
    'refused',
    `Something else came of it than ${outcome}: ${reason ?? 'the site gets a code'}.`,
    `Correct the parameters of the authorization request, or take another person than ${person}, whose card may be refused.`,
  );
}

/** The one request: its answer leads back to the relying party. */
async function redirectOf(address: URL, { person, outcome, delay }: OutcomeRequest): Promise<string> {
  const asked = new URL(address);
  asked.searchParams.set(SANDBOX_PARAMETERS.person, person);
  asked.searchParams.set(SANDBOX_PARAMETERS.outcome, outcome);
  if (delay !== undefined) asked.searchParams.set(SANDBOX_PARAMETERS.delay, delay);
  const signal = AbortSignal.timeout(90_000);
  const response = await ask(asked.href, { headers: { accept: 'application/json' }, signal });
  const location = response.headers.get('location');
  if (location === null) throw await refusalOf(response);
  const target = new URL(location, asked);
  if (target.origin !== asked.origin) return target.href;
  throw new CommandProblem(
    'refused',
    'This client’s people must use the app: the provider does not look at outcomes for it.',
    'Register it with `kazasu client add --substitute beside`, or leave --outcome out.',
  );
}

async function refusalOf(response: Response): Promise<CommandProblem> {
  const problem = v.safeParse(SandboxProblem, await response.json().catch(() => undefined));
  if (!problem.success) {
    return new CommandProblem(
      'refused',
      `The service refuses the request on a page of its own (status ${response.status}).`,
      'An unknown client or redirect URI is refused this way: see `kazasu client list`.',
    );
  }
  const { error_description: said, allowed } = problem.output;
  return new CommandProblem(
    'usage',
    `The sandbox refuses: ${said}.`,
    `For this request there are the outcomes ${allowed.outcomes.join(' ')}; and the people ${allowed.persons.join(' ')}.`,
  );
}
