import { CommandProblem } from './problem.ts';

const START_THE_TOWN =
  'Start the town with `npm start` (or `npx kazasu up`), or name another one with --town.';

/** fetch, whose failure to reach anybody becomes a problem with a remedy. */
export async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(30_000), ...init });
  } catch (cause) {
    throw new CommandProblem(
      'unreachable',
      `Nobody answers at ${new URL(url).origin} (${reasonOf(cause)}).`,
      START_THE_TOWN,
    );
  }
}

function reasonOf(failure: unknown): string {
  const cause = failure instanceof Error ? (failure.cause ?? failure) : failure;
  if (cause instanceof Error) {
    return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
  }
  return 'unknown reason';
}
