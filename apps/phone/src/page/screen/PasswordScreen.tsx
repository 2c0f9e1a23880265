import { Button, Icon } from '@kazasu/ui/react';
import type { Login, Screen } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { HelpLink } from './HelpLink.tsx';
import { LastTryNotice, LastTryQuestion } from './LastTry.tsx';
import { PasswordField } from './PasswordField.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';
import { StopButton } from './StopButton.tsx';
import { TimeLimit } from './TimeLimit.tsx';

type PinState = Extract<Screen, { at: 'pin' }>;

/** The password of a signature, with the tries that the card says are left. */
export function PasswordScreen({ screen, login }: { screen: PinState; login: Login }) {
  const { screen: all, sign } = useTexts();
  const texts = sign.password;
  const { held, problem, transaction } = screen;
  const { view } = transaction;
  const tries = held.tries.signature ?? 0;
  return (
    <ScreenFrame title={texts.title} step={{ now: 'signature', view }}>
      <TimeLimit view={view} login={login} />
      {problem?.code === 'card/pin-wrong' && <ProblemNotice problem={problem} signing />}
      <LastTryNotice tries={tries} />
      <p>
        {texts.lead} {tries > 1 && texts.locks}
      </p>
      <PasswordField
        key={tries}
        tries={all.pin.tries(tries)}
        onSubmit={(password) => login.enterPin(password)}
      />
      <LastTryQuestion open={screen.asking} login={login} />
      <p className="ph-privacy">
        <Icon name="lock" small />
        {texts.privacy}
      </p>
      <HelpLink about="password" code={tries === 1 ? 'pin_blocked' : 'pin_wrong'} />
      <div className="kz-actions">
        <Button look="outline" onClick={() => void login.toCards()}>
          {all.pin.change}
        </Button>
        <StopButton login={login} view={view} look="text" />
      </div>
    </ScreenFrame>
  );
}
