import { STATUS } from '../../status.ts';

/** Bits 3 and 4 of CLA: how secure messaging is announced in the first interindustry classes. */
export const MESSAGING_BITS = 0x0c;

/**
 * Judges CLA (ISO/IEC 7816-4, 5.4.1): the card knows the classes 00 and 80, each with and without secure messaging,
 * and speaks on channel 0 only. Returns the status word to refuse with, or undefined.
 */
export function refuseClass(cla: number): number | undefined {
  // Further interindustry classes, 01xx xxxx: channels 4 to 19.
  if ((cla & 0xc0) === 0x40) return STATUS.channelNotSupported;
  // First interindustry classes 000x xxxx and their proprietary twins; bit 5 is command chaining.
  if ((cla & 0x60) !== 0) return STATUS.classNotSupported;
  if ((cla & 0x03) !== 0) return STATUS.channelNotSupported;
  return (cla & 0x10) === 0 ? undefined : STATUS.classNotSupported;
}
