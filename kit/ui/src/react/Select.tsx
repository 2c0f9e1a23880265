import { FieldFrame, type FieldProps, useField } from './Field.tsx';
import { Icon } from './Icon.tsx';

interface SelectProps<Value extends string> extends FieldProps {
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
}

/** One of several that need not all be seen; up to about five are better as `Radios`. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, support, error, required, options, value, onChange, disabled } = props;
  const field = useField({ support, error, required });
  return (
    <FieldFrame label={label} support={support} error={error} required={required} field={field}>
      <div className="kz-select">
        <select
          {...field.ties}
          className="kz-input"
          value={value}
          disabled={disabled}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen !== undefined) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="chevronDown" small />
      </div>
    </FieldFrame>
  );
}
