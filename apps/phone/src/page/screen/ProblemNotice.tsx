import { Notice } from '@kazasu/ui/react';
import type { ReactNode } from 'react';
import { explain, type Problem } from '../login/index.ts';
import { useTexts } from './use-texts.ts';

/** What happened, why, what to do; and a code for support. */
export function ProblemNotice({ problem, children }: { problem: Problem; children?: ReactNode }) {
  const { problem: texts } = useTexts();
  const { title, cause, remedy, code } = explain(problem, texts);
  return (
    <Notice kind="error" title={title} live>
      <p>{cause}</p>
      <p>{remedy}</p>
      {children}
      <p className="kz-small">
        {texts.ui.code}: <code>{code}</code>
      </p>
    </Notice>
  );
}
