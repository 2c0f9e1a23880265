import type { HolderView } from '@kazasu/provider/api';
import { Badge, Button, Card, Dialog, useToasts } from '@kazasu/ui/react';
import { readableDay } from '@kazasu/ui/text';
import { useState } from 'react';
import { AccountNotice } from '../account/AccountNotice.tsx';
import { type AccountErrorCode, codeOf } from '../account/index.ts';
import { Page, useShell } from '../frame/index.ts';
import { SETTINGS_TEXTS } from '../text/settings.ts';
import { useTexts } from '../text/use-texts.ts';

type Passkey = HolderView['passkeys'][number];

/** What opens the app; all but the last can be taken away. */
export function PasskeysPage({ passkeys }: { passkeys: HolderView['passkeys'] }) {
  const { language } = useTexts();
  const all = SETTINGS_TEXTS[language];
  const texts = all.passkeys;
  const { account } = useShell();
  const toasts = useToasts();
  const [asked, setAsked] = useState<Passkey>();
  const [problem, setProblem] = useState<AccountErrorCode>();
  const remove = async ({ id }: Passkey) => {
    setAsked(undefined);
    setProblem(undefined);
    try {
      await account.endPasskey(id);
      toasts.show('success', texts.done);
      await account.passkeys.forget(window.location.hostname, id);
    } catch (error) {
      setProblem(codeOf(error));
    }
  };
  const close = () => setAsked(undefined);
  return (
    <Page title={all.parts.passkeys} back={{ at: 'settings' }}>
      <p>{texts.lead}</p>
      {problem !== undefined && <AccountNotice code={problem} />}
      <ul className="ph-services">
        {passkeys.map((one) => (
          <li key={one.id}>
            <PasskeyCard passkey={one} removable={passkeys.length > 1} onRemove={() => setAsked(one)} />
          </li>
        ))}
      </ul>
      {passkeys.length === 1 && <p className="kz-small">{texts.last}</p>}
      <Dialog open={asked !== undefined} title={texts.askTitle} onClose={close}>
        <p>{asked?.current === true ? texts.askCurrent : texts.askText}</p>
        <div className="kz-actions">
          <Button onClick={() => asked !== undefined && void remove(asked)}>{texts.confirm}</Button>
          <Button look="outline" onClick={close}>
            {texts.keep}
          </Button>
        </div>
      </Dialog>
    </Page>
  );
}

interface PasskeyCardProps {
  readonly passkey: Passkey;
  readonly removable: boolean;
  readonly onRemove: () => void;
}

function PasskeyCard({ passkey, removable, onRemove }: PasskeyCardProps) {
  const { language } = useTexts();
  const texts = SETTINGS_TEXTS[language].passkeys;
  const made = readableDay(passkey.createdAt, language);
  return (
    <Card>
      <h2 className="ph-quiet-title">{texts.made(made)}</h2>
      {passkey.current && (
        <p>
          <Badge colour="blue">{texts.current}</Badge>
        </p>
      )}
      {passkey.lastUsedAt !== undefined && (
        <p className="kz-small">{texts.used(readableDay(passkey.lastUsedAt, language))}</p>
      )}
      {removable && (
        <Button look="outline" aria-label={texts.removeOf(made)} onClick={onRemove}>
          {texts.remove}
        </Button>
      )}
    </Card>
  );
}
