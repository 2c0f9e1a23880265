import { useLanguage } from '@kazasu/ui/react';
import { shortHash, type TreePath, type TreeStep } from '../case/index.ts';
import { textsIn } from '../text/index.ts';

/** Of the drawing, in its own units. */
const WIDTH = 440;
const LEVEL = 76;
const BOX = { width: 156, height: 40 } as const;
const MIDDLE = WIDTH / 2;
const ASIDE = 128;

/** More levels than these are drawn with a gap: the ends are what is looked at. */
const DRAWN_MAX = 7;
const LOWEST = 3;
const HIGHEST = 2;

type Level = { readonly step: TreeStep; readonly height: number } | { readonly leftOut: number };

function levelsOf(steps: readonly TreeStep[]): Level[] {
  const levels = steps.map((step, height) => ({ step, height }));
  if (levels.length <= DRAWN_MAX) return levels;
  const leftOut = levels.length - LOWEST - HIGHEST;
  return [...levels.slice(0, LOWEST), { leftOut }, ...levels.slice(-HIGHEST)];
}

/** The path from the leaf, at the bottom, to the root: dark boxes are made, light ones are given. */
export function TreeDrawing({ path, label }: { readonly path: TreePath; readonly label: string }) {
  const { language } = useLanguage();
  const { tree: texts } = textsIn(language);
  const levels = levelsOf(path.steps);
  const height = levels.length * LEVEL + BOX.height + 12;
  const y = (level: number) => height - 6 - BOX.height - level * LEVEL;
  const verdict = path.arrives ? texts.arrives : texts.misses;
  return (
    <svg
      className="ev-tree"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={`${label} → ${texts.root}: ${verdict}`}
    >
      {levels.map((level, i) =>
        'leftOut' in level ? (
          <Gap key="gap" y={y(i)} text={texts.more(level.leftOut)} />
        ) : (
          <Step
            key={level.height}
            step={level.step}
            y={y(i)}
            isFirst={i === 0}
            isLast={i === levels.length - 1}
            word={texts.record}
          />
        ),
      )}
      {levels.length === 0 && <Box x={MIDDLE} y={y(0)} look="leaf" word={texts.record} hash={path.leaf} />}
      {levels.length > 0 && (
        <Box
          x={MIDDLE}
          y={y(levels.length)}
          look={path.arrives ? 'root' : 'wrong'}
          word={`${texts.root}: ${verdict}`}
          hash={path.root}
        />
      )}
    </svg>
  );
}

interface StepProps {
  readonly step: TreeStep;
  readonly y: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly word: string;
}

/** Own hash and neighbour, and the lines up to what both make. */
function Step({ step, y, isFirst, isLast, word }: StepProps) {
  const own = step.side === 'left' ? MIDDLE + ASIDE / 1.35 : MIDDLE - ASIDE / 1.35;
  const other = 2 * MIDDLE - own;
  // Up to the middle of the box that stands aside, or to the root's lower edge.
  const above = y - LEVEL + (isLast ? BOX.height : BOX.height / 2);
  const line = (x: number) => `M${x} ${y}V${y - 16}H${MIDDLE}V${above}`;
  return (
    <g>
      <path className="ev-tree-line ev-tree-line-given" d={line(other)} />
      <path className="ev-tree-line" d={line(own)} />
      {!isFirst && <path className="ev-tree-line" d={`M${MIDDLE} ${y + BOX.height / 2}H${own}`} />}
      <Box x={other} y={y} look="given" hash={step.sibling} />
      <Box x={own} y={y} look={isFirst ? 'leaf' : 'made'} {...(isFirst && { word })} hash={step.own} />
    </g>
  );
}

function Gap({ y, text }: { readonly y: number; readonly text: string }) {
  return (
    <g>
      <path
        className="ev-tree-line ev-tree-line-gap"
        d={`M${MIDDLE} ${y + BOX.height}V${y - LEVEL + BOX.height}`}
      />
      <text className="ev-tree-gap" x={MIDDLE + 12} y={y + 8}>
        {text}
      </text>
    </g>
  );
}

interface BoxProps {
  readonly x: number;
  readonly y: number;
  readonly look: 'leaf' | 'made' | 'given' | 'root' | 'wrong';
  readonly word?: string;
  readonly hash: string;
}

function Box({ x, y, look, word, hash }: BoxProps) {
  return (
    <g className={`ev-tree-box ev-tree-${look}`}>
      <rect x={x - BOX.width / 2} y={y} width={BOX.width} height={BOX.height} rx="8" />
      {word !== undefined && (
        <text className="ev-tree-word" x={x} y={y + 16}>
          {word}
        </text>
      )}
      <text className="ev-tree-hash" x={x} y={word === undefined ? y + 25 : y + 32}>
        {shortHash(hash)}
      </text>
    </g>
  );
}
