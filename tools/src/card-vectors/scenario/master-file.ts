import { type ScenarioFile, select } from './scenario.ts';

const TAGS = ['0042', '0045', '0066', '00f0', '00f2', '00f7', '00f8', '7f21', '5f51'];

export const MASTER_FILE: ScenarioFile = {
  name: 'master-file',
  title: "The master file's data objects",
  description: 'GET DATA before any application is selected; within one only the ATR is answered.',
  scenarios: [
    {
      id: 'data-objects',
      comment: 'Every object, one that is missing, and what remains within an application.',
      source: 'facts a.8',
      flags: ['Measured'],
      drive: (lab) => {
        for (const tag of TAGS) lab.send(`00ca${tag} 000000`, '9000');
        lab.send('00ca00f3 000000', '6a88');
        select(lab, 'jpki');
        lab.send('00ca5f51 000000', '9000');
      },
    },
    {
      id: 'select-master-file',
      comment:
        'SELECT of the master file is refused after a reset; within an application it answers 9000 and leads nowhere.',
      source: 'facts a.8',
      flags: ['Measured'],
      drive: (lab) => {
        lab.send('00a40000', '6a86');
        lab.send('00a40000 02 3f00', '6a82');
        select(lab, 'jpki');
        lab.send('00a40000', '9000');
        lab.send('00a4020c 02 000a', '9000');
      },
    },
    {
      id: 'issuer-security-domain',
      comment: 'Selecting the issuer security domain brings back the state after power-on.',
      source: 'facts a.2',
      flags: ['Measured'],
      drive: (lab) => {
        select(lab, 'jpki');
        lab.send('00a4040c 07 a0000001510000', '9000');
        lab.send('00ca00f0 000000', '9000');
        lab.send('00a4020c 02 000a', '6a82');
      },
    },
    {
      id: 'reader-master-file',
      comment: 'The reader: all objects that are there.',
      source: 'facts a.8',
      flags: ['Measured'],
      drive: async (lab) => {
        await lab.call('readMasterFile', []);
      },
    },
  ],
};
