import type { CaRole, CardOptions, EndReason } from '@kazasu/authority/api';
import { toBase64 } from '@kazasu/bytes';
import { type Person, portraitOf, type Story } from '../people/index.ts';

const DAY = 24 * 3_600_000;

/** What happens to one person before the town opens. */
export interface Plan {
  /** Cards in the order in which they were handed out; the last one lies in the box. */
  readonly cards: readonly CardOptions[];
  readonly revocations: readonly { role: CaRole; reason: EndReason; at: number }[];
  /** Which PIN has no tries left. */
  readonly blocked: 'authentication' | 'signature' | undefined;
}

/** Days before the seeding and CA generation (which start 11, 7 and 3 years before it) of each card of a story. */
const HANDED_OUT: { readonly [story in Story]: readonly { daysAgo: number; generation: 2 | 3 }[] } = {
  ordinary: [{ daysAgo: 365, generation: 3 }],
  'authentication-revoked': [{ daysAgo: 365, generation: 3 }],
  moved: [{ daysAgo: 365, generation: 3 }],
  // Certificates end at the fifth birthday after their issue: five years at the longest.
  expired: [{ daysAgo: 6 * 365, generation: 2 }],
  'authentication-blocked': [{ daysAgo: 365, generation: 3 }],
  'signature-blocked': [{ daysAgo: 365, generation: 3 }],
  renewed: [
    { daysAgo: 4 * 365, generation: 2 },
    { daysAgo: 30, generation: 3 },
  ],
};

const BLOCKED: { readonly [story in Story]?: Plan['blocked'] } = {
  'authentication-blocked': 'authentication',
  'signature-blocked': 'signature',
};

/**
 * `notBefore`: when the only roots began, if they are a ceremony's; nothing can have happened before. Undefined for a
 * story that cannot be told then: a card of such roots does not run out for years.
 */
export function planOf(person: Person, seededAt: number, notBefore?: number): Plan | undefined {
  if (notBefore !== undefined && person.story === 'expired') return undefined;
  const earliest = notBefore ?? 0;
  return {
    cards: HANDED_OUT[person.story].map(({ daysAgo, generation }) => ({
      pins: { ...person.pins },
      portrait: toBase64(portraitOf(person.id)),
      issuedAt: Math.max(earliest, seededAt - daysAgo * DAY),
      ...(notBefore === undefined && { generation }),
    })),
    revocations: revocationsOf(person.story, Math.max(earliest, seededAt - 10 * DAY)),
    blocked: BLOCKED[person.story],
  };
}

function revocationsOf(story: Story, at: number): Plan['revocations'] {
  switch (story) {
    case 'authentication-revoked':
      // Whoever loses a card has both certificates stopped.
      return [
        { role: 'authentication', reason: 'keyCompromise', at },
        { role: 'signature', reason: 'keyCompromise', at },
      ];
    case 'moved':
      return [{ role: 'signature', reason: 'affiliationChanged', at }];
    default:
      return [];
  }
}
