import { Icon } from '@kazasu/ui/react';
import { type ProofStage, stagesFor, type Transaction } from '../../headless/index.ts';
import { useTexts } from '../text/use-texts.ts';

/** The names of what a card is asked for, in the words of a login or a signature. */
export function useStageNames(view: Transaction['view']): { readonly [stage in ProofStage]: string } {
  const { screen, sign } = useTexts();
  const count = view.signing?.documents.length;
  if (count === undefined) return screen.hold.stages;
  return { ...screen.hold.stages, signature: sign.hold.sign(count), server: sign.hold.server };
}

interface StageListProps {
  readonly view: Transaction['view'];
  readonly stage: ProofStage | undefined;
  /** That one waits. */
  readonly idle?: boolean;
  /** Where the card slipped. */
  readonly slipped?: ProofStage | undefined;
}

/** What has been done, what is being done, and what comes. */
export function StageList({ view, stage, idle = false, slipped }: StageListProps) {
  const { screen, shared } = useTexts();
  const names = useStageNames(view);
  const stages = stagesFor(view);
  const now = stage === undefined ? -1 : stages.indexOf(stage);
  return (
    <ol className="ph-stages">
      {stages.map((one, index) => (
        <li
          key={one}
          className={index < now ? 'ph-stage-done' : index === now && !idle ? 'ph-stage-now' : ''}
        >
          <span className="ph-stage-mark" aria-hidden="true">
            {index < now && <Icon name="check" small />}
            {index === now && !idle && <span className="kz-spinner" />}
            {one === slipped && <Icon name="close" small />}
          </span>
          {names[one]}
          {index < now && <span className="kz-hidden"> ({shared.stepDone})</span>}
          {index === now && !idle && <span className="kz-hidden"> ({screen.hold.stageNow})</span>}
        </li>
      ))}
    </ol>
  );
}
