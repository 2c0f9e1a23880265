import type { ReactNode } from 'react';
import { Icon, Mark } from './Icon.tsx';
import { useLanguage } from './language-context.tsx';

/** The head of an app: brand, which app this is, and what stands at the right (the language switch). */
export function Header({ service, children }: { service: string; children?: ReactNode }) {
  const { shared } = useLanguage();
  return (
    <header className="kz-header">
      <div className="kz-header-inner">
        <div className="kz-brand">
          <Mark />
          <span>
            <span className="kz-brand-name">{shared.brand}</span>
            <span className="kz-brand-service">{service}</span>
          </span>
        </div>
        {children}
      </div>
    </header>
  );
}

/** The foot of an app; says that nothing is real where that is so. */
export function Footer({ testEnvironment }: { testEnvironment: boolean }) {
  const { shared } = useLanguage();
  return (
    <footer className="kz-footer">
      <div className="kz-footer-inner">
        {testEnvironment && (
          <p className="kz-footer-test">
            <Icon name="info" small />
            <span>{shared.testEnvironment}</span>
          </p>
        )}
        <p>{shared.footer}</p>
      </div>
    </footer>
  );
}
