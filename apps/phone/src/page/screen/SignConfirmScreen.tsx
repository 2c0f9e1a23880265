import { Button } from '@kazasu/ui/react';
import type { Transaction } from '../../headless/index.ts';
import type { Login, Screen } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { DocumentList } from './DocumentList.tsx';
import { HowOpened, Needs, RequestCard } from './Request.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';
import { StopButton } from './StopButton.tsx';
import { TimeLimit } from './TimeLimit.tsx';

type ConfirmState = Extract<Screen, { at: 'confirm' }>;

/** Who asks for a signature, under what, and what they get with it: before anything is done with a card. */
export function SignConfirmScreen({ screen, login }: { screen: ConfirmState; login: Login }) {
  const { screen: all, sign } = useTexts();
  const texts = sign.confirm;
  const { view } = screen.transaction;
  return (
    <ScreenFrame title={texts.title}>
      <TimeLimit view={view} login={login} />
      <HowOpened view={view} qrText={texts.qrText} />
      <p>{texts.asks}</p>
      <RequestCard
        view={view}
        rows={[{ key: 'handed', term: texts.handedOver, value: <HandedOver view={view} /> }]}
      />
      <section className="ph-sign" aria-labelledby="documents">
        <h2 id="documents">{sign.documents.title(view.signing?.documents.length ?? 0)}</h2>
        <DocumentList view={view} digests />
        <p className="kz-small">{sign.documents.note}</p>
      </section>
      <p className="ph-effect">{texts.effect}</p>
      <Needs first={texts.need} second={view.items.length > 0} />
      <div className="kz-actions">
        <Button onClick={() => void login.toCards()}>{all.confirm.next}</Button>
        <StopButton login={login} view={view} leaving={screen.leaving} />
      </div>
    </ScreenFrame>
  );
}

function HandedOver({ view }: { view: Transaction['view'] }) {
  const { shared, sign, language } = useTexts();
  const names = view.items.map((item) => shared.items[item]).join(language === 'ja' ? '、' : ', ');
  return (
    <ul className="kz-list">
      <li>{sign.confirm.signature}</li>
      <li>{sign.confirm.certificate}</li>
      {view.items.length > 0 && <li>{sign.confirm.items(names)}</li>}
    </ul>
  );
}
