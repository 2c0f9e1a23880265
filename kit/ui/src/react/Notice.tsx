import type { ReactNode } from 'react';
import type { IconName } from '../icon/index.ts';
import { Icon } from './Icon.tsx';
import { useLanguage } from './language-context.tsx';

export type NoticeKind = 'info' | 'success' | 'warning' | 'error';

export const NOTICE_ICON: { readonly [kind in NoticeKind]: IconName } = {
  info: 'info',
  success: 'check',
  warning: 'warning',
  error: 'error',
};

interface NoticeProps {
  readonly kind: NoticeKind;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** Read out at once when it appears; for what happens while the person is doing something else. */
  readonly live?: boolean;
}

interface BannerProps extends NoticeProps {
  /** Buttons or links that lead on, the main one first. */
  readonly actions?: ReactNode;
  /** There: the banner can be put away. */
  readonly onClose?: (() => void) | undefined;
}

/** What happened, why, and what to do; stays where it is. */
export function Notice(props: NoticeProps) {
  return <Banner {...props} />;
}

/** Notification banner: a notice with ways on, and one that can be put away. */
export function Banner({ kind, title, children, live = false, actions, onClose }: BannerProps) {
  const { shared } = useLanguage();
  return (
    <div className={`kz-notice kz-notice-${kind}`} role={live ? 'alert' : undefined}>
      <Icon name={NOTICE_ICON[kind]} />
      <p className="kz-notice-title">
        <span className="kz-hidden">{shared.notice[kind]}: </span>
        {title}
      </p>
      {onClose !== undefined && <CloseButton onClose={onClose} />}
      {children !== undefined && <div className="kz-notice-body">{children}</div>}
      {actions !== undefined && <div className="kz-notice-body kz-actions">{actions}</div>}
    </div>
  );
}

/** A cross with its word, which small screens and screen readers need alike. */
export function CloseButton({ onClose }: { onClose: () => void }) {
  const { shared } = useLanguage();
  return (
    <button type="button" className="kz-close" onClick={onClose}>
      <Icon name="close" small />
      <span>{shared.close}</span>
    </button>
  );
}
