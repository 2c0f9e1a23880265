import { type KeptStore, keptValue } from '../kept.ts';

/** What this device remembers of the account: that there is one, or that the person goes on without. No name, no key, no number. */
export type DeviceState = 'new' | 'set-up' | 'without';

export interface Device {
  read(): DeviceState;
  write(state: DeviceState): void;
}

/** A browser that stores nothing is new each time, and can open an account that exists all the same. */
export function createDevice(storage: () => KeptStore): Device {
  const kept = keptValue('kazasu-device', storage);
  return {
    read: () => {
      const state = kept.read();
      return state === 'set-up' || state === 'without' ? state : 'new';
    },
    write: (state) => kept.write(state === 'new' ? undefined : state),
  };
}
