import { Button, Checkbox, Icon, Notice, PinPad, Waiting } from '@kazasu/ui/react';
import { useSyncExternalStore } from 'react';
import { CardChoice, HoldCard } from '../card/index.ts';
import { useShell } from '../frame/index.ts';
import { ProblemNotice } from '../screen/ProblemNotice.tsx';
import { useTexts } from '../text/use-texts.ts';
import type { StepProps } from './FirstUsePage.tsx';
import { StepPage } from './StepPage.tsx';

const PIN_LENGTH = 4;

export function CardStep({ setUp, state }: StepProps) {
  const texts = useTexts().firstUse.card;
  const hand = useSyncExternalStore(setUp.hand.subscribe, setUp.hand.state);
  return (
    <StepPage setUp={setUp} state={state} title={texts.title}>
      <p>{texts.lead}</p>
      {hand.at === 'choosing' && (
        <CardChoice hand={setUp.hand} state={hand} onTaken={() => setUp.cardTaken()} />
      )}
      <Checkbox
        label={texts.endOthers}
        support={texts.endOthersSupport}
        checked={state.endOthers}
        onChange={(on) => setUp.setEndOthers(on)}
      />
    </StepPage>
  );
}

export function PinStep({ setUp, state }: StepProps) {
  const { firstUse, screen } = useTexts();
  const texts = screen.pin;
  const hand = useSyncExternalStore(setUp.hand.subscribe, setUp.hand.state);
  const tries = (hand.at === 'held' && hand.held.tries.authentication) || 0;
  return (
    <StepPage setUp={setUp} state={state} title={firstUse.pin.title}>
      {state.pinProblem !== undefined && <ProblemNotice problem={state.pinProblem} />}
      {tries === 1 && (
        <Notice kind="warning" title={texts.lastTitle}>
          <p>{texts.lastText}</p>
        </Notice>
      )}
      <p>{texts.title}</p>
      <p className="ph-tries">{texts.tries(tries)}</p>
      <PinPad key={tries} length={PIN_LENGTH} texts={texts} onSubmit={(digits) => setUp.enterPin(digits)} />
      <p className="ph-privacy">
        <Icon name="lock" small />
        {texts.privacy}
      </p>
    </StepPage>
  );
}

export function HoldStep({ setUp, state }: StepProps) {
  const { firstUse } = useTexts();
  const { title, stages } = firstUse.hold;
  const hand = useSyncExternalStore(setUp.hand.subscribe, setUp.hand.state);
  return (
    <StepPage setUp={setUp} state={state} title={title} backable={!state.busy}>
      {hand.at === 'held' ? (
        <HoldCard
          hand={setUp.hand}
          state={hand}
          stages={(['certificate', 'signature', 'server'] as const).map((id) => ({ id, label: stages[id] }))}
          stageAfter={state.judging ? 'server' : undefined}
          onHold={() => void setUp.hold()}
        />
      ) : (
        <Waiting>{title}</Waiting>
      )}
    </StepPage>
  );
}

export function DoneStep({ setUp, state }: StepProps) {
  const { done } = useTexts().firstUse;
  const shell = useShell();
  return (
    <StepPage
      setUp={setUp}
      state={state}
      title={done.title}
      backable={false}
      actions={<Button onClick={() => setUp.finish()}>{shell.isAwaited() ? done.goOn : done.home}</Button>}
    >
      <div className="ph-lock-picture" aria-hidden="true">
        <Icon name="check" />
      </div>
      <p className="kz-center">{done.text}</p>
    </StepPage>
  );
}
