import type { AppTransaction } from '@kazasu/provider/api';
import { Card, Link, Notice } from '@kazasu/ui/react';
import type { Language } from '@kazasu/ui/text';
import { readableTime } from './readable-time.ts';
import { useTexts } from './use-texts.ts';

type ConfirmTexts = ReturnType<typeof useTexts>['screen']['confirm'];

/** What to beware of: a QR code may have come from somebody else, and so may a link. */
export function HowOpened({
  openedBy,
  qrText,
}: {
  openedBy: AppTransaction['openedBy'];
  /** What could happen to whoever follows a stranger's code. */
  qrText: string;
}) {
  const texts = useTexts().screen.confirm;
  return openedBy === 'qr' ? (
    <Notice kind="warning" title={texts.qrTitle}>
      <p>{qrText}</p>
    </Notice>
  ) : (
    <Notice kind="info" title={texts.linkTitle}>
      <p>{texts.linkText}</p>
    </Notice>
  );
}

export function sinceUntil(view: AppTransaction, texts: ConfirmTexts, language: Language): string {
  const until = readableTime(view.challenge.expiresAt, language, 'minute');
  return texts.sinceUntil(readableTime(view.startedAt, language, 'day'), until);
}

/** The relying party's own documents. */
export function Terms({ party }: { party: AppTransaction['relyingParty'] }) {
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
