import { ICONS, type IconName } from '../icon/index.ts';
import { MARK } from '../icon/mark.ts';

/** A decorative icon; the words beside it carry the meaning. */
export function Icon({ name, small }: { name: IconName; small?: boolean }) {
  return (
    <svg className={`kz-icon${small ? ' kz-icon-small' : ''}`} viewBox="0 0 24 24" aria-hidden="true">
      {ICONS[name].map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  );
}

/** The project's mark. */
export function Mark() {
  return (
    <svg className="kz-brand-mark" viewBox="0 0 40 40" aria-hidden="true">
      {MARK.shapes.map(({ d, fill }) => (
        <path key={d} d={d} fill={fill} />
      ))}
      {MARK.waves.map((d) => (
        <path key={d} d={d} fill="none" stroke={MARK.waveColour} strokeWidth="2.5" strokeLinecap="round" />
      ))}
    </svg>
  );
}
