import { StepIndicator } from '@kazasu/ui/react';
import type { ReactNode } from 'react';
import type { Transaction } from '../../headless/index.ts';
import { usePageHeading } from '../frame/index.ts';
import { type FlowStep, stepsFor } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';

interface ScreenFrameProps {
  readonly title: string;
  /** Where this screen stands among the steps; screens before and after them have none. */
  readonly step?: { readonly now: FlowStep; readonly view: Transaction['view']; readonly byLock?: boolean };
  readonly children: ReactNode;
}

/** Where we are, what this screen is, and its content. */
export function ScreenFrame({ title, step, children }: ScreenFrameProps) {
  const { flow } = useTexts();
  const heading = usePageHeading(title);
  const steps = step && stepsFor(step.view, step.byLock);
  return (
    <div className="ph-screen">
      {steps !== undefined && step !== undefined && (
        <StepIndicator labels={steps.map((name) => flow.steps[name])} current={steps.indexOf(step.now) + 1} />
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  );
}
