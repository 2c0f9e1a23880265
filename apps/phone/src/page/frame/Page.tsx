import { Icon } from '@kazasu/ui/react';
import type { MouseEvent, ReactNode } from 'react';
import { hrefOf, type Route } from '../router/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { useShell } from './shell-context.tsx';
import { usePageHeading } from './use-page-heading.ts';

interface PageProps {
  readonly title: string;
  /** Where the way back leads for somebody who came here directly. Pages without it have no way back. */
  readonly back?: Route;
  /** Stands before the heading. */
  readonly above?: ReactNode;
  readonly children: ReactNode;
}

/** A page: the way back, what this is, and its content. */
export function Page({ title, back, above, children }: PageProps) {
  const { shell: texts } = useTexts();
  const { router } = useShell();
  const heading = usePageHeading(title);
  return (
    <div className="ph-screen">
      {back !== undefined && (
        <p className="ph-back">
          <button type="button" className="kz-link" onClick={() => router.back(back)}>
            <Icon name="arrowLeft" small />
            {back.at === 'home' ? texts.nav.home : texts.nav.back}
          </button>
        </p>
      )}
      {above}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  );
}

interface PageLinkProps {
  readonly to: Route;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A link to a page of the app; a new tab, asked for with the keyboard or the mouse, gets one as everywhere. */
export function PageLink({ to, className = 'kz-link', children }: PageLinkProps) {
  const { router } = useShell();
  const onClick = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    router.go(to);
  };
  return (
    <a className={className} href={hrefOf(to)} onClick={onClick}>
      {children}
    </a>
  );
}
