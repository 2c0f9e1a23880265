import type { ResidentRecord } from '../api.ts';
import { end, happen } from '../life/index.ts';
import { checkResident, replaceRecord } from '../resident/index.ts';
import type { LifeEvent } from './context.ts';

/** 転居, 転入: the address is in the signature certificate, which therefore dies; the authentication certificate lives. */
export const move: LifeEvent<'move'> = async ({ deps, residentId, actor, sequence }, body) => {
  await happen(deps, { event: 'move', residentId, actor, sequence }, async (step) => {
    const { certificateAddress: _, ...known } = step.resident.record;
    const { address, certificateAddress, municipality = known.municipality } = body;
    const next: ResidentRecord = {
      ...known,
      address,
      municipality,
      ...(certificateAddress !== undefined && { certificateAddress }),
    };
    await replaceRecord(step.within, deps.registerKey, checkResident(next));
    await end(step, 'card', ['signature'], 'move');
  });
  return {};
};
