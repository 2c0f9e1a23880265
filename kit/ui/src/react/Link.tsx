import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import { useLanguage } from './language-context.tsx';

/** A link that opens a new tab and says so, so that the task at hand is not lost. */
export function Link({ href, children }: { href: string; children: ReactNode }) {
  const { shared } = useLanguage();
  return (
    <a className="kz-link" href={href} target="_blank" rel="noopener noreferrer">
      {children}
      <Icon name="external" small />
      <span className="kz-hidden"> ({shared.opensNewTab})</span>
    </a>
  );
}
