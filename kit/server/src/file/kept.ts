/** One value that is read from RAM, and written only where it is kept already. */
export interface Kept<Value> {
  read(): Value;
  /** Throws what `keep` throws; then the value is still the old one. */
  write(next: Value): void;
}

export function kept<Value>(first: Value, keep: (next: Value) => void): Kept<Value> {
  let value = first;
  return {
    read: () => value,
    write: (next) => {
      keep(next);
      value = next;
    },
  };
}
