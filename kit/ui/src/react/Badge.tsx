import type { ReactNode } from 'react';
import { useLanguage } from './language-context.tsx';

export type BadgeColour = 'blue' | 'green' | 'yellow' | 'red';

/** A small word with a border; the word says it, the colour only helps. */
export function Badge({ colour, children }: { colour?: BadgeColour; children: ReactNode }) {
  return <span className={`kz-badge${colour === undefined ? '' : ` kz-badge-${colour}`}`}>{children}</span>;
}

/** 「必須」 or 「任意」 beside a label; nothing when neither is to be said. */
export function RequirementBadge({ required }: { required: boolean | undefined }) {
  const { shared } = useLanguage();
  if (required === undefined) return null;
  return (
    <span className={required ? 'kz-required' : 'kz-optional'}>
      {required ? shared.required : shared.optional}
    </span>
  );
}
