/** A map of bounded size: what was not asked for the longest is forgotten first. */
export interface Recent<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
}

export function recent<Key, Value>(kept: number): Recent<Key, Value> {
  // A Map lists its keys in the order in which they were set: the first is the oldest.
  const entries = new Map<Key, Value>();
  const put = (key: Key, value: Value) => {
    entries.delete(key);
    entries.set(key, value);
  };
  return {
    get: (key) => {
      const value = entries.get(key);
      if (value !== undefined) put(key, value);
      return value;
    },
    set: (key, value) => {
      put(key, value);
      for (const oldest of entries.keys()) {
        if (entries.size <= kept) return;
        entries.delete(oldest);
      }
    },
  };
}
