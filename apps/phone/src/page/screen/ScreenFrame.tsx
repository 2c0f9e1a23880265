import { StepIndicator } from '@kazasu/ui/react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from './use-texts.ts';

const STEPS = ['confirm', 'card', 'pin', 'hold', 'handover'] as const;

interface ScreenFrameProps {
  readonly title: string;
  /** Screens outside the five steps have none. */
  readonly step?: (typeof STEPS)[number];
  readonly children: ReactNode;
}

/**
 * Where we are, what this screen is, and its content. A new screen begins at its top, with the focus on its heading,
 * so that a screen reader reads on from there.
 */
export function ScreenFrame({ title, step, children }: ScreenFrameProps) {
  const { frame, shared } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${title} | ${shared.brand}`;
  }, [title, shared.brand]);
  return (
    <div className="ph-screen">
      {step !== undefined && (
        <StepIndicator labels={STEPS.map((name) => frame.steps[name])} current={STEPS.indexOf(step) + 1} />
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  );
}
