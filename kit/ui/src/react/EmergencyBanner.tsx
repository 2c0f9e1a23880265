import { type ReactNode, useId } from 'react';
import { Icon } from './Icon.tsx';
import { useLanguage } from './language-context.tsx';

interface EmergencyBannerProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** Where more is said. */
  readonly href?: string | undefined;
}

/** For what concerns life, property or the whole service; on top of every page while it lasts, and never to be closed. */
export function EmergencyBanner({ title, children, href }: EmergencyBannerProps) {
  const { shared } = useLanguage();
  const id = useId();
  return (
    <section className="kz-emergency" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children !== undefined && <div className="kz-emergency-body">{children}</div>}
      {href !== undefined && (
        <a className="kz-button kz-button-emergency" href={href}>
          {shared.details}
          <span className="kz-hidden">: {title}</span>
          <Icon name="arrowRight" small />
        </a>
      )}
    </section>
  );
}
