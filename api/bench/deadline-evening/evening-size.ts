/** How large an evening is, and how long. */
export interface EveningSize {
  agencies: number;
  /** People who read lists and summaries meanwhile. */
  readers: number;
  /** From the first person's coming to the last one's; work begun goes on to its end. */
  seconds: number;
  files: number;
  fileBytes: number;
  /** The share of writes that are sent again, and of uploads that break off half-way. */
  repeated: number;
  brokenOff: number;
  /** The share of agencies that hand in at the last moment: within a second around the bell. */
  lastMoment: number;
  /** Decides who comes when, who repeats and whose line breaks; printed with the figures. */
  seed: number;
}

/** Parts of the time: agencies come until, a replica is killed at, the due date ends at the earliest at. */
export const COME_UNTIL = 0.7;
export const KILLED_AT = 0.5;
export const BELL_AT = 0.6;
/** The bell waits for this share of the agencies to have handed in, so that a slow machine has both sides too. */
export const BEFORE_THE_BELL = 0.4;

/** When an agency submits: when it is done, within a second around the bell, or after it. */
export type Moment = 'any' | 'last' | 'after';

/** The moment of the agency with this place (0, 1, …): some wait for the bell, one in twenty forgets it. */
export function momentOf(place: number, { agencies, lastMoment }: EveningSize): Moment {
  const last = Math.round(agencies * lastMoment);
  if (place < last) return 'last';
  return place < last + Math.ceil(agencies / 20) ? 'after' : 'any';
}

export const WHOLE_EVENING: EveningSize = {
  agencies: 200,
  readers: 300,
  seconds: 300,
  files: 3,
  fileBytes: 5_000_000,
  repeated: 0.05,
  brokenOff: 0.05,
  lastMoment: 0.15,
  seed: 20_230_615,
};

/** Numbers of [0, 1) that the seed decides (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
