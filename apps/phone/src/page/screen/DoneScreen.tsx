import { Icon } from '@kazasu/ui/react';
import type { Login, Screen } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { ReturnCard } from './ReturnCard.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';

type DoneState = Extract<Screen, { at: 'done' }>;

/** The end, and the way back to where the person came from. */
export function DoneScreen({ screen, login }: { screen: DoneState; login: Login }) {
  const { screen: all, sign } = useTexts();
  const { state, relyingParty, signing } = screen.transaction.view;
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
      <ReturnCard transaction={screen.transaction} login={login} byItself />
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
