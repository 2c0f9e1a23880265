import { DIGEST_INFO, pinWord, type ScenarioFile, select } from './scenario.ts';

export const CHIP: ScenarioFile = {
  name: 'chip',
  title: 'Chip authentication',
  description:
    "Signatures by the applications' own keys, without a PIN: they prove that the chip is the one that the issuer certified.",
  scenarios: [
    {
      id: 'default-key',
      comment: "P2 = 00 means the application's own key, in the text and the surface application alike.",
      source: 'facts a.6',
      flags: ['Measured'],
      drive: (lab) => {
        select(lab, 'text');
        lab.send(`802a0000 33 ${DIGEST_INFO} 00`, '9000');
        select(lab, 'surface');
        lab.send(`802a0000 33 ${DIGEST_INFO} 00`, '9000');
      },
    },
    {
      id: 'reader',
      comment: 'The reader: one signature each.',
      source: 'facts a.6',
      flags: ['Measured'],
      drive: async (lab) => {
        await lab.call('authenticateChip', ['text', { hex: DIGEST_INFO }]);
        await lab.call('authenticateChip', ['surface', { hex: DIGEST_INFO }]);
      },
    },
    {
      id: 'reader-prove-items',
      comment:
        'The reader: the four items with signatures of the chip in both applications, tied together by the birth date.',
      source: 'facts a.6, a.7',
      flags: ['Measured'],
      drive: async (lab) => {
        await lab.call('proveItems', [pinWord(lab, 'text'), { hex: DIGEST_INFO }]);
      },
    },
  ],
};
