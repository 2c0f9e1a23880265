import { Button, StepIndicator } from '@kazasu/ui/react';
import type { ReactNode } from 'react';
import { AccountNotice } from '../account/AccountNotice.tsx';
import { Page } from '../frame/index.ts';
import { useTexts } from '../text/use-texts.ts';
import type { StepProps } from './FirstUsePage.tsx';
import { SET_UP_STEPS } from './steps.ts';

interface StepPageProps extends StepProps {
  readonly title: string;
  readonly children: ReactNode;
  /** What leads on; the way back stands behind it. */
  readonly actions?: ReactNode;
  readonly backable?: boolean;
}

/** What every step has: where one is, a heading, and the way back. */
export function StepPage({ setUp, state, title, children, actions, backable = true }: StepPageProps) {
  const { firstUse, shared } = useTexts();
  const place = SET_UP_STEPS.indexOf(state.step) + 1;
  return (
    <Page
      key={state.step}
      title={title}
      above={
        <div className="ph-many-steps">
          <StepIndicator labels={SET_UP_STEPS.map((step) => firstUse.steps[step])} current={place} />
          <p className="kz-small" aria-hidden="true">
            {shared.progress(place, SET_UP_STEPS.length)}
          </p>
        </div>
      }
    >
      {state.problem !== undefined && <AccountNotice code={state.problem} />}
      {children}
      <div className="kz-actions">
        {actions}
        {backable && (
          <Button look="text" aria-disabled={state.busy} onClick={() => setUp.back()}>
            {firstUse.back}
          </Button>
        )}
      </div>
    </Page>
  );
}
