import type { AppTransaction } from '@kazasu/provider/api';
import { Card, DefinitionList, Link, Notice } from '@kazasu/ui/react';
import type { Language } from '@kazasu/ui/text';
import type { ReactNode } from 'react';
import { useTexts } from '../text/use-texts.ts';
import { RelyingParty } from './RelyingParty.tsx';
import { readableTime } from './readable-time.ts';

type View = AppTransaction;
type Texts = ReturnType<typeof useTexts>;

/** What to beware of: a QR code may have come from somebody else, and so may a link. */
export function HowOpened({ view, qrText }: { view: View; qrText: string }) {
  const { screen, flow } = useTexts();
  const elsewhere = view.askedFrom.network === 'other';
  if (view.openedBy === 'qr') {
    return (
      <Notice kind="warning" title={flow.warning.title}>
        <p>
          <strong>{flow.warning.ownOnly}</strong>
        </p>
        <p>{qrText}</p>
        {elsewhere && <p>{flow.warning.otherNetwork}</p>}
      </Notice>
    );
  }
  return (
    <Notice kind={elsewhere ? 'warning' : 'info'} title={screen.confirm.linkTitle}>
      <p>{screen.confirm.linkText}</p>
      {elsewhere && <p>{flow.warning.otherNetworkLink}</p>}
    </Notice>
  );
}

interface Row {
  readonly key: string;
  readonly term: ReactNode;
  readonly value: ReactNode;
}

/** Who asks, for what, and where and when it began. `rows`: what they ask for. */
export function RequestCard({ view, rows }: { view: View; rows: readonly Row[] }) {
  const texts = useTexts();
  const { flow } = texts;
  const kind = view.signing === undefined ? flow.asked.login : flow.asked.signing;
  return (
    <Card look="strong">
      <RelyingParty party={view.relyingParty} />
      <DefinitionList
        rows={[{ key: 'kind', term: flow.asked.kind, value: kind }, ...rows, ...beginningRows(view, texts)]}
      />
      <Terms party={view.relyingParty} />
    </Card>
  );
}

/** Where and when it began, for the person to compare with the screen before them. */
export function beginningRows(view: View, { flow, screen, language }: Texts): readonly Row[] {
  const texts = flow.asked;
  const { browser, system, network, address } = view.askedFrom;
  const device =
    browser !== undefined && system !== undefined
      ? texts.on(browser, system)
      : (browser ?? system ?? texts.unknown);
  const where = (
    <>
      {network === 'same' ? texts.same : texts.other}
      {address !== undefined && <span className="ph-raw">{texts.address(address)}</span>}
    </>
  );
  return [
    { key: 'device', term: texts.browser, value: device },
    { key: 'network', term: texts.network, value: where },
    { key: 'since', term: screen.confirm.since, value: sinceUntil(view, screen.confirm, language) },
  ];
}

function sinceUntil(view: View, texts: Texts['screen']['confirm'], language: Language): string {
  const until = readableTime(view.expiresAt, language, 'minute');
  return texts.sinceUntil(readableTime(view.startedAt, language, 'day'), until);
}

/** The relying party's own documents. */
export function Terms({ party }: { party: View['relyingParty'] }) {
  const { shared } = useTexts();
  if (party.termsUrl === undefined && party.privacyUrl === undefined) return null;
  return (
    <p className="ph-documents">
      {party.termsUrl !== undefined && <Link href={party.termsUrl}>{shared.terms}</Link>}
      {party.privacyUrl !== undefined && <Link href={party.privacyUrl}>{shared.privacy}</Link>}
    </p>
  );
}

/** What to have at hand. `second`: the PIN of the items too. */
export function Needs({ first, second }: { first: string; second: boolean }) {
  const { screen } = useTexts();
  return (
    <Card look="quiet">
      <h2 className="ph-quiet-title">{screen.confirm.needTitle}</h2>
      <ul className="kz-list">
        <li>{first}</li>
        {second && <li>{screen.confirm.needText}</li>}
      </ul>
    </Card>
  );
}
