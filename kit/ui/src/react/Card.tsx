import type { ReactNode } from 'react';

/** Groups what belongs together. `strong` for the one thing to look at, `quiet` for what stands aside. */
export function Card({ look, children }: { look?: 'strong' | 'quiet'; children: ReactNode }) {
  return <div className={`kz-card${look === undefined ? '' : ` kz-card-${look}`}`}>{children}</div>;
}
