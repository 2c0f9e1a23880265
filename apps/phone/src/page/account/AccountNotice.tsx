import { Banner } from '@kazasu/ui/react';
import type { ReactNode } from 'react';
import { PageLink } from '../frame/index.ts';
import { useTexts } from '../text/use-texts.ts';
import type { AccountErrorCode } from './account-error.ts';
import { explainAccount } from './explain-account.ts';

/** What happened, why, what to do; and a code that leads to the help. */
export function AccountNotice({ code, actions }: { code: AccountErrorCode; actions?: ReactNode }) {
  const texts = useTexts();
  const { title, cause, remedy, code: support } = explainAccount(code, texts);
  const kind = code === 'passkey/cancelled' || code === 'holder/session_unknown' ? 'warning' : 'error';
  return (
    <Banner kind={kind} title={title} live actions={actions}>
      <p>{cause}</p>
      <p>{remedy}</p>
      <p className="kz-small">
        {texts.problem.ui.code}:{' '}
        <PageLink to={{ at: 'help', code: support }}>
          <code>{support}</code>
        </PageLink>
      </p>
    </Banner>
  );
}
