import type { Language } from '@kazasu/ui/text';
import { NeedsAccountPage, Page, useAccount } from '../frame/index.ts';
import { MenuItem } from '../home/index.ts';
import { SETTINGS_PARTS, type SettingsPart } from '../router/index.ts';
import { SETTINGS_TEXTS } from '../text/settings.ts';
import { useTexts } from '../text/use-texts.ts';
import { AppPage } from './AppPage.tsx';
import { CertificatesPage } from './CertificatesPage.tsx';
import { DisplayPage } from './DisplayPage.tsx';
import { ErasePage } from './ErasePage.tsx';
import { LockSettingsPage } from './LockSettingsPage.tsx';
import { PasskeysPage } from './PasskeysPage.tsx';
import { PhoneCertificateSettings } from './PhoneCertificateSettings.tsx';
import { PinChangePage } from './PinChangePage.tsx';

/** What only somebody with an account can set. */
const OF_ACCOUNT: readonly SettingsPart[] = ['lock', 'certificates', 'passkeys', 'erase'];

const ICONS = {
  lock: 'lock',
  display: 'globe',
  pin: 'card',
  certificates: 'clock',
  phone: 'phone',
  passkeys: 'lock',
  app: 'info',
  erase: 'close',
} as const satisfies { readonly [part in SettingsPart]: string };

interface SettingsPageProps {
  readonly part: SettingsPart | undefined;
  readonly onLanguage: (language: Language) => void;
}

/** The settings, or one of them. */
export function SettingsPage({ part, onLanguage }: SettingsPageProps) {
  const account = useAccount();
  const holder = account.at === 'open' ? account.holder : undefined;
  if (part === undefined) return <PartsPage open={holder !== undefined} />;
  if (part === 'display') return <DisplayPage onLanguage={onLanguage} />;
  if (part === 'pin') return <PinChangePage />;
  if (part === 'app') return <AppPage />;
  if (part === 'phone') return <PhoneCertificateSettings />;
  if (holder === undefined) return <NeedsAccountPage />;
  switch (part) {
    case 'lock':
      return <LockSettingsPage />;
    case 'certificates':
      return <CertificatesPage certificates={holder.certificates} />;
    case 'passkeys':
      return <PasskeysPage passkeys={holder.passkeys} />;
    case 'erase':
      return <ErasePage passkeys={holder.passkeys} />;
  }
}

function PartsPage({ open }: { open: boolean }) {
  const { language } = useTexts();
  const texts = SETTINGS_TEXTS[language];
  return (
    <Page key="parts" title={texts.title} back={{ at: 'home' }}>
      <ul className="ph-menu">
        {SETTINGS_PARTS.filter((part) => open || !OF_ACCOUNT.includes(part)).map((part) => (
          <MenuItem
            key={part}
            to={{ at: 'settings', part }}
            icon={ICONS[part]}
            title={texts.parts[part]}
            text={texts.partTexts[part]}
          />
        ))}
      </ul>
    </Page>
  );
}
