import { Button, Card } from '@kazasu/ui/react';
import type { Login, Screen } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { ScreenFrame } from './ScreenFrame.tsx';

type ElsewhereState = Extract<Screen, { at: 'elsewhere' }>;

/** One tab goes on with a request at a time; this one says where. */
export function ElsewhereScreen({ screen, login }: { screen: ElsewhereState; login: Login }) {
  const texts = useTexts().flow.elsewhere;
  return (
    <ScreenFrame title={texts.title}>
      <Card look="quiet">
        <p>{texts.there}</p>
        <p>{screen.mine ? texts.here : texts.close}</p>
      </Card>
      {screen.mine && (
        <div className="kz-actions">
          <Button look="outline" onClick={() => void login.takeOver()}>
            {texts.take}
          </Button>
        </div>
      )}
    </ScreenFrame>
  );
}
