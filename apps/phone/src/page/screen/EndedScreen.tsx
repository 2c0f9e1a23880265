import { Button, Card } from '@kazasu/ui/react';
import { explain, type Login, type Screen } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { HelpLink } from './HelpLink.tsx';
import { ReturnCard } from './ReturnCard.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';

type EndedState = Extract<Screen, { at: 'ended' }>;

/** It cannot go on: why, and what the person can do about it. */
export function EndedScreen({ screen, login }: { screen: EndedState; login: Login }) {
  const { problem, signProblem } = useTexts();
  const { title, cause, remedy, code } = explain(screen.problem, { problem, signProblem }, screen.signing);
  return (
    <ScreenFrame title={title}>
      <Card>
        <p>{cause}</p>
        <p className="ph-remedy">{remedy}</p>
        <p className="kz-small">
          {problem.ui.code}: <code>{code}</code>
        </p>
        <HelpLink about="problem" code={code} />
      </Card>
      {screen.told === undefined ? (
        <div className="kz-actions">
          {screen.retry && <Button onClick={() => void login.retry()}>{problem.ui.retry}</Button>}
          <Button look="outline" onClick={() => login.leave()}>
            {problem.ui.home}
          </Button>
        </div>
      ) : (
        <>
          <p>{screen.signing ? signProblem.ended : problem.ui.ended}</p>
          <ReturnCard transaction={screen.told} login={login} />
        </>
      )}
    </ScreenFrame>
  );
}
