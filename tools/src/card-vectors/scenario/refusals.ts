import { type ScenarioFile, select, selectFile } from './scenario.ts';

export const REFUSALS: ScenarioFile = {
  name: 'refusals',
  title: 'Unknown files and malformed commands',
  description: 'What the card does with what it does not know. It always answers two status octets.',
  scenarios: [
    {
      id: 'unknown-files',
      comment: 'Files and applications that are not there.',
      source: 'facts a.3',
      flags: ['Agreed'],
      drive: (lab) => {
        lab.send('00a4020c 02 000a', '6a82', { comment: 'no application yet' });
        select(lab, 'jpki');
        selectFile(lab, '0003', '6a82');
        selectFile(lab, '7fff', '6a82');
        lab.send('00b0830000', '6a82');
        lab.send('00a4040c 0a d3921000310001010499', '6a82');
      },
    },
    {
      id: 'no-current-file',
      comment: 'Reading and verifying where no file is current.',
      source: 'facts a.3',
      flags: ['Measured'],
      drive: (lab) => {
        select(lab, 'jpki');
        lab.send('00b0000000', '6986');
        lab.send('00200080', '6986');
        lab.send('0020008f', '6a88');
      },
    },
    {
      id: 'wrong-kind',
      comment: 'A key is not read, a certificate is not verified.',
      source: 'facts a.3',
      flags: ['Measured'],
      drive: (lab) => {
        select(lab, 'jpki');
        selectFile(lab, '0017');
        lab.send('00b0000000', '6981');
        selectFile(lab, '000a');
        lab.send('00200080', '6981');
      },
    },
    {
      id: 'classes',
      comment: 'Channels, foreign classes and unknown instructions.',
      source: 'facts a.1, a.3',
      flags: ['Measured', 'Guess'],
      drive: (lab) => {
        lab.send('01a4040c 0a d392f000260100000001', '6881');
        lab.send('ffa40400', '6e00');
        lab.send('00ff0000', '6d00');
        lab.send('80fc0000', '6700', { comment: "a profile that only the phone's token answers" });
      },
    },
    {
      id: 'malformed',
      comment: 'Bytes that are no command, and lengths that do not fit.',
      source: 'ISO/IEC 7816-4, 5.2',
      flags: ['Malformed', 'Guess'],
      drive: (lab) => {
        lab.send('', '6700');
        lab.send('00a404', '6700');
        lab.send('00a4040c 0a d392', '6700');
        lab.send('00a4040c 00', '6700');
        select(lab, 'jpki');
        lab.send('00a4020c 03 00000a', '6700');
        selectFile(lab, '0018');
        lab.send('00200080 04 313233', '6700', { comment: 'no try is used' });
        lab.send('00200080', '63c3');
        lab.send('00b00000', '6700', { comment: 'no Le' });
      },
    },
  ],
};
