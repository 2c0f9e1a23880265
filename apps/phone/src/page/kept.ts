export type KeptStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** One value that the device keeps for a later page. A browser that stores nothing, or forbids it, has none. */
export interface Kept {
  read(): string | undefined;
  /** Nothing takes it out. */
  write(value: string | undefined): void;
}

export function keptValue(key: string, store: () => KeptStore | undefined = () => window.localStorage): Kept {
  return {
    read: () => {
      try {
        return store()?.getItem(key) ?? undefined;
      } catch {
        return undefined;
      }
    },
    write: (value) => {
      try {
        if (value === undefined) store()?.removeItem(key);
        else store()?.setItem(key, value);
      } catch {
        // Then it holds until the page is left.
      }
    },
  };
}

/** One of a few values: a wish of the person's, and nothing about them. */
export interface KeptChoice<Value extends string> {
  readonly values: readonly Value[];
  read(): Value;
  write(value: Value): void;
}

/** Where nothing is stored it is what it is otherwise. */
export function keptChoice<const Value extends string>(
  key: string,
  values: readonly Value[],
  otherwise: NoInfer<Value>,
): KeptChoice<Value> {
  const kept = keptValue(key);
  return {
    values,
    read: () => {
      const value = kept.read();
      return values.find((one) => one === value) ?? otherwise;
    },
    write: kept.write,
  };
}
