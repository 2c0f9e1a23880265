import { useLanguage } from './language-context.tsx';

/** Where one is in a sequence of steps; `current` counts from 1. */
export function StepIndicator({ labels, current }: { labels: readonly string[]; current: number }) {
  const { shared } = useLanguage();
  return (
    <nav aria-label={`${shared.stepsLabel}: ${shared.progress(current, labels.length)}`}>
      <ol className="kz-steps">
        {labels.map((label, index) => (
          <Step key={label} label={label} place={index + 1} current={current} />
        ))}
      </ol>
    </nav>
  );
}

function Step({ label, place, current }: { label: string; place: number; current: number }) {
  const { shared } = useLanguage();
  const done = place < current;
  const state = done ? ' kz-step-done' : place === current ? ' kz-step-current' : '';
  return (
    <li className={`kz-step${state}`} aria-current={place === current ? 'step' : undefined}>
      <span className="kz-step-mark" aria-hidden="true">
        {done ? '✓' : place}
      </span>
      <span>
        {label}
        {done && <span className="kz-hidden"> ({shared.stepDone})</span>}
      </span>
    </li>
  );
}
