import { EXTENDED_LE_MAX } from '../apdu.ts';
import { CardError } from '../error.ts';
import type { Link } from '../reader/link.ts';
import { SESSION_LOST, STATUS } from '../status.ts';
import { MESSAGING_CLASS, openMessage, sealLength } from './messaging.ts';
import type { TripleDes } from './triple-des.ts';

/** What one READ BINARY asks for. */
const READ_LENGTH = 1_024;

/** Reading through the session that an authentication left behind; a card that has lost it is CardError `card/session`. */
export function secureLink(link: Link, tripleDes: TripleDes, key: Uint8Array): Link {
  return {
    readLength: READ_LENGTH,
    step: (step) => link.step(step),
    async exchange({ ins, p1, p2, le = READ_LENGTH }) {
      const command = { cla: MESSAGING_CLASS, ins, p1, p2, data: sealLength(le), le: EXTENDED_LE_MAX };
      const { data, status } = await link.exchange(command);
      if (SESSION_LOST.has(status)) throw new CardError('card/session', 'session lost', { status });
      if (status !== STATUS.ok || data.length === 0) return { data: new Uint8Array(), status };
      const opened = openMessage(tripleDes, key, data)?.data;
      if (opened === undefined || opened.length > le) {
        throw new CardError('card/response', 'an answer within a session cannot be read');
      }
      return { data: opened, status };
    },
  };
}
