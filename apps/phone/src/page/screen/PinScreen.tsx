import { Button, Icon, PinPad } from '@kazasu/ui/react';
import type { Login, Screen } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { HelpLink } from './HelpLink.tsx';
import { LastTryNotice, LastTryQuestion } from './LastTry.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';
import { StopButton } from './StopButton.tsx';
import { TimeLimit } from './TimeLimit.tsx';

type PinState = Extract<Screen, { at: 'pin' }>;

const PIN_LENGTH = 4;

/** One of the two PINs of four digits, with the tries that the card says are left. */
export function PinScreen({ screen, login }: { screen: PinState; login: Login }) {
  const { screen: all } = useTexts();
  const texts = all.pin;
  const { held, pin, problem } = screen;
  const { view } = screen.transaction;
  const second = pin === 'text';
  const tries = held.tries[pin] ?? 0;
  return (
    <ScreenFrame title={second ? texts.textTitle : texts.title} step={{ now: pin, view }}>
      <TimeLimit view={view} login={login} />
      {problem?.code === 'card/pin-wrong' && <ProblemNotice problem={problem} />}
      <LastTryNotice tries={tries} />
      <p>{second ? texts.textLead : texts.lead}</p>
      {screen.sameOffered && <SameAgain login={login} />}
      <div className="ph-tries">
        <p>{texts.tries(tries)}</p>
        {tries > 1 && <p className="kz-small">{texts.locks}</p>}
      </div>
      <PinPad
        key={tries}
        length={PIN_LENGTH}
        texts={{ ...texts, label: second ? texts.textLabel : texts.label }}
        onSubmit={(digits) => login.enterPin(digits)}
      />
      <LastTryQuestion open={screen.asking} login={login} />
      <p className="ph-privacy">
        <Icon name="lock" small />
        {texts.privacy}
      </p>
      <HelpLink about="pin" code={tries === 1 ? 'pin_blocked' : 'pin_wrong'} />
      <div className="kz-actions">
        <Button look="outline" onClick={() => void login.toCards()}>
          {texts.change}
        </Button>
        <StopButton login={login} view={view} look="text" />
      </div>
    </ScreenFrame>
  );
}

function SameAgain({ login }: { login: Login }) {
  const { screen } = useTexts();
  return (
    <div className="ph-same">
      <Button look="outline" wide onClick={() => login.enterPin('same')}>
        {screen.pin.same}
      </Button>
      <p className="kz-small">{screen.pin.sameSupport}</p>
      <p className="ph-or">{screen.pin.or}</p>
    </div>
  );
}
