import { useEffect, useSyncExternalStore } from 'react';
import { useRoute, useShell } from '../frame/index.ts';
import { CardStep, DoneStep, HoldStep, PinStep } from './card-steps.tsx';
import { LockStep } from './LockStep.tsx';
import { OutlineStep, PrivacyStep, TermsStep } from './reading-steps.tsx';
import type { SetUp, SetUpState } from './set-up.ts';
import { WelcomeStep } from './WelcomeStep.tsx';

export interface StepProps {
  readonly setUp: SetUp;
  readonly state: SetUpState;
}

/** The step at which the set-up stands. */
export function FirstUsePage({ isTest }: { isTest: boolean }) {
  const { setUp } = useShell();
  const route = useRoute();
  const asked = route.at === 'set-up' ? route.step : 'welcome';
  useEffect(() => setUp.arrive(asked), [setUp, asked]);
  const state = useSyncExternalStore(setUp.subscribe, setUp.state);
  const props = { setUp, state };
  switch (state.step) {
    case 'welcome':
      return <WelcomeStep {...props} isTest={isTest} />;
    case 'outline':
      return <OutlineStep {...props} />;
    case 'terms':
      return <TermsStep {...props} />;
    case 'privacy':
      return <PrivacyStep {...props} />;
    case 'lock':
      return <LockStep {...props} />;
    case 'card':
      return <CardStep {...props} />;
    case 'pin':
      return <PinStep {...props} />;
    case 'hold':
      return <HoldStep {...props} />;
    case 'done':
      return <DoneStep {...props} />;
  }
}
