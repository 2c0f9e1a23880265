import type { AppTransaction } from '@kazasu/provider/api';
import { Button, Icon } from '@kazasu/ui/react';
import type { Login, Screen } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { HowOpened, Needs, RequestCard } from './Request.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';
import { StopButton } from './StopButton.tsx';
import { TimeLimit } from './TimeLimit.tsx';

type ConfirmState = Extract<Screen, { at: 'confirm' }>;

/** Who asks, for what, since when: before anything is done with a card. */
export function ConfirmScreen({ screen, login }: { screen: ConfirmState; login: Login }) {
  const texts = useTexts().screen.confirm;
  const { view } = screen.transaction;
  return (
    <ScreenFrame title={texts.title}>
      <TimeLimit view={view} login={login} />
      <HowOpened view={view} qrText={texts.qrText} />
      <p>{texts.asks}</p>
      <RequestCard
        view={view}
        rows={[{ key: 'items', term: texts.items, value: <AskedItems view={view} /> }]}
      />
      <Needs first={texts.need} second={view.items.length > 0} />
      <div className="kz-actions">
        <Button onClick={() => void login.toCards()}>{texts.next}</Button>
        <StopButton login={login} view={view} leaving={screen.leaving} />
      </div>
    </ScreenFrame>
  );
}

function AskedItems({ view }: { view: AppTransaction }) {
  const { shared, screen } = useTexts();
  if (view.items.length === 0) return screen.confirm.noItems;
  return (
    <ul className="ph-items">
      {view.items.map((item) => (
        <li key={item}>
          <Icon name="check" small />
          {shared.items[item]}
        </li>
      ))}
    </ul>
  );
}
