import { Waiting } from '@kazasu/ui/react';
import type { Language } from '@kazasu/ui/text';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { FirstUsePage } from './first-use/index.ts';
import { NeedsAccountPage, useAccount, useRoute, useShell } from './frame/index.ts';
import { HomePage } from './home/index.ts';
import { LockPage, useAutoLock } from './lock/index.ts';
import { LoadFault, OfflineBanner } from './offline/index.ts';
import { CurrentScreen } from './screen/index.ts';
import { useTexts } from './text/use-texts.ts';

// Not on the first screen: each comes when it is gone to.
const HistoryPage = lazy(async () => ({ default: (await import('./history/index.ts')).HistoryPage }));
const ServicesPage = lazy(async () => ({ default: (await import('./services/index.ts')).ServicesPage }));
const SettingsPage = lazy(async () => ({ default: (await import('./settings/index.ts')).SettingsPage }));
const HelpPage = lazy(async () => ({ default: (await import('./help/index.ts')).HelpPage }));
const AccessibilityPage = lazy(async () => ({
  default: (await import('./accessibility/index.ts')).AccessibilityPage,
}));

const ScanScreen = lazy(async () => ({ default: (await import('./scan/index.ts')).ScanScreen }));

interface CurrentPageProps {
  readonly isTest: boolean;
  readonly onLanguage: (language: Language) => void;
}

/** One page at a time: what the address names, unless the door or the set-up stands before it. */
export function CurrentPage(props: CurrentPageProps) {
  const { frame } = useTexts();
  const route = useRoute();
  useAutoLock();
  return (
    <>
      <OfflineBanner />
      <LoadFault key={route.at}>
        <Suspense fallback={<Waiting>{frame.starting}</Waiting>}>
          <PageOf {...props} />
        </Suspense>
      </LoadFault>
    </>
  );
}

function PageOf({ isTest, onLanguage }: CurrentPageProps) {
  const route = useRoute();
  const account = useAccount();
  const shell = useShell();
  if (route.at === 'help') return <HelpPage code={route.code} />;
  if (route.at === 'accessibility') return <AccessibilityPage />;
  if (account.at === 'new') return <FirstUsePage isTest={isTest} />;
  if (account.at === 'locked') return <LockPage state={account} waiting={shell.isAwaited()} />;
  switch (route.at) {
    case 'home':
    case 'set-up':
      return <HomeOrLogin />;
    case 'scan':
      return <ScanScreen onCode={shell.openLink} />;
    case 'settings':
      return <SettingsPage part={route.part} onLanguage={onLanguage} />;
  }
  if (account.at === 'without') return <NeedsAccountPage />;
  return route.at === 'history' ? <HistoryPage entry={route.entry} /> : <ServicesPage />;
}

/** A login takes the place of the start page as long as it lasts. */
function HomeOrLogin() {
  const { login } = useShell();
  const screen = useSyncExternalStore(login.subscribe, login.screen);
  if (screen.at === 'home') return <HomePage />;
  return <CurrentScreen screen={screen} login={login} />;
}
