import type { ReactNode } from 'react';

export type BadgeColour = 'blue' | 'green' | 'yellow' | 'red';

/** A small word with a border; the word says it, the colour only helps. */
export function Badge({ colour, children }: { colour?: BadgeColour; children: ReactNode }) {
  return <span className={`kz-badge${colour === undefined ? '' : ` kz-badge-${colour}`}`}>{children}</span>;
}
