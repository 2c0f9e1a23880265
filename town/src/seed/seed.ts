import { type CardImage, type ResidentRecord, secretsOf } from '@kazasu/authority/api';
import { freshPins } from '@kazasu/card/virtual';
import { type Box, CARD_DATA_VERSION, type MyNumberCard } from '../box/index.ts';
import { findPerson, PEOPLE, type Person, residentRecordOf } from '../people/index.ts';
import type { Desk } from './desk.ts';
import { putOtherCards } from './other-card.ts';
import { type Plan, planOf } from './plan.ts';

export interface Seeding {
  readonly desk: Desk;
  readonly box: Box;
  /** When the town was founded, also when this is the second attempt. */
  readonly seededAt: number;
  /** Where roots came from a ceremony: when they began. Whose story is older than they are gets no card. */
  readonly notBefore?: number | undefined;
  onPerson(person: Person): void;
}

/** Gives everybody their cards and tells their story. May be repeated at any point after having been cut short. */
export async function seedPeople(seeding: Seeding): Promise<void> {
  const ends = await Promise.allSettled(
    PEOPLE.map(async (person) => {
      const plan = planOf(person, seeding.seededAt, seeding.notBefore);
      if (plan === undefined) return;
      if (!seeding.box.has(person.id)) {
        const image = await handOut(person, plan, seeding);
        seeding.box.put(cardOf(person, plan, image));
      }
      await revoke(person, plan, seeding.desk);
      seeding.onPerson(person);
    }),
  );
  // Only now is nothing under way any more, so that whoever hears of the failure may begin again.
  for (const end of ends) {
    if (end.status === 'rejected') {
      throw end.reason;
    }
  }
  putOtherCards(seeding.box);
}

/**
 * The cards of the plan, of which the last is returned. A card that was made when the seeding was cut short, but never
 * reached the box, is gone with its keys; the person gets one more, as anybody whose card was lost on the way would.
 */
async function handOut(person: Person, plan: Plan, { desk, seededAt }: Seeding): Promise<CardImage> {
  const known = await desk.certificates(person.id);
  const made = known.filter((certificate) => certificate.role === 'authentication').length;
  const missing = plan.cards.slice(Math.min(made, plan.cards.length - 1));
  let image: CardImage | undefined;
  for (const [at, options] of missing.entries()) {
    image =
      made + at === 0
        ? await desk.issueCard({ resident: residentRecordOf(person, seededAt), options })
        : await desk.renewCard(person.id, options);
  }
  if (image === undefined) {
    throw new Error(`The plan of ${person.id} has no card.`);
  }
  return image;
}

async function revoke(person: Person, plan: Plan, desk: Desk): Promise<void> {
  if (plan.revocations.length === 0) {
    return;
  }
  const certificates = await desk.certificates(person.id);
  for (const { role, reason, at } of plan.revocations) {
    const newest = certificates.filter((certificate) => certificate.role === role).at(-1);
    if (newest !== undefined && newest.revokedAt === undefined) {
      await desk.revoke(newest.id, { reason, at });
    }
  }
}

/** A card for somebody who came to the counter by themselves, with all its tries. */
export function newcomersCard({ residentId, name }: ResidentRecord, image: CardImage): MyNumberCard {
  const person = findPerson(residentId);
  if (person !== undefined) return { ...cardOf(person, { blocked: undefined }, image), name };
  const pins = freshPins(secretsOf(image));
  return {
    version: CARD_DATA_VERSION,
    kind: 'my-number',
    id: residentId,
    name,
    note: NEWCOMER,
    image,
    pins,
  };
}

const NEWCOMER = {
  ja: '窓口で申請されたカードです。暗証番号は窓口で設定したものです。',
  en: 'Applied for at the counter. The PINs are those that were set there.',
};

/** A fresh card has all its tries, but for the people with a PIN that is blocked. */
export function cardOf(person: Person, { blocked }: Pick<Plan, 'blocked'>, image: CardImage): MyNumberCard {
  const pins = freshPins(secretsOf(image));
  return {
    version: CARD_DATA_VERSION,
    kind: 'my-number',
    id: person.id,
    name: person.name,
    note: person.special,
    image,
    pins: blocked ? { ...pins, [blocked]: { value: image.pins[blocked], triesLeft: 0 } } : pins,
  };
}
