import { Button, Icon, ProgressBar } from '@kazasu/ui/react';
import { HoldPicture } from '../screen/HoldPicture.tsx';
import { ProblemNotice } from '../screen/ProblemNotice.tsx';
import { useTexts } from '../text/use-texts.ts';
import type { Hand, HandState } from './hand.ts';

interface HoldCardProps {
  readonly hand: Hand;
  readonly state: Extract<HandState, { at: 'held' }>;
  /** What happens while the card is held, in order. */
  readonly stages: readonly { readonly id: string; readonly label: string }[];
  /** What goes on after the card has done its part: it may be taken away. */
  readonly stageAfter?: string | undefined;
  readonly signing?: boolean;
  readonly onHold: () => void;
}

/** The card at the phone: what is going on, and how to go on when it slips. */
export function HoldCard({ hand, state, stages, stageAfter, signing = false, onHold }: HoldCardProps) {
  const { screen, shared } = useTexts();
  const texts = screen.hold;
  const stage = state.stage ?? stageAfter;
  const touching = state.stage !== undefined;
  const now = stage === undefined ? -1 : stages.findIndex(({ id }) => id === stage);
  return (
    <>
      {state.problem !== undefined && <ProblemNotice problem={state.problem} signing={signing} />}
      <p role="status">{touching ? texts.working : texts.lead}</p>
      <HoldPicture touching={touching} />
      <p className="ph-held">
        <Icon name="card" small />
        {texts.held(state.held.card.name)}
      </p>
      {stage !== undefined && (
        <ProgressBar label={texts.progress} value={Math.max(now, 0) + 0.5} max={stages.length} />
      )}
      <ol className="ph-stages">
        {stages.map(({ id, label }, index) => (
          <li key={id} className={index < now ? 'ph-stage-done' : index === now ? 'ph-stage-now' : ''}>
            <span className="ph-stage-mark" aria-hidden="true">
              {index < now && <Icon name="check" small />}
              {index === now && <span className="kz-spinner" />}
            </span>
            {label}
            {index < now && <span className="kz-hidden"> ({shared.stepDone})</span>}
            {index === now && <span className="kz-hidden"> ({texts.stageNow})</span>}
          </li>
        ))}
      </ol>
      <div className="kz-actions">
        {touching ? (
          <Button look="outline" onClick={() => hand.takeAway()}>
            {texts.takeAway}
          </Button>
        ) : (
          <Button aria-disabled={stage !== undefined} onClick={onHold}>
            {texts.start}
          </Button>
        )}
      </div>
    </>
  );
}
