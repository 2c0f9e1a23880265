import type { ReactNode } from 'react';
import { ErrorText } from './ErrorText.tsx';
import { useField } from './Field.tsx';

interface CheckboxProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly support?: ReactNode;
  readonly error?: ReactNode;
  readonly disabled?: boolean;
}

/** Yes or no that takes effect when the form is sent. For what takes effect at once there is `Switch`. */
export function Checkbox(props: CheckboxProps) {
  return <Choice {...props} />;
}

/** On or off, at once. */
export function Switch(props: Omit<CheckboxProps, 'error'>) {
  return <Choice {...props} role="switch" />;
}

function Choice({
  label,
  checked,
  onChange,
  support,
  error,
  disabled,
  role,
}: CheckboxProps & { role?: 'switch' }) {
  const { ties, supportId, errorId } = useField({ support, error });
  return (
    <div className="kz-field kz-field-choice">
      <div className={`kz-choice${role === undefined ? '' : ' kz-choice-switch'}`}>
        <input
          {...ties}
          type="checkbox"
          role={role}
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>
          <label className="kz-choice-label" htmlFor={ties.id}>
            {label}
          </label>
          {supportId !== undefined && (
            <span className="kz-support kz-choice-support" id={supportId}>
              {support}
            </span>
          )}
        </span>
      </div>
      {errorId !== undefined && <ErrorText id={errorId}>{error}</ErrorText>}
    </div>
  );
}
