/** One thing that a form asks for. */
export interface Field {
  /** Its name in the form; a letter, then letters and digits. */
  readonly name: string;
  readonly label: string;
  readonly support?: string;
  /** What is entered already. */
  readonly value: string;
  /** May stay empty. */
  readonly optional?: true;
  /** Never shown again once it was entered. */
  readonly secret?: true;
  /** Digits alone, for the keyboard of a phone. */
  readonly digits?: true;
  readonly form: RegExp;
  readonly longest: number;
  /** What may be chosen; without it, a text is typed. */
  readonly options?: readonly Option[];
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** By the names of the fields. */
export type Values = ReadonlyMap<string, string>;
export type Fault = 'required' | 'form' | 'one' | 'among';
export type Faults = ReadonlyMap<string, Fault>;

interface Entered {
  readonly values: Values;
  readonly faults: Faults;
}

/** What was entered, each as its field wants it. Spaces around an entry are not part of it. */
export function readFields(fields: readonly Field[], get: (name: string) => string | undefined): Entered {
  const values = new Map<string, string>();
  const faults = new Map<string, Fault>();
  for (const field of fields) {
    const value = (get(field.name) ?? '').trim();
    values.set(field.name, value);
    const fault = faultOf(field, value);
    if (fault !== undefined) faults.set(field.name, fault);
  }
  return { values, faults };
}

function faultOf(field: Field, value: string): Fault | undefined {
  if (value === '') return field.optional ? undefined : 'required';
  const isOption = field.options === undefined || field.options.some((option) => option.value === value);
  return isOption && value.length <= field.longest && field.form.test(value) ? undefined : 'form';
}

/** What the fields say before anybody has entered anything. */
export function presetOf(fields: readonly Field[]): Values {
  return new Map(fields.map(({ name, value }) => [name, value]));
}
