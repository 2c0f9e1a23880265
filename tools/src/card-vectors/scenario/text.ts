import type { PinName } from '@kazasu/card/testing';
import { pinOf, pinWord, type Scenario, type ScenarioFile, select, selectFile, verify } from './scenario.ts';

const FILES = ['0001', '0002', '0003', '0004', '0005', '0006', '0007'] as const;

/** What each key of the text application opens (facts a.6). */
const KEYS: readonly { pin: PinName; file: string; opens: readonly string[]; name: string }[] = [
  { pin: 'text', file: '0011', opens: FILES, name: 'the PIN' },
  {
    pin: 'textNumberA',
    file: '0014',
    opens: ['0001', '0003', '0004', '0005', '0006', '0007'],
    name: 'number A',
  },
  {
    pin: 'textNumberB',
    file: '0015',
    opens: ['0002', '0003', '0004', '0005', '0006', '0007'],
    name: 'number B',
  },
];

function opened({ pin, file, opens, name }: (typeof KEYS)[number]): Scenario {
  return {
    id: `files-by-${pin}`,
    comment: `What ${name} opens: ${opens.join(', ')}.`,
    source: 'facts a.6',
    flags: ['Measured'],
    drive: (lab) => {
      select(lab, 'text');
      selectFile(lab, file);
      verify(lab, pinOf(lab.json, pin));
      for (const read of FILES) {
        selectFile(lab, read);
        lab.send('00b00000 000000', opens.includes(read) ? '9000' : '6982');
      }
    },
  };
}

export const TEXT: ScenarioFile = {
  name: 'text',
  title: 'The text application',
  description:
    'My Number, the four items, their signature, and which of PIN, number A and number B opens which.',
  scenarios: [
    ...KEYS.map(opened),
    {
      id: 'files-by-nothing',
      comment: 'Without any PIN only the certificate and the basic information can be read.',
      source: 'facts a.6',
      flags: ['Measured'],
      drive: (lab) => {
        select(lab, 'text');
        for (const read of FILES) {
          selectFile(lab, read);
          lab.send('00b00000 000000', read === '0004' || read === '0005' ? '9000' : '6982');
        }
      },
    },
    {
      id: 'reader-four-items',
      comment: 'The reader: the four items with what a verifier needs to judge them.',
      source: 'facts a.6, a.9',
      flags: ['Agreed'],
      drive: async (lab) => {
        await lab.call('readFourItems', [pinWord(lab, 'text')]);
      },
    },
    {
      id: 'reader-my-number',
      comment: 'The reader: My Number by the PIN.',
      source: 'facts a.6, a.9',
      flags: ['Agreed'],
      drive: async (lab) => {
        await lab.call('readMyNumber', [pinWord(lab, 'text')]);
      },
    },
  ],
};
