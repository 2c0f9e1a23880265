import type { AssertionProfile } from '@kazasu/oidc';
import { CLIENT_ALGORITHMS, type Client } from '../client/index.ts';
import { DIVERGENCES } from '../divergences.ts';

/** What each client profile allows its assertions. */
export const ASSERTION_PROFILES: Readonly<Record<Client['profile'], AssertionProfile>> = {
  compatible: {
    name: 'compatible',
    algorithms: CLIENT_ALGORITHMS.compatible,
    maxLifetime: DIVERGENCES.assertionLifetimeMaxMs.value / 1000,
    clockTolerance: DIVERGENCES.clockToleranceMs.value / 1000,
  },
  /** FAPI 2.0 Security Profile 5.3.2.1 and 5.4.1; clocks 10 s ahead are to be accepted, more than 60 s refused. */
  strict: { name: 'strict', algorithms: CLIENT_ALGORITHMS.strict, maxLifetime: 300, clockTolerance: 10 },
};
