/** Residents in every state of a card, brought there by events. */
import assert from 'node:assert/strict';
import type { CardImage, CardState, EventName, EventResult, ResidentRecord } from '../api.ts';
import { ADMIN, OPTIONS, PINS, somebody, type TestAuthority, TIME, YEAR } from './authority.ts';

export async function post(
  authority: TestAuthority,
  residentId: string,
  event: EventName,
  body: object = {},
): Promise<Response> {
  return authority.post(ADMIN, `/admin/residents/${residentId}/events/${event}`, body);
}

/** The event must be done. */
export async function bring(
  authority: TestAuthority,
  residentId: string,
  event: EventName,
  body: object = {},
): Promise<EventResult> {
  const response = await post(authority, residentId, event, body);
  const text = await response.text();
  assert.equal(response.status, 200, `${event}: ${text}`);
  return JSON.parse(text) as EventResult;
}

/** A body with which each event may be done. */
export const BODIES: { readonly [name in EventName]: object } = {
  application: { signature: true },
  making: {},
  'hand-over': { pins: PINS },
  loss: {},
  recovery: {},
  move: { address: '架空県かざす市読取四丁目５番６号' },
  correction: { name: '見本　華子' },
  'card-writing': {},
  'signature-certificate': { password: 'NEW456' },
  'pin-reset': { authentication: '9876' },
  renewal: OPTIONS,
  reissue: { cause: 'lost', options: OPTIONS },
  return: {},
  departure: {},
  death: {},
  'revocation-request': { roles: ['authentication', 'signature'] },
  'key-compromise': { roles: ['signature'] },
  'phone-end': {},
  'consent-withdrawal': { consentId: 'none' },
};

export interface Somebody {
  readonly resident: ResidentRecord;
  /** Where a card was made. */
  readonly image: CardImage | undefined;
}

/** Who has a card in their hand. */
export async function holder(authority: TestAuthority): Promise<Somebody & { image: CardImage }> {
  const resident = somebody();
  return { resident, image: await authority.personalise({ resident, options: OPTIONS }) };
}

/** `replaced` is never the state of a latest card. */
export type LatestState = Exclude<CardState, 'replaced'> | 'departed';

export async function residentIn(authority: TestAuthority, state: LatestState): Promise<Somebody> {
  switch (state) {
    case 'ordered':
      return ordered(authority);
    case 'made': {
      const { resident } = await ordered(authority);
      const { image } = await bring(authority, resident.residentId, 'making');
      return { resident, image };
    }
    case 'active':
      return holder(authority);
    case 'suspended':
      return after(authority, 'loss');
    case 'returned':
      return after(authority, 'return');
    case 'departed':
      return after(authority, 'departure');
    case 'void':
      return after(authority, 'death');
    case 'expired': {
      // A card of a minor ends with the fifth birthday.
      const resident = somebody({ birthdate: '20050517' });
      const options = { ...OPTIONS, issuedAt: TIME - 6 * YEAR, generation: 2 } as const;
      return { resident, image: await authority.personalise({ resident, options }) };
    }
  }
}

async function ordered(authority: TestAuthority): Promise<Somebody> {
  const resident = somebody();
  const response = await authority.post(ADMIN, '/admin/applications', { resident, signature: true });
  assert.equal(response.status, 201, await response.clone().text());
  return { resident, image: undefined };
}

async function after(authority: TestAuthority, event: EventName): Promise<Somebody> {
  const somebody = await holder(authority);
  await bring(authority, somebody.resident.residentId, event, BODIES[event]);
  return somebody;
}
