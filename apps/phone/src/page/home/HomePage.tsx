import { Button, Card, Icon } from '@kazasu/ui/react';
import { Page, PageLink, useAccount, useShell } from '../frame/index.ts';
import { UpdateBanner } from '../offline/index.ts';
import type { Route } from '../router/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { ExpiryNotice } from './ExpiryNotice.tsx';

/** Where the app begins: what can be started, and the way to everything else. */
export function HomePage() {
  const texts = useTexts().shell;
  const account = useAccount();
  return (
    <Page title={texts.home.title}>
      <UpdateBanner />
      {account.at === 'open' && <ExpiryNotice certificates={account.holder.certificates} />}
      <p className="kz-lead">{texts.home.lead}</p>
      <PageLink to={{ at: 'scan' }} className="ph-start">
        <span className="ph-start-icon" aria-hidden="true">
          <Icon name="qr" />
        </span>
        <span>
          <span className="ph-start-title">{texts.home.scanTitle}</span>
          <span className="ph-start-text">{texts.home.scanText}</span>
        </span>
        <Icon name="arrowRight" />
      </PageLink>
      <Card look="quiet">
        <h2 className="ph-quiet-title">{texts.home.hereTitle}</h2>
        <p>{texts.home.hereText}</p>
      </Card>
      <Menu open={account.at === 'open'} />
      {account.at === 'without' && <SetUpLater />}
    </Page>
  );
}

function Menu({ open }: { open: boolean }) {
  const { home } = useTexts().shell;
  return (
    <nav aria-label={home.menu}>
      <ul className="ph-menu">
        {open && (
          <MenuItem to={{ at: 'history' }} icon="clock" title={home.history} text={home.historyText} />
        )}
        {open && (
          <MenuItem to={{ at: 'services' }} icon="building" title={home.services} text={home.servicesText} />
        )}
        <MenuItem to={{ at: 'settings' }} icon="lock" title={home.settings} text={home.settingsText} />
        <MenuItem to={{ at: 'help' }} icon="info" title={home.help} text={home.helpText} />
      </ul>
    </nav>
  );
}

interface MenuItemProps {
  readonly to: Route;
  readonly icon: Parameters<typeof Icon>[0]['name'];
  readonly title: string;
  readonly text: string;
}

export function MenuItem({ to, icon, title, text }: MenuItemProps) {
  return (
    <li>
      <PageLink to={to} className="ph-menu-item">
        <Icon name={icon} />
        <span>
          <span className="ph-menu-title">{title}</span>
          <span className="ph-menu-text">{text}</span>
        </span>
        <Icon name="arrowRight" small />
      </PageLink>
    </li>
  );
}

function SetUpLater() {
  const { home } = useTexts().shell;
  const { account } = useShell();
  return (
    <Card look="quiet">
      <h2 className="ph-quiet-title">{home.withoutTitle}</h2>
      <p>{home.withoutText}</p>
      <Button look="outline" onClick={() => account.startOver()}>
        {home.setUp}
      </Button>
    </Card>
  );
}
