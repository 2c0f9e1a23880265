import { Button, Icon, Notice, ProgressBar, Switch } from '@kazasu/ui/react';
import { useEffect, useState } from 'react';
import { stagesFor } from '../../headless/index.ts';
import type { Login, Screen } from '../login/index.ts';
import { signals } from '../settings/signals.ts';
import { useTexts } from '../text/use-texts.ts';
import { HelpLink } from './HelpLink.tsx';
import { HoldPicture } from './HoldPicture.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';
import { StageList, useStageNames } from './StageList.tsx';
import { StopButton } from './StopButton.tsx';
import { giveSignal } from './signals.ts';
import { TimeLimit } from './TimeLimit.tsx';

type HoldState = Extract<Screen, { at: 'hold' }>;

interface HoldScreenProps {
  readonly screen: HoldState;
  readonly login: Login;
}

/** The card at the phone: what is going on, and how to go on when it slips. */
export function HoldScreen({ screen, login }: HoldScreenProps) {
  const { screen: all, flow } = useTexts();
  const { transaction, held, stage, problem } = screen;
  const { view } = transaction;
  const stages = stagesFor(view);
  const unsent = screen.signed && stage === undefined;
  const title = unsent ? flow.hold.unsentTitle : held.byLock ? flow.hold.lockTitle : all.hold.title;
  const step = { now: 'hold', view, byLock: held.byLock } as const;
  useSignal(screen.signed);
  return (
    <ScreenFrame key={String(unsent)} title={title} step={step}>
      <TimeLimit view={view} login={login} />
      {problem !== undefined && <Trouble screen={screen} />}
      <Lead screen={screen} />
      {!held.byLock && !unsent && <HoldPicture touching={stage !== undefined && stage !== 'server'} />}
      <p className="ph-held">
        <Icon name={held.byLock ? 'phone' : 'card'} small />
        {all.hold.held(held.card.name)}
      </p>
      {stage !== undefined && (
        <ProgressBar label={all.hold.progress} value={stages.indexOf(stage) + 0.5} max={stages.length} />
      )}
      {(stage !== undefined || problem !== undefined) && (
        <StageList view={view} stage={unsent ? 'server' : stage} idle={unsent} slipped={problem?.stage} />
      )}
      <Actions screen={screen} login={login} />
      {stage === undefined && !unsent && <SignalSwitch />}
    </ScreenFrame>
  );
}

/** What is to be done now; changes are read out. */
function Lead({ screen }: { screen: HoldState }) {
  const { screen: all, flow } = useTexts();
  const { stage, signed, held } = screen;
  const still = signed ? '' : held.byLock ? flow.hold.lockLead : all.hold.lead;
  const text = stage === undefined ? still : stage === 'server' ? flow.hold.sign : all.hold.working;
  return <p role="status">{text}</p>;
}

/** Why it has not worked, how far it was, and what has been kept. */
function Trouble({ screen }: { screen: HoldState }) {
  const { flow } = useTexts();
  const { view } = screen.transaction;
  const names = useStageNames(view);
  const { problem, signed } = screen;
  if (problem === undefined) return null;
  const stages = stagesFor(view);
  const { stage } = problem;
  return (
    <>
      <ProblemNotice problem={problem} signing={view.signing !== undefined}>
        {stage !== undefined && (
          <p>
            {flow.hold.slipped(names[stage], stages.indexOf(stage) + 1, stages.length)} {flow.hold.again}
          </p>
        )}
      </ProblemNotice>
      {signed && (
        <Notice kind="info" title={flow.hold.signedTitle}>
          <p>{flow.hold.signed}</p>
        </Notice>
      )}
    </>
  );
}

function Actions({ screen, login }: HoldScreenProps) {
  const { screen: all, flow, problem: problems } = useTexts();
  const { stage, signed, held, problem, transaction } = screen;
  const start = held.byLock ? flow.hold.lockStart : all.hold.start;
  return (
    <>
      {problem !== undefined && !signed && <HelpLink about="hold" code="removed" />}
      <div className="kz-actions">
        {stage === undefined ? (
          <Button onClick={() => void login.hold()}>{signed ? flow.hold.send : start}</Button>
        ) : (
          stage !== 'server' && (
            <Button look="outline" onClick={() => login.takeAway()}>
              {all.hold.takeAway}
            </Button>
          )
        )}
        {stage === undefined && problem !== undefined && !signed && (
          <Button look="outline" onClick={() => void login.toCards()}>
            {problems.ui.otherCard}
          </Button>
        )}
        <StopButton login={login} view={transaction.view} look="text" />
      </div>
    </>
  );
}

/** Once, when the card may be taken away. */
function useSignal(read: boolean): void {
  useEffect(() => {
    if (read) giveSignal();
  }, [read]);
}

function SignalSwitch() {
  const { flow } = useTexts();
  const [on, setOn] = useState(() => signals.read() === 'on');
  const change = (chosen: boolean) => {
    signals.write(chosen ? 'on' : 'off');
    setOn(chosen);
  };
  return <Switch label={flow.hold.signals} checked={on} onChange={change} />;
}
