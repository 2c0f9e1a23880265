import type { ComponentProps, ReactNode } from 'react';
import { FieldFrame, type FieldProps, useField } from './Field.tsx';

type Native = Omit<ComponentProps<'input'>, 'className' | 'value' | 'onChange' | 'required' | 'placeholder'>;

interface InputProps extends Native, FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Stands beside the field at its end: a unit, or a button that shows what is typed. */
  readonly suffix?: ReactNode;
}

/** One line of text. There is no placeholder: what stands in a field is taken for what was typed. */
export function Input({ label, support, error, required, onChange, suffix, ...native }: InputProps) {
  const field = useField({ support, error, required });
  return (
    <FieldFrame label={label} support={support} error={error} required={required} field={field}>
      <div className="kz-input-line">
        <input
          {...native}
          {...field.ties}
          className="kz-input"
          onChange={(event) => onChange(event.target.value)}
        />
        {suffix !== undefined && <span className="kz-input-suffix">{suffix}</span>}
      </div>
    </FieldFrame>
  );
}
