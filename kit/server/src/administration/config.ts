import * as v from 'valibot';
import { ConfigError } from '../config/index.ts';
import { PROPOSAL_LIFETIME_MAX_MS } from './proposal-lifetime.ts';

/**
 * How a service is administered. `fourEyes`: what decides over all changes only when two named administrators agree, and the rest by one of them.
 * Off only where `baseUrl` is on this machine, and there the default. `proposalLifetimeMs`: how long a proposal waits for consent
 * (milliseconds).
 */
export const AdministrationSettings = v.strictObject({
  fourEyes: v.optional(v.boolean()),
  proposalLifetimeMs: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(60_000), v.maxValue(PROPOSAL_LIFETIME_MAX_MS)),
    24 * 3_600_000,
  ),
});

/** Whether two must agree. Throws a ConfigError where that was switched off for a service that others reach. */
export function fourEyesOf(
  { fourEyes }: v.InferOutput<typeof AdministrationSettings>,
  local: boolean,
): boolean {
  const needed = fourEyes ?? !local;
  if (needed || local) return needed;
  const message = 'can be off only for a service whose baseUrl is on this machine';
  throw new ConfigError([{ path: 'administration.fourEyes', message }]);
}
