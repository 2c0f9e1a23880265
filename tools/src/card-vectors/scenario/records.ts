import { type ScenarioFile, select, selectFile } from './scenario.ts';

export const RECORDS: ScenarioFile = {
  name: 'records',
  title: "Records of the common and the registry's application",
  description: 'READ RECORD, which only these two answer.',
  scenarios: [
    {
      id: 'common',
      comment:
        'Card information and key reference, by the current file and by short identifier; there is one record each.',
      source: 'facts a.3, a.8',
      flags: ['Measured', 'Guess'],
      drive: (lab) => {
        select(lab, 'common');
        lab.send('00b2010c00', '9000', { comment: 'P2 = 8 × 1 + 4' });
        lab.send('00b2011400', '9000');
        selectFile(lab, '0001');
        lab.send('00b2010400', '9000');
        lab.send('00b2020400', '6a83');
        lab.send('00b0000000', '6981', { comment: 'a file of records is not read by offset' });
      },
    },
    {
      id: 'juki',
      comment: 'The key reference. The code of the resident registry cannot be read from outside.',
      source: 'facts a.8',
      flags: ['Measured'],
      drive: (lab) => {
        select(lab, 'juki');
        lab.send('00b2011400', '9000');
      },
    },
    {
      id: 'reader-card-information',
      comment: 'The reader: serial number, municipality and expiry of the card.',
      source: 'facts a.8',
      flags: ['Measured'],
      drive: async (lab) => {
        await lab.call('readCardInformation', []);
      },
    },
  ],
};
