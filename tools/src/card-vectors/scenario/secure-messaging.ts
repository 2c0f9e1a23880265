import { pinOf, pinWord, type ScenarioFile, select, selectFile, verify } from './scenario.ts';

export const SECURE_MESSAGING: ScenarioFile = {
  name: 'secure-messaging',
  title: 'Secure messaging',
  description:
    'A session key sent under RSA-OAEP, then AES-128-CBC with a counter as initial vector. The first 16 octets that the reader draws for a session are its seed; see facts a.6.',
  scenarios: [
    {
      id: 'reader-four-items',
      comment: 'The reader: the four items through secure messaging.',
      source: 'facts a.6',
      flags: ['Measured', 'ReaderRandom'],
      drive: async (lab) => {
        await lab.call('readFourItems', [pinWord(lab, 'text'), { secureMessaging: true }]);
      },
    },
    {
      id: 'reader-my-number',
      comment: 'The reader: My Number through secure messaging.',
      source: 'facts a.6',
      flags: ['Measured', 'ReaderRandom'],
      drive: async (lab) => {
        await lab.call('readMyNumber', [pinWord(lab, 'text'), { secureMessaging: true }]);
      },
    },
    {
      id: 'refused',
      comment:
        'SET SESSION KEY needs the PIN, is unknown to common and surface application, and refuses what it cannot decrypt; messages without a session are refused.',
      source: 'facts a.1, a.3, a.6',
      flags: ['Measured', 'Guess'],
      drive: (lab) => {
        const key = `80ae0000 000100 ${'5a'.repeat(256)}`;
        select(lab, 'text');
        lab.send(key, '6982');
        selectFile(lab, '0011');
        verify(lab, pinOf(lab.json, 'text'));
        lab.send(key, '6a80');
        lab.send('08b00000 04 96020000 00', '69fc');
        select(lab, 'common');
        lab.send(key, '66f1');
        select(lab, 'surface');
        lab.send(key, '66f1');
      },
    },
  ],
};
