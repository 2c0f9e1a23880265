import { ACTION_SECTIONS } from './section/action.tsx';
import { CHOICE_SECTIONS } from './section/choice.tsx';
import { CONTENT_SECTIONS } from './section/content.tsx';
import { FIELD_SECTIONS } from './section/field.tsx';
import { FRAME_SECTIONS } from './section/frame.tsx';
import { MESSAGE_SECTIONS } from './section/message.tsx';
import { OVERLAY_SECTIONS } from './section/overlay.tsx';
import { PIN_SECTIONS } from './section/pin.tsx';
import { WAY_SECTIONS } from './section/way.tsx';
import { GROUPS, type Section } from './section.ts';

const ALL = [
  ...ACTION_SECTIONS,
  ...FIELD_SECTIONS,
  ...CHOICE_SECTIONS,
  ...PIN_SECTIONS,
  ...MESSAGE_SECTIONS,
  ...CONTENT_SECTIONS,
  ...OVERLAY_SECTIONS,
  ...WAY_SECTIONS,
  ...FRAME_SECTIONS,
];

/** Every section, in the order of the menu. */
export const SECTIONS: readonly Section[] = GROUPS.flatMap((group) =>
  ALL.filter((section) => section.group === group),
);
