import { Button, Card, Icon } from '@kazasu/ui/react';
import { useState } from 'react';
import type { Screen } from '../login/index.ts';
import { ScreenFrame } from './ScreenFrame.tsx';
import { useTexts } from './use-texts.ts';

type DoneState = Extract<Screen, { at: 'done' }>;

/** After this the browser may still be closing the tab; when it is still here it has refused. */
const CLOSING_MS = 400;

/** The end, and the way back to where the person came from. */
export function DoneScreen({ screen }: { screen: DoneState }) {
  const texts = useTexts().screen.done;
  const [refused, setRefused] = useState(false);
  const { state, openedBy, relyingParty } = screen.transaction.view;
  const sameDevice = openedBy === 'link';
  const words = wordsFor(state, texts);
  const close = () => {
    window.close();
    setTimeout(() => setRefused(true), CLOSING_MS);
  };
  return (
    <ScreenFrame title={words.title}>
      <div
        className={`ph-result ph-result-${state === 'declined' ? 'declined' : 'approved'}`}
        aria-hidden="true"
      >
        <Icon name={state === 'declined' ? 'close' : 'check'} />
      </div>
      {words.text !== undefined && <p>{words.text(relyingParty.name)}</p>}
      <Card look="quiet">
        <h2 className="ph-back">{texts.back}</h2>
        <p>{sameDevice ? texts.backLink : texts.backQr}</p>
      </Card>
      {sameDevice && !refused && (
        <div className="kz-actions">
          <Button onClick={close}>{texts.close}</Button>
        </div>
      )}
      <p role="status">{refused ? texts.cannotClose : ''}</p>
    </ScreenFrame>
  );
}

type DoneTexts = ReturnType<typeof useTexts>['screen']['done'];

function wordsFor(state: string, texts: DoneTexts): { title: string; text?: (name: string) => string } {
  if (state === 'approved') return { title: texts.approvedTitle, text: texts.approvedText };
  if (state === 'declined') return { title: texts.declinedTitle, text: texts.declinedText };
  return { title: texts.finishedTitle };
}
