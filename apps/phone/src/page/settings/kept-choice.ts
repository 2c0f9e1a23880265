/** One of a few values that the device keeps: a wish of the person's, and nothing about them. */
export interface KeptChoice<Value extends string> {
  readonly values: readonly Value[];
  read(): Value;
  write(value: Value): void;
}

/** Where nothing can be stored the first choice stays. */
export function keptChoice<const Value extends string>(
  key: string,
  values: readonly Value[],
  otherwise: NoInfer<Value>,
): KeptChoice<Value> {
  return {
    values,
    read: () => {
      try {
        const kept = window.localStorage.getItem(key);
        return values.find((value) => value === kept) ?? otherwise;
      } catch {
        return otherwise;
      }
    },
    write: (value) => {
      try {
        window.localStorage.setItem(key, value);
      } catch {
        // Then it holds until the page is left.
      }
    },
  };
}
