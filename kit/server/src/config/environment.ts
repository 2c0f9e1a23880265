export type Environment = Readonly<Record<string, string | undefined>>;

/** The only place that reads the environment: a frozen copy, taken when it is called. */
export function environment(): Environment {
  return Object.freeze({ ...process.env });
}
