import type { AppTransaction } from '@kazasu/provider/api';
import { Button, Card, DefinitionList, Icon, Link, Notice } from '@kazasu/ui/react';
import type { Login, Screen } from '../login/index.ts';
import { RelyingParty } from './RelyingParty.tsx';
import { readableTime } from './readable-time.ts';
import { ScreenFrame } from './ScreenFrame.tsx';
import { StopButton } from './StopButton.tsx';
import { useTexts } from './use-texts.ts';

type ConfirmState = Extract<Screen, { at: 'confirm' }>;

/** Who asks, for what, since when: before anything is done with a card. */
export function ConfirmScreen({ screen, login }: { screen: ConfirmState; login: Login }) {
  const { screen: all, language } = useTexts();
  const texts = all.confirm;
  const { view } = screen.transaction;
  const until = readableTime(view.challenge.expiresAt, language, 'minute');
  const since = texts.sinceUntil(readableTime(view.startedAt, language, 'day'), until);
  return (
    <ScreenFrame title={texts.title} step="confirm">
      {view.openedBy === 'qr' ? (
        <Notice kind="warning" title={texts.qrTitle}>
          <p>{texts.qrText}</p>
        </Notice>
      ) : (
        <Notice kind="info" title={texts.linkTitle}>
          <p>{texts.linkText}</p>
        </Notice>
      )}
      <p>{texts.asks}</p>
      <Card look="strong">
        <RelyingParty party={view.relyingParty} />
        <DefinitionList
          rows={[
            { key: 'items', term: texts.items, value: <AskedItems view={view} /> },
            { key: 'since', term: texts.since, value: since },
          ]}
        />
        <Documents party={view.relyingParty} />
      </Card>
      <Needs second={view.items.length > 0} />
      <div className="kz-actions">
        <Button onClick={() => void login.toCards()}>{texts.next}</Button>
        <StopButton login={login} name={view.relyingParty.name} />
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

function Documents({ party }: { party: AppTransaction['relyingParty'] }) {
  const { shared } = useTexts();
  if (party.termsUrl === undefined && party.privacyUrl === undefined) return null;
  return (
    <p className="ph-documents">
      {party.termsUrl !== undefined && <Link href={party.termsUrl}>{shared.terms}</Link>}
      {party.privacyUrl !== undefined && <Link href={party.privacyUrl}>{shared.privacy}</Link>}
    </p>
  );
}

function Needs({ second }: { second: boolean }) {
  const { screen } = useTexts();
  return (
    <Card look="quiet">
      <h2 className="ph-quiet-title">{screen.confirm.needTitle}</h2>
      <ul className="kz-list">
        <li>{screen.confirm.need}</li>
        {second && <li>{screen.confirm.needText}</li>}
      </ul>
    </Card>
  );
}
