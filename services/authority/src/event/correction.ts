import type { EventBody, ResidentRecord } from '../api.ts';
import { end, happen } from '../life/index.ts';
import { checkResident, replaceRecord } from '../resident/index.ts';
import type { LifeEvent } from './context.ts';

/** A new name, or a sex or birth date that the register had wrong: as with a move, the signature certificate dies. */
export const correction: LifeEvent<'correction'> = async ({ deps, residentId, actor, sequence }, body) => {
  await happen(deps, { event: 'correction', residentId, actor, sequence }, async (step) => {
    const next = corrected(step.resident.record, body);
    await replaceRecord(step.within, deps.registerKey, checkResident(next));
    await end(step, 'card', ['signature'], 'correction');
  });
  return {};
};

/** A substitute stands for characters of one name: with another name it goes, unless a new one comes. */
function corrected(record: ResidentRecord, body: EventBody<'correction'>): ResidentRecord {
  const { certificateName: before, ...known } = record;
  const { name = known.name, birthdate = known.birthdate, gender = known.gender } = body;
  const certificateName = body.certificateName ?? (body.name === undefined ? before : undefined);
  return {
    ...known,
    name,
    birthdate,
    gender,
    ...(certificateName !== undefined && { certificateName }),
  };
}
