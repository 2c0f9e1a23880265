import type { HolderView } from '@kazasu/provider/api';
import { Banner } from '@kazasu/ui/react';
import { readableDay } from '@kazasu/ui/text';
import { useState } from 'react';
import { PageLink, useShell } from '../frame/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { expiriesAt } from './expiry.ts';

/** Reminds of the certificate that ends first. Closed, it comes back when the app is opened the next time. */
export function ExpiryNotice({ certificates }: { certificates: HolderView['certificates'] }) {
  const { shell, language } = useTexts();
  const texts = shell.expiry;
  const { clock } = useShell();
  const [closed, setClosed] = useState(false);
  const [first] = expiriesAt(certificates, clock.now());
  if (closed || first === undefined) return null;
  const day = readableDay(first.notAfter, language);
  return (
    <Banner
      kind={first.stage > 7 ? 'info' : first.stage > 0 ? 'warning' : 'error'}
      title={texts.title(texts[first.role], first.daysLeft)}
      onClose={() => setClosed(true)}
    >
      <p>{first.stage > 0 ? texts.text(day) : texts.ended(day)}</p>
      <p>
        <PageLink to={{ at: 'settings', part: 'certificates' }}>{texts.more}</PageLink>
      </p>
    </Banner>
  );
}
