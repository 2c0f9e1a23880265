import { SANDBOX_PATHS, SandboxOutcome } from '@kazasu/provider/api';
import * as v from 'valibot';
import { ask } from '../http.ts';
import { CommandProblem } from '../problem.ts';

/** The outcomes of a provider that is a sandbox. `base`: of its API, without a slash at the end. */
export async function fetchOutcomes(base: string): Promise<readonly SandboxOutcome[]> {
  const response = await ask(base + SANDBOX_PATHS.outcomes);
  const body = response.ok ? await response.json().catch(() => undefined) : undefined;
  const outcomes = v.safeParse(v.array(SandboxOutcome), body);
  if (outcomes.success) return outcomes.output;
  throw new CommandProblem(
    'refused',
    `The provider at ${new URL(base).origin} is no sandbox.`,
    'Outcomes can be asked for in a town, or where the provider’s configuration has `sandbox`.',
  );
}
