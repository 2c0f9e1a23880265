/** What this device remembers of the account: that there is one, or that the person goes on without. No name, no key, no number. */
export type DeviceState = 'new' | 'set-up' | 'without';

const DEVICE_KEY = 'kazasu-device';

export interface Device {
  read(): DeviceState;
  write(state: DeviceState): void;
}

/** A browser that stores nothing is new each time, and can open an account that exists all the same. */
export function createDevice(storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Device {
  return {
    read: () => {
      try {
        const kept = storage().getItem(DEVICE_KEY);
        return kept === 'set-up' || kept === 'without' ? kept : 'new';
      } catch {
        return 'new';
      }
    },
    write: (state) => {
      try {
        if (state === 'new') storage().removeItem(DEVICE_KEY);
        else storage().setItem(DEVICE_KEY, state);
      } catch {
        // As above.
      }
    },
  };
}
