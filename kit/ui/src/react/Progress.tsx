import type { ReactNode } from 'react';

/** Something goes on and nobody knows how long. */
export function Waiting({ children }: { children: ReactNode }) {
  return (
    <p className="kz-waiting" role="status">
      <span className="kz-spinner" aria-hidden="true" />
      {children}
    </p>
  );
}

/** Something goes on and we know how far it is. */
export function ProgressBar({ label, value, max }: { label: string; value: number; max: number }) {
  return <progress className="kz-progress" aria-label={label} value={value} max={max} />;
}
