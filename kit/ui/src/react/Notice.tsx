import type { ReactNode } from 'react';
import type { IconName } from '../icon/index.ts';
import { Icon } from './Icon.tsx';
import { useLanguage } from './language-context.tsx';

export type NoticeKind = 'info' | 'success' | 'warning' | 'error';

const NOTICE_ICON: { readonly [kind in NoticeKind]: IconName } = {
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

/** A banner that tells what happened, why, and what to do. */
export function Notice({ kind, title, children, live = false }: NoticeProps) {
  const { shared } = useLanguage();
  return (
    <div className={`kz-notice kz-notice-${kind}`} role={live ? 'alert' : undefined}>
      <Icon name={NOTICE_ICON[kind]} />
      <p className="kz-notice-title">
        <span className="kz-hidden">{shared.notice[kind]}: </span>
        {title}
      </p>
      {children !== undefined && <div className="kz-notice-body">{children}</div>}
    </div>
  );
}
