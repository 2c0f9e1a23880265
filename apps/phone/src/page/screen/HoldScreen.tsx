import { Button, Icon, ProgressBar } from '@kazasu/ui/react';
import { type ProofStage, stagesFor, type Transaction } from '../../headless/index.ts';
import type { Login, Screen } from '../login/index.ts';
import { HoldPicture } from './HoldPicture.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';
import { StopButton } from './StopButton.tsx';
import { useTexts } from './use-texts.ts';

type HoldState = Extract<Screen, { at: 'hold' }>;

/** The card at the phone: what is going on, and how to go on when it slips. */
export function HoldScreen({ screen, login }: { screen: HoldState; login: Login }) {
  const { screen: all, problem: problems } = useTexts();
  const texts = all.hold;
  const { transaction, held, stage, problem } = screen;
  const { view } = transaction;
  const stages = stagesFor(view);
  const touching = stage !== undefined;
  return (
    <ScreenFrame title={texts.title} step="hold">
      {problem !== undefined && <ProblemNotice problem={problem} signing={view.signing !== undefined} />}
      <p role="status">{touching ? texts.working : texts.lead}</p>
      <HoldPicture touching={touching} />
      <p className="ph-held">
        <Icon name="card" small />
        {texts.held(held.card.name)}
      </p>
      {touching && (
        <ProgressBar label={texts.progress} value={stages.indexOf(stage) + 0.5} max={stages.length} />
      )}
      <StageList view={view} stages={stages} stage={stage} />
      <div className="kz-actions">
        {touching ? (
          <Button look="outline" onClick={() => void login.takeAway()}>
            {texts.takeAway}
          </Button>
        ) : (
          <Button onClick={() => void login.hold()}>{texts.start}</Button>
        )}
        {!touching && problem !== undefined && (
          <Button look="outline" onClick={() => void login.toCards()}>
            {problems.ui.otherCard}
          </Button>
        )}
        <StopButton login={login} view={view} look="text" />
      </div>
    </ScreenFrame>
  );
}

interface StageListProps {
  readonly view: Transaction['view'];
  readonly stages: readonly ProofStage[];
  readonly stage: ProofStage | undefined;
}

function StageList({ view, stages, stage }: StageListProps) {
  const { screen, shared, sign } = useTexts();
  const count = view.signing?.documents.length;
  const names =
    count === undefined
      ? screen.hold.stages
      : { ...screen.hold.stages, signature: sign.hold.sign(count), server: sign.hold.server };
  const now = stage === undefined ? -1 : stages.indexOf(stage);
  return (
    <ol className="ph-stages">
      {stages.map((one, index) => (
        <li key={one} className={index < now ? 'ph-stage-done' : index === now ? 'ph-stage-now' : ''}>
          <span className="ph-stage-mark" aria-hidden="true">
            {index < now && <Icon name="check" small />}
            {index === now && <span className="kz-spinner" />}
          </span>
          {names[one]}
          {index < now && <span className="kz-hidden"> ({shared.stepDone})</span>}
          {index === now && <span className="kz-hidden"> ({screen.hold.stageNow})</span>}
        </li>
      ))}
    </ol>
  );
}
