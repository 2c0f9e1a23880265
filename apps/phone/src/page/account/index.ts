/**
 * The person's account: whether there is one on this device, whether it is open, and what the provider says of it. No React and no
 * element of a page. Owns the session, which is in memory alone and ends with the page; keeps on the device that there is an
 * account, and nothing about whose it is.
 */
export { Account, type AccountState, codeOf } from './account.ts';
export { AccountError, type AccountErrorCode } from './account-error.ts';
export { createDevice, type Device, type DeviceState } from './device.ts';
export { type Credential, createHolderClient, type HolderClient } from './holder-client.ts';
export { browserPasskeys, type Passkeys, sparing } from './passkey.ts';
