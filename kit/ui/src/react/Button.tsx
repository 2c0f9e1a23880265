import type { ComponentProps } from 'react';

/** `filled` once a screen, for its main action. */
export type ButtonLook = 'filled' | 'outline' | 'text';

const LOOK_CLASS: { readonly [look in ButtonLook]: string } = {
  filled: '',
  outline: ' kz-button-outline',
  text: ' kz-button-text',
};

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  readonly look?: ButtonLook;
  readonly wide?: boolean;
}

/** A button that does not submit unless told to. */
export function Button({ look = 'filled', wide = false, type = 'button', ...rest }: ButtonProps) {
  const name = `kz-button${LOOK_CLASS[look]}${wide ? ' kz-button-wide' : ''}`;
  return <button {...rest} type={type} className={name} />;
}
