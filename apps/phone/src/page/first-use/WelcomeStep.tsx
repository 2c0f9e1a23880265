import { Banner, Button, Card, Icon } from '@kazasu/ui/react';
import { useState } from 'react';
import { AccountNotice } from '../account/AccountNotice.tsx';
import { type AccountErrorCode, codeOf } from '../account/index.ts';
import { useShell } from '../frame/index.ts';
import { useTexts } from '../text/use-texts.ts';
import type { StepProps } from './FirstUsePage.tsx';
import { StepPage } from './StepPage.tsx';

/** What this app is for; and the ways in for who has been here before, and for developers. */
export function WelcomeStep({ setUp, state, isTest }: StepProps & { isTest: boolean }) {
  const texts = useTexts().firstUse.welcome;
  const shell = useShell();
  const { account } = shell;
  const [problem, setProblem] = useState<AccountErrorCode>();
  const unlock = () => {
    setProblem(undefined);
    account.unlock().catch((error) => setProblem(codeOf(error)));
  };
  return (
    <StepPage setUp={setUp} state={state} title={texts.title} backable={false}>
      {shell.isAwaited() && <Banner kind="info" title={texts.waiting} />}
      <p className="kz-lead">{texts.lead}</p>
      <ul className="ph-points">
        {texts.points.map((point) => (
          <li key={point}>
            <Icon name="check" />
            {point}
          </li>
        ))}
      </ul>
      <div className="kz-actions">
        <Button wide onClick={() => setUp.next('welcome', 'outline')}>
          {texts.start}
        </Button>
        {isTest && (
          <Button look="text" onClick={() => account.goWithout()}>
            {texts.skip}
          </Button>
        )}
      </div>
      <Card look="quiet">
        <h2 className="ph-quiet-title">{texts.known}</h2>
        {problem !== undefined && <AccountNotice code={problem} />}
        <Button look="outline" onClick={unlock}>
          {texts.unlock}
        </Button>
      </Card>
    </StepPage>
  );
}
