import { type Mortality, mortalStore } from '@kazasu/server/store/conformance';
import type { Verifier } from '../main.ts';
import type { World } from './world.ts';

/**
 * What a process of its own answers that dies at one of its steps, questions to the authority among them; undefined where it died before
 * it answered. It is open before its first step: `verification/crash.test.ts` has the deaths of one that begins.
 */
export async function fromMortal<T>(
  world: World,
  mortal: Mortality,
  work: (process: Verifier) => Promise<T | undefined>,
): Promise<T | undefined> {
  let step = () => {};
  const process = await world.another(mortalStore(world.store, { step: () => step() }));
  step = mortal.step;
  world.network = async (_path, forward) => {
    step();
    const response = await forward();
    step();
    return response;
  };
  try {
    return await work(process);
  } catch (error) {
    if (!mortal.died) throw error;
    return undefined;
  } finally {
    world.network = undefined;
    await process.close();
  }
}
