import type { ComponentProps } from 'react';

/** `filled` once a screen, for its main action. */
export type ButtonLook = 'filled' | 'outline' | 'text';

/** 56, 48 and 44 pixels high; a small one stands in a row or beside a field. */
export type ButtonSize = 'large' | 'medium' | 'small';

const LOOK_CLASS: { readonly [look in ButtonLook]: string } = {
  filled: '',
  outline: ' kz-button-outline',
  text: ' kz-button-text',
};

const SIZE_CLASS: { readonly [size in ButtonSize]: string } = {
  large: '',
  medium: ' kz-button-medium',
  small: ' kz-button-small',
};

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  readonly look?: ButtonLook;
  readonly size?: ButtonSize;
  readonly wide?: boolean;
}

/** A button that does not submit unless told to. */
export function Button({
  look = 'filled',
  size = 'large',
  wide = false,
  type = 'button',
  ...rest
}: ButtonProps) {
  const name = `kz-button${LOOK_CLASS[look]}${SIZE_CLASS[size]}${wide ? ' kz-button-wide' : ''}`;
  return <button {...rest} type={type} className={name} />;
}
