import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

/** What is wrong with a field and what to do. The field names it by `aria-describedby`. */
export function ErrorText({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p className="kz-error-text" id={id}>
      <Icon name="error" small />
      <span>{children}</span>
    </p>
  );
}
