import { Button, Icon, Notice } from '@kazasu/ui/react';
import type { Login, Screen } from '../login/index.ts';
import { PasswordField } from './PasswordField.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';
import { StopButton } from './StopButton.tsx';
import { useTexts } from './use-texts.ts';

type PinState = Extract<Screen, { at: 'pin' }>;

/** The password of a signature, with the tries that the card says are left. */
export function PasswordScreen({ screen, login }: { screen: PinState; login: Login }) {
  const { screen: all, sign } = useTexts();
  const texts = sign.password;
  const { held, problem, transaction } = screen;
  const tries = held.tries.signature ?? 0;
  return (
    <ScreenFrame title={texts.title} step="pin">
      {problem?.code === 'card/pin-wrong' && <ProblemNotice problem={problem} signing />}
      {tries === 1 && (
        <Notice kind="warning" title={all.pin.lastTitle}>
          <p>{all.pin.lastText}</p>
        </Notice>
      )}
      <p>{texts.lead}</p>
      <PasswordField
        key={tries}
        tries={all.pin.tries(tries)}
        onSubmit={(password) => login.enterPin(password)}
      />
      <p className="ph-privacy">
        <Icon name="lock" small />
        {texts.privacy}
      </p>
      <div className="kz-actions">
        <Button look="outline" onClick={() => void login.toCards()}>
          {all.pin.change}
        </Button>
        <StopButton login={login} view={transaction.view} look="text" />
      </div>
    </ScreenFrame>
  );
}
