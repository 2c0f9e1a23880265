import { type ReactNode, useId } from 'react';
import { RequirementBadge } from './Badge.tsx';
import { ErrorText } from './ErrorText.tsx';
import { type FieldProps, useField } from './Field.tsx';

interface RadioOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly support?: ReactNode;
}

interface RadiosProps<Value extends string> extends Omit<FieldProps, 'label'> {
  readonly legend: ReactNode;
  readonly options: readonly RadioOption<Value>[];
  /** Undefined while nothing has been chosen. */
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
}

/** One of a few, all of them in sight. The arrow keys choose. */
export function Radios<Value extends string>(props: RadiosProps<Value>) {
  const { legend, options, value, onChange, support, error, required } = props;
  const { ties, supportId, errorId } = useField({ support, error, required });
  return (
    <fieldset className="kz-field" aria-describedby={ties['aria-describedby']}>
      <legend className="kz-label">
        <span className="kz-field-head">
          {legend} <RequirementBadge required={required} />
        </span>
      </legend>
      {supportId !== undefined && (
        <p className="kz-support" id={supportId}>
          {support}
        </p>
      )}
      <div className="kz-choices">
        {options.map((option) => (
          <Radio
            key={option.value}
            option={option}
            name={ties.id}
            checked={option.value === value}
            invalid={errorId !== undefined}
            onChange={onChange}
          />
        ))}
      </div>
      {errorId !== undefined && <ErrorText id={errorId}>{error}</ErrorText>}
    </fieldset>
  );
}

interface RadioProps<Value extends string> {
  readonly option: RadioOption<Value>;
  readonly name: string;
  readonly checked: boolean;
  readonly invalid: boolean;
  readonly onChange: (value: Value) => void;
}

function Radio<Value extends string>({ option, name, checked, invalid, onChange }: RadioProps<Value>) {
  const id = useId();
  const supportId = option.support === undefined ? undefined : `${id}-support`;
  return (
    <div className="kz-choice">
      <input
        type="radio"
        id={id}
        name={name}
        value={option.value}
        checked={checked}
        aria-describedby={supportId}
        data-invalid={invalid ? '' : undefined}
        onChange={() => onChange(option.value)}
      />
      <span>
        <label className="kz-choice-label" htmlFor={id}>
          {option.label}
        </label>
        {supportId !== undefined && (
          <span className="kz-support kz-choice-support" id={supportId}>
            {option.support}
          </span>
        )}
      </span>
    </div>
  );
}
