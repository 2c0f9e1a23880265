import { Icon } from '@kazasu/ui/react';
import type { Screen } from '../login/index.ts';
import { ScreenFrame } from './ScreenFrame.tsx';
import { useTexts } from './use-texts.ts';
import { WayBack } from './WayBack.tsx';

type DoneState = Extract<Screen, { at: 'done' }>;

/** The end, and the way back to where the person came from. */
export function DoneScreen({ screen }: { screen: DoneState }) {
  const { screen: all, sign } = useTexts();
  const { state, openedBy, relyingParty, signing } = screen.transaction.view;
  const words = wordsFor(state, signing === undefined ? all.done : { ...all.done, ...sign.done });
  return (
    <ScreenFrame title={words.title}>
      <div
        className={`ph-result ph-result-${state === 'declined' ? 'declined' : 'approved'}`}
        aria-hidden="true"
      >
        <Icon name={state === 'declined' ? 'close' : 'check'} />
      </div>
      {words.text !== undefined && <p>{words.text(relyingParty.name)}</p>}
      <WayBack openedBy={openedBy} />
    </ScreenFrame>
  );
}

type DoneTexts = Pick<
  ReturnType<typeof useTexts>['screen']['done'],
  'approvedTitle' | 'approvedText' | 'declinedTitle' | 'declinedText' | 'finishedTitle'
>;

function wordsFor(state: string, texts: DoneTexts): { title: string; text?: (name: string) => string } {
  if (state === 'approved') return { title: texts.approvedTitle, text: texts.approvedText };
  if (state === 'declined') return { title: texts.declinedTitle, text: texts.declinedText };
  return { title: texts.finishedTitle };
}
