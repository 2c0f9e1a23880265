import type { Figure } from '../figure/index.ts';
import type { FlowRound } from './round.ts';

const PEER = 'oidc-provider';
type Lanes = ReadonlyMap<string, FlowRound>;
type Part = 'flow' | keyof FlowRound;

/** Wanted: how many times the peer's processor time ours may be cut to, in which lane and part. */
const AIMS: readonly { readonly lane: string; readonly part: Part; readonly times: number }[] = [
  { lane: 'memory', part: 'flow', times: 5 },
  { lane: 'memory', part: 'token', times: 2.5 },
  { lane: 'memory', part: 'userinfo', times: 7 },
  { lane: 'sqlite', part: 'flow', times: 3.5 },
  { lane: 'postgres', part: 'flow', times: 2.5 },
];
/** Share of the floor: its processor time over ours. */
const OF_FLOOR = 0.6;

export function figuresOf(lanes: Lanes): readonly Figure[] {
  return [...lanes].flatMap(([lane, round]) =>
    (['flow', 'authorize', 'token', 'userinfo'] as const).flatMap((part) =>
      figures(lanes, lane, part, round),
    ),
  );
}

function figures(lanes: Lanes, lane: string, part: Part, round: FlowRound): Figure[] {
  const value = cpuOf(round, part);
  const name = `${lane}: ${part}`;
  const note = part === 'flow' ? `${(1e6 / clockOf(round)).toFixed(0)} flows/s` : '';
  const peer = lanes.get(PEER);
  const aim = AIMS.find((each) => each.lane === lane && each.part === part);
  if (peer === undefined || lane === PEER || lane === 'floor') return [{ name, value, unit: 'µs CPU', note }];
  const beside = cpuOf(peer, part);
  const limit = aim && { limit: { bound: 'least' as const, of: aim.times } };
  const rows: Figure[] = [
    {
      name,
      value,
      unit: 'µs CPU',
      beside: { name: PEER, value: beside },
      ratio: beside / value,
      ...limit,
      note,
    },
  ];
  const floor = lanes.get('floor');
  if (lane === 'memory' && part === 'flow' && floor !== undefined) {
    const least = cpuOf(floor, part);
    const limit = { bound: 'least' as const, of: OF_FLOOR };
    rows.push({
      name,
      value,
      unit: 'µs CPU',
      beside: { name: 'floor', value: least },
      ratio: least / value,
      limit,
    });
  }
  return rows;
}

function cpuOf(round: FlowRound, part: Part): number {
  return part === 'flow' ? round.authorize.cpu + round.token.cpu + round.userinfo.cpu : round[part].cpu;
}

function clockOf({ authorize, token, userinfo }: FlowRound): number {
  return authorize.clock + token.clock + userinfo.clock;
}
