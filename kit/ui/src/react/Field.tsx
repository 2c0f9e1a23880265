import { type ReactNode, useId } from 'react';
import { RequirementBadge } from './Badge.tsx';
import { ErrorText } from './ErrorText.tsx';

/** What every field has beside its control. */
export interface FieldProps {
  readonly label: ReactNode;
  /** What to type and in which form; stands before the control, never inside it. */
  readonly support?: ReactNode;
  /** What is wrong and what to do; its being there makes the field invalid. */
  readonly error?: ReactNode;
  /** `true` is shown as 必須 and `false` as 任意; left out, neither is said. */
  readonly required?: boolean | undefined;
}

/** Attributes by which a control is tied to its label, its support text and its error. */
export interface FieldTies {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
}

/** Ids for the parts of a field, and the attributes of its control. */
export function useField({ support, error, required }: Omit<FieldProps, 'label'>) {
  const id = useId();
  const supportId = support === undefined ? undefined : `${id}-support`;
  const errorId = hasError(error) ? `${id}-error` : undefined;
  const described = [supportId, errorId].filter((part) => part !== undefined).join(' ');
  const ties: FieldTies = {
    id,
    'aria-describedby': described === '' ? undefined : described,
    'aria-invalid': errorId === undefined ? undefined : true,
    'aria-required': required === true ? true : undefined,
  };
  return { ties, supportId, errorId };
}

function hasError(error: ReactNode): boolean {
  return error !== undefined && error !== null && error !== false && error !== '';
}

interface FrameProps extends FieldProps {
  readonly field: ReturnType<typeof useField>;
  readonly children: ReactNode;
}

/** Label with its badge, support text, the control, error text: in this order, one below the other. */
export function FieldFrame({ label, support, error, required, field, children }: FrameProps) {
  return (
    <div className="kz-field">
      <div className="kz-field-head">
        <label className="kz-label" htmlFor={field.ties.id}>
          {label}
        </label>
        <RequirementBadge required={required} />
      </div>
      {field.supportId !== undefined && (
        <p className="kz-support" id={field.supportId}>
          {support}
        </p>
      )}
      {children}
      {field.errorId !== undefined && <ErrorText id={field.errorId}>{error}</ErrorText>}
    </div>
  );
}
