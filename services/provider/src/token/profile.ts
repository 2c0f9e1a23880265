import type { AssertionProfile } from '@kazasu/oidc';
import { DIVERGENCES } from '../divergences.ts';

/** What each client profile allows its assertions. A `strict` one (FAPI 2.0) is to stand beside it. */
export const ASSERTION_PROFILES: Readonly<Record<'compatible', AssertionProfile>> = {
  compatible: {
    name: 'compatible',
    maxLifetime: DIVERGENCES.assertionLifetimeMaxMs.value / 1000,
    clockTolerance: DIVERGENCES.clockToleranceMs.value / 1000,
  },
};
