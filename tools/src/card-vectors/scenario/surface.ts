import type { PinName } from '@kazasu/card/testing';
import { pinOf, pinWord, type Scenario, type ScenarioFile, select, selectFile, verify } from './scenario.ts';

const FILES = ['0001', '0002', '0003', '0004', '0005'] as const;
const FREE = ['0003', '0004'];

const KEYS: readonly { pin: PinName; file: string; opens: readonly string[] }[] = [
  { pin: 'surfaceBirthdate', file: '0011', opens: ['0001'] },
  { pin: 'surfaceNumberA', file: '0013', opens: ['0001', '0002', '0005'] },
  { pin: 'surfaceNumberB', file: '0012', opens: ['0001', '0002'] },
];

function opened({ pin, file, opens }: (typeof KEYS)[number]): Scenario {
  return {
    id: `files-by-${pin}`,
    comment: `Opens ${opens.join(', ')}; 0003 and 0004 are free.`,
    source: 'facts a.7',
    flags: ['Measured'],
    drive: (lab) => {
      select(lab, 'surface');
      selectFile(lab, file);
      verify(lab, pinOf(lab.json, pin));
      for (const read of FILES) {
        selectFile(lab, read);
        lab.send('00b0000010', [...FREE, ...opens].includes(read) ? '9000' : '6982');
      }
    },
  };
}

export const SURFACE: ScenarioFile = {
  name: 'surface',
  title: 'The surface application',
  description: 'Age record, face and My Number image, opened by what is printed on the card.',
  scenarios: [
    ...KEYS.map(opened),
    {
      id: 'reader-face-number-b',
      comment:
        'The reader: the face by number B (birth date with the year of the era, year of expiry, security code).',
      source: 'facts a.5, a.7',
      flags: ['Measured'],
      drive: async (lab) => {
        await lab.call('readFace', [{ numberB: pinWord(lab, 'surfaceNumberB') }]);
      },
    },
    {
      id: 'reader-face-number-a',
      comment: 'The reader: the face by number A, the My Number.',
      source: 'facts a.7',
      flags: ['Measured'],
      drive: async (lab) => {
        await lab.call('readFace', [{ numberA: pinWord(lab, 'surfaceNumberA') }]);
      },
    },
    {
      id: 'reader-age-record',
      comment: 'The reader: the age record by the birth date.',
      source: 'facts a.7',
      flags: ['Measured'],
      drive: async (lab) => {
        await lab.call('readAgeRecord', [pinWord(lab, 'surfaceBirthdate')]);
      },
    },
    {
      id: 'reader-my-number-image',
      comment: 'The reader: the image of My Number by number A.',
      source: 'facts a.7',
      flags: ['Measured'],
      drive: async (lab) => {
        await lab.call('readMyNumberImage', [pinWord(lab, 'surfaceNumberA')]);
      },
    },
  ],
};
