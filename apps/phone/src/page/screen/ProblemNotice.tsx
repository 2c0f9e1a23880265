import { Notice } from '@kazasu/ui/react';
import type { ReactNode } from 'react';
import { explain, type Problem } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { HelpLink } from './HelpLink.tsx';

/** What anybody meets now and then and mends at once needs no code for support. */
const EVERYDAY: readonly Problem['code'][] = ['card/pin-wrong', 'card/removed', 'card/timeout'];

interface ProblemNoticeProps {
  readonly problem: Problem;
  /** It is the signature's certificate and password that this is about. */
  readonly signing?: boolean;
  readonly children?: ReactNode;
}

/** What happened, why, what to do; and a code for support. */
export function ProblemNotice({ problem, signing = false, children }: ProblemNoticeProps) {
  const texts = useTexts();
  const { title, cause, remedy, code } = explain(problem, texts, signing);
  return (
    <Notice kind="error" title={title} live>
      {problem.code !== 'card/pin-wrong' && <p>{cause}</p>}
      <p>{remedy}</p>
      {children}
      {!EVERYDAY.includes(problem.code) && (
        <>
          <p className="kz-small">
            {texts.problem.ui.code}: <code>{code}</code>
          </p>
          <HelpLink about="problem" code={code} />
        </>
      )}
    </Notice>
  );
}
