import { Button, Card } from '@kazasu/ui/react';
import { useState } from 'react';
import type { Transaction } from '../../headless/index.ts';
import { useTexts } from './use-texts.ts';

/** After this the browser may still be closing the tab; when it is still here it has refused. */
const CLOSING_MS = 400;

/** The end of a transaction: back to the screen where the person began. A tab of this device can be closed. */
export function WayBack({ openedBy }: { openedBy: Transaction['view']['openedBy'] }) {
  const texts = useTexts().screen.done;
  const [refused, setRefused] = useState(false);
  const sameDevice = openedBy === 'link';
  const close = () => {
    window.close();
    setTimeout(() => setRefused(true), CLOSING_MS);
  };
  return (
    <>
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
    </>
  );
}
