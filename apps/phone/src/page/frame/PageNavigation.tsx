import { Button } from '@kazasu/ui/react';
import { useTexts } from '../text/use-texts.ts';
import { PageLink } from './Page.tsx';
import { useAccount, useShell } from './shell-context.tsx';

/** At the foot of every page: what somebody needs wherever they are. */
export function PageNavigation() {
  const { nav } = useTexts().shell;
  const { account } = useShell();
  const open = useAccount().at === 'open';
  return (
    <nav className="ph-foot" aria-label={nav.label}>
      <ul>
        <li>
          <PageLink to={{ at: 'help' }}>{nav.help}</PageLink>
        </li>
        <li>
          <PageLink to={{ at: 'accessibility' }}>{nav.accessibility}</PageLink>
        </li>
        {open && (
          <li>
            <Button look="text" onClick={() => account.lock()}>
              {nav.lock}
            </Button>
          </li>
        )}
      </ul>
    </nav>
  );
}
