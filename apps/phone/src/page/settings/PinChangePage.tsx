import { Button, Dialog, Icon, Notice, PinPad, Radios } from '@kazasu/ui/react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { PhonePin } from '../../headless/index.ts';
import { CardChoice, createHand, type Hand, HoldCard } from '../card/index.ts';
import { Page, useShell } from '../frame/index.ts';
import { PasswordField } from '../screen/PasswordField.tsx';
import { ProblemNotice } from '../screen/ProblemNotice.tsx';
import { PIN_CHANGE_TEXTS } from '../text/settings.ts';
import { useTexts } from '../text/use-texts.ts';
import { type ChangeState, PinChange } from './pin-change.ts';

const PIN_LENGTH = 4;

interface StepProps {
  readonly change: PinChange;
  readonly state: ChangeState;
}

/** Another PIN for the card. Nothing of it goes to the provider. */
export function PinChangePage() {
  const { login } = useShell();
  const [change] = useState(() => new PinChange((pins) => createHand(login.readers, pins)));
  useEffect(() => {
    const forget = () => change.restart();
    window.addEventListener('pagehide', forget);
    return () => {
      window.removeEventListener('pagehide', forget);
      change.forget();
    };
  }, [change]);
  const state = useSyncExternalStore(change.subscribe, change.state);
  const props = { change, state };
  switch (state.step) {
    case 'which':
      return <WhichStep change={change} />;
    case 'card':
      return <CardStep {...props} />;
    case 'hold':
      return <HoldStep {...props} />;
    case 'done':
      return <DoneStep {...props} />;
    default:
      return <TypeStep key={state.step} {...props} />;
  }
}

function usePinTexts() {
  const { language } = useTexts();
  return PIN_CHANGE_TEXTS[language];
}

function WhichStep({ change }: { change: PinChange }) {
  const texts = usePinTexts();
  const [pin, setPin] = useState<PhonePin>('authentication');
  return (
    <Page key="which" title={texts.title} back={{ at: 'settings' }}>
      <Radios
        legend={texts.which}
        value={pin}
        onChange={setPin}
        options={(['authentication', 'text', 'signature'] as const).map((one) => ({
          value: one,
          label: texts.pins[one],
          support: texts.pinTexts[one],
        }))}
      />
      <div className="kz-actions">
        <Button onClick={() => change.choose(pin)}>{texts.start}</Button>
      </div>
    </Page>
  );
}

function useHandOf({ change }: StepProps): Hand | undefined {
  const hand = change.hand;
  useSyncExternalStore(
    (listener) => hand?.subscribe(listener) ?? (() => {}),
    () => hand?.state(),
  );
  return hand;
}

function CardStep(props: StepProps) {
  const texts = usePinTexts();
  const hand = useHandOf(props);
  const state = hand?.state();
  return (
    <Page key="card" title={texts.card} back={{ at: 'settings' }}>
      <p>{texts.pins[props.state.pin]}</p>
      {hand !== undefined && state?.at === 'choosing' && (
        <CardChoice hand={hand} state={state} onTaken={() => props.change.cardTaken()} />
      )}
    </Page>
  );
}

/** The present one, the new one, and the new one again. */
function TypeStep(props: StepProps) {
  const { change, state } = props;
  const texts = usePinTexts();
  const { screen } = useTexts();
  const held = useHandOf(props)?.state();
  const { pin, step } = state;
  const tries = (held?.at === 'held' && held.held.tries[pin]) || 0;
  const name = texts.names[pin];
  const label =
    step === 'current' ? texts.current(name) : step === 'next' ? texts.next(name) : texts.again(name);
  const password = pin === 'signature';
  const triesLeft = screen.pin.tries(tries);
  return (
    <Page title={label} back={{ at: 'settings' }}>
      {state.problem !== undefined && <ProblemNotice problem={state.problem} signing={password} />}
      {state.fault !== undefined && <Notice kind="error" title={texts.problems[state.fault]} live />}
      {step === 'current' && tries === 1 && (
        <Notice kind="warning" title={screen.pin.lastTitle}>
          <p>{screen.pin.lastText}</p>
        </Notice>
      )}
      {step === 'next' && <p>{password ? texts.rules.password : texts.rules.digits}</p>}
      {password ? (
        <PasswordField
          key={`${tries} ${state.fault}`}
          label={label}
          {...(step === 'current' && { tries: triesLeft })}
          onSubmit={(typed) => change.enter(typed)}
        />
      ) : (
        <>
          {step === 'current' && <p className="ph-tries">{triesLeft}</p>}
          <PinPad
            key={`${tries} ${state.fault}`}
            length={PIN_LENGTH}
            texts={{ ...screen.pin, label, submit: texts.submit }}
            onSubmit={(typed) => change.enter(typed)}
          />
        </>
      )}
      <p className="ph-privacy">
        <Icon name="lock" small />
        {screen.pin.privacy}
      </p>
      <Dialog open={state.asking} title={texts.lastTitle} onClose={() => change.answerLastTry(false)}>
        <p>{texts.lastText}</p>
        <div className="kz-actions">
          <Button onClick={() => change.answerLastTry(true)}>{texts.lastUse}</Button>
          <Button look="outline" onClick={() => change.answerLastTry(false)}>
            {texts.lastStop}
          </Button>
        </div>
      </Dialog>
    </Page>
  );
}

function HoldStep(props: StepProps) {
  const { change, state } = props;
  const texts = usePinTexts();
  const hand = useHandOf(props);
  const held = hand?.state();
  return (
    <Page key="hold" title={texts.hold} back={{ at: 'settings' }}>
      {hand !== undefined && held?.at === 'held' && (
        <HoldCard
          hand={hand}
          state={held}
          signing={state.pin === 'signature'}
          stages={(['verify', 'change'] as const).map((id) => ({ id, label: texts.stages[id] }))}
          onHold={() => void change.hold()}
        />
      )}
      <div className="kz-actions">
        <Button look="text" onClick={() => change.again()}>
          {texts.back}
        </Button>
      </div>
    </Page>
  );
}

function DoneStep({ change, state }: StepProps) {
  const texts = usePinTexts();
  return (
    <Page key="done" title={texts.done} back={{ at: 'settings' }}>
      <div className="ph-lock-picture" aria-hidden="true">
        <Icon name="check" />
      </div>
      <p className="kz-center">{texts.doneText(texts.names[state.pin])}</p>
      <div className="kz-actions">
        <Button look="outline" onClick={() => change.restart()}>
          {texts.more}
        </Button>
      </div>
    </Page>
  );
}
