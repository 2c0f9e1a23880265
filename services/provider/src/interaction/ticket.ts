import { hashToken } from '@kazasu/server/keys';

/** The phone that opened an interaction, by the token that it alone has. */
export interface Phone {
  readonly hash: string;
  /**
   * What the browser of the same device has to bring before it gets what was agreed to. Made of the phone's token, so that the app
   * finds it again after a reload, while nothing that is stored leads to it.
   */
  readonly ticket: string;
}

export function phoneWith(token: string): Phone {
  return { hash: hashToken(token), ticket: hashToken(`kazasu/return/${token}`) };
}
