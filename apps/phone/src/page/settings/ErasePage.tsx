import type { HolderView } from '@kazasu/provider/api';
import { Button, Checkbox, useToasts } from '@kazasu/ui/react';
import { useState } from 'react';
import { AccountNotice } from '../account/AccountNotice.tsx';
import { type AccountErrorCode, codeOf } from '../account/index.ts';
import { Page, useShell } from '../frame/index.ts';
import { SETTINGS_TEXTS } from '../text/settings.ts';
import { useTexts } from '../text/use-texts.ts';

/** The end of the account. Says what goes and what stays, and wants a tick. */
export function ErasePage({ passkeys }: { passkeys: HolderView['passkeys'] }) {
  const { language } = useTexts();
  const { parts, erase: texts } = SETTINGS_TEXTS[language];
  const { account, router } = useShell();
  const toasts = useToasts();
  const [agreed, setAgreed] = useState(false);
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<AccountErrorCode>();
  const erase = async () => {
    setTried(true);
    if (!agreed) return;
    setProblem(undefined);
    try {
      await account.erase();
      router.replace({ at: 'home' });
      toasts.show('success', texts.done);
      for (const { id } of passkeys) await account.passkeys.forget(window.location.hostname, id);
    } catch (error) {
      setProblem(codeOf(error));
    }
  };
  return (
    <Page title={parts.erase} back={{ at: 'settings' }}>
      {problem !== undefined && <AccountNotice code={problem} />}
      <p>{texts.lead}</p>
      <ul className="kz-list">
        {texts.gone.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>{texts.stays}</p>
      <Checkbox
        label={texts.agree}
        checked={agreed}
        onChange={setAgreed}
        error={tried && !agreed ? texts.required : undefined}
      />
      <div className="kz-actions">
        <Button onClick={() => void erase()}>{texts.confirm}</Button>
      </div>
    </Page>
  );
}
