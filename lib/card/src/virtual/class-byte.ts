import { STATUS } from '../status.ts';

/**
 * Judges CLA (ISO/IEC 7816-4, 5.4.1): the card knows the classes 00 and 80, speaks on channel 0 only and without
 * secure messaging. Returns the status word to refuse with, or undefined.
 */
export function refuseClass(cla: number): number | undefined {
  if (cla === 0x00 || cla === 0x80) return undefined;
  // Further interindustry classes, 01xx xxxx: channels 4 to 19, secure messaging in bit 6.
  if ((cla & 0xc0) === 0x40) return STATUS.channelNotSupported;
  // First interindustry classes 000x xxxx and their proprietary twins: channel in bits 1-2, messaging in 3-4.
  if ((cla & 0x60) !== 0) return STATUS.classNotSupported;
  if ((cla & 0x03) !== 0) return STATUS.channelNotSupported;
  if ((cla & 0x0c) !== 0) return STATUS.secureMessagingNotSupported;
  return STATUS.classNotSupported;
}
