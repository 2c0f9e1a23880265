import { Button, Card } from '@kazasu/ui/react';
import { useEffect, useState } from 'react';
import type { Transaction } from '../../headless/index.ts';
import { type Login, wayBack } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';

/** As the real app has it (facts 7.2). */
const RETURN_SECONDS = 10;

interface ReturnCardProps {
  readonly transaction: Transaction;
  readonly login: Login;
  /** Goes back by itself after a while; only where there is nothing to be read first. */
  readonly byItself?: boolean;
}

/** The end of a transaction: back to where the person began, in this tab or on the other device. */
export function ReturnCard({ transaction, login, byItself = false }: ReturnCardProps) {
  const texts = useTexts().flow.back;
  if (wayBack(transaction) !== undefined) return <Return login={login} byItself={byItself} />;
  const qr = transaction.view.openedBy === 'qr';
  return (
    <>
      <Card look="quiet">
        <h2 className="ph-back-title">{qr ? texts.qr : texts.pageTitle}</h2>
        <p>{qr ? texts.qrText : texts.page}</p>
      </Card>
      <div className="kz-actions">
        <Button look="outline" onClick={() => login.leave()}>
          {texts.home}
        </Button>
      </div>
    </>
  );
}

function Return({ login, byItself }: { login: Login; byItself: boolean }) {
  const texts = useTexts().flow.back;
  const [left, setLeft] = useState(byItself ? RETURN_SECONDS : undefined);
  useEffect(() => {
    if (left === undefined) return;
    if (left === 0) {
      login.goBack();
      return;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left, login]);
  return (
    <div className="ph-return">
      {byItself && <p>{left === undefined ? texts.stopped : texts.auto(left)}</p>}
      <p className="kz-hidden" role="status">
        {byItself && (left === undefined ? texts.stopped : texts.told(RETURN_SECONDS))}
      </p>
      <div className="kz-actions">
        <Button onClick={() => login.goBack()}>{texts.now}</Button>
        {left !== undefined && (
          <Button look="outline" onClick={() => setLeft(undefined)}>
            {texts.stop}
          </Button>
        )}
      </div>
    </div>
  );
}
