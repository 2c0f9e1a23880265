import { systemClock } from '@kazasu/server/clock';
import type { FakeHolder } from './fake-holder.ts';

const DAY = 24 * 60 * 60_000;

/** A login and a signature in the history, a linked service, and a certificate that ends soon. */
export function fillAccount(holder: FakeHolder): void {
  const relyingParty = {
    clientId: 'RP1',
    name: 'かざす市 施設予約サイト',
    kind: 'government' as const,
    origin: 'https://yoyaku.example',
  };
  const entry = {
    at: systemClock.now() - DAY,
    relyingParty,
    openedBy: 'link' as const,
    device: 'card' as const,
  };
  holder.entries = [
    { ...entry, id: 'a', kind: 'login', items: ['name', 'address', 'birthdate', 'gender'], documents: [] },
    {
      ...entry,
      id: 'b',
      kind: 'signature',
      items: [],
      documents: [{ digest: 'ab'.repeat(32), name: '契約書.pdf' }],
    },
  ];
  holder.services = [
    { ...relyingParty, since: systemClock.now() - 90 * DAY, lastAt: systemClock.now() - DAY, active: true },
  ];
  holder.certificates = [
    {
      role: 'authentication',
      device: 'card',
      notAfter: systemClock.now() + 25.5 * DAY,
      seenAt: systemClock.now(),
    },
    { role: 'signature', device: 'card', notAfter: systemClock.now() + 700 * DAY, seenAt: systemClock.now() },
  ];
}
