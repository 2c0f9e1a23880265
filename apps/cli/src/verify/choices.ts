/** Kinds of certificates that can be demanded, as they are typed. Apart, so that the help of a command loads no judge. */
export const PROFILE_CHOICES = [
  'signature',
  'authentication',
  'phone-signature',
  'phone-authentication',
  'none',
] as const;
export type ProfileChoice = (typeof PROFILE_CHOICES)[number];
