import {
  OBSTACLE_ACTS,
  OBSTACLE_STATES,
  type ObstacleAct,
  type ObstacleState,
} from '@plan/shared/vocabulary/obstacles';

/** An obstacle's next state after an act, or in words why the act has no place in its state. */
type Outcome = { next: ObstacleState } | { refused: string };

const to = (next: ObstacleState): Outcome => ({ next });
const no = (refused: string): Outcome => ({ refused });

const ANSWERED = 'Vướng mắc đã được trả lời. Nếu chưa ổn, cơ quan nêu vướng mắc bấm “Nêu lại” và nói rõ lý do.';
const DECIDED = 'Ban Chỉ đạo đã kết luận; việc thực hiện được theo dõi như một nhiệm vụ.';
const SOLVED = 'Vướng mắc đã được xác nhận là giải quyết xong.';
const MERGED = 'Vướng mắc đã gộp vào một vướng mắc khác; xin theo dõi và xử lý ở đó.';
const WAITING = 'Vướng mắc còn chờ trả lời hoặc kết luận.';
const NOT_YET = 'Chưa có trả lời hay kết luận để xác nhận.';
const BEFORE_STEERING = 'Vướng mắc đã trình Ban Chỉ đạo, đang chờ kết luận.';
const all = (reason: string): Record<ObstacleAct, Outcome> =>
  Object.fromEntries(OBSTACLE_ACTS.map((act) => [act, no(reason)])) as Record<ObstacleAct, Outcome>;

/** The whole life of an obstacle: every state, every act. `merge`: what happens to the one that is merged away. */
const TABLE: Record<ObstacleState, Record<ObstacleAct, Outcome>> = {
  open: {
    answer: to('answered'),
    forward_agency: to('with_agency'),
    forward_steering: to('with_steering'),
    decide: to('decided'),
    merge: to('merged'),
    confirm: no(NOT_YET),
    reopen: no(WAITING),
  },
  with_agency: {
    answer: to('answered'),
    forward_agency: to('with_agency'),
    forward_steering: to('with_steering'),
    decide: to('decided'),
    merge: to('merged'),
    confirm: no(NOT_YET),
    reopen: no(WAITING),
  },
  with_steering: {
    answer: no(BEFORE_STEERING),
    forward_agency: no(BEFORE_STEERING),
    forward_steering: no(BEFORE_STEERING),
    decide: to('decided'),
    merge: to('merged'),
    confirm: no(NOT_YET),
    reopen: no(WAITING),
  },
  answered: { ...all(ANSWERED), confirm: to('solved'), reopen: to('open') },
  decided: { ...all(DECIDED), confirm: to('solved'), reopen: to('open') },
  solved: { ...all(SOLVED), reopen: to('open') },
  merged: all(MERGED),
};

/** What an actor is to an obstacle. */
export interface ObstacleSides {
  /** Speaks for the agency that raised it. */
  asker: boolean;
  /** Speaks for the agency that it was forwarded to. */
  asked: boolean;
  standing: boolean;
  steering: boolean;
}

export interface Refusal {
  code: 'auth.forbidden' | 'obstacle.not_in_state';
  /** In Vietnamese, with what to do. */
  reason: string;
}

/** The state after the act. Throws RangeError when the act has no place in the state: ask `refusalOf` first. */
export function nextState(state: ObstacleState, act: ObstacleAct): ObstacleState {
  const outcome = TABLE[state][act];
  if ('refused' in outcome) throw new RangeError(`${act} in ${state}`);
  return outcome.next;
}

/** Why this act is not allowed now; null when it is. */
export function refusalOf(act: ObstacleAct, state: ObstacleState, sides: ObstacleSides): Refusal | null {
  const notYours = sideRefusal(act, state, sides);
  if (notYours) return { code: 'auth.forbidden', reason: notYours };
  const outcome = TABLE[state][act];
  return 'refused' in outcome ? { code: 'obstacle.not_in_state', reason: outcome.refused } : null;
}

/** Every act with whether it is allowed now, and why not. */
export function allowedActions(
  state: ObstacleState,
  sides: ObstacleSides,
): { action: ObstacleAct; allowed: boolean; reason: string | null }[] {
  return OBSTACLE_ACTS.map((action) => {
    const refusal = refusalOf(action, state, sides);
    return { action, allowed: refusal === null, reason: refusal?.reason ?? null };
  });
}

function sideRefusal(act: ObstacleAct, state: ObstacleState, sides: ObstacleSides): string | null {
  switch (act) {
    case 'answer':
      if (sides.standing || (sides.asked && state === 'with_agency')) return null;
      return sides.asked
        ? 'Chỉ trả lời được khi vướng mắc đang được chuyển đến cơ quan mình.'
        : 'Việc trả lời dành cho cơ quan thường trực, hoặc cơ quan được chuyển vướng mắc đến.';
    case 'forward_agency':
    case 'forward_steering':
    case 'merge':
      return sides.standing ? null : 'Việc chuyển, gộp vướng mắc dành cho cơ quan thường trực, Tổ giúp việc.';
    case 'decide':
      return sides.steering ? null : 'Việc kết luận dành cho Ban Chỉ đạo.';
    default:
      return sides.asker ? null : 'Chỉ cơ quan đã nêu vướng mắc mới xác nhận hoặc nêu lại.';
  }
}

/** Stops the start when the table leaves a state and act undecided, or a state that no act leads to. */
export function checkLifeCycle(): void {
  const reached = new Set<ObstacleState>(['open']);
  for (const state of OBSTACLE_STATES) {
    for (const act of OBSTACLE_ACTS) {
      const outcome = TABLE[state]?.[act];
      if (!outcome) throw new Error(`The life cycle of obstacles does not decide ${act} in ${state}`);
      if ('next' in outcome) reached.add(outcome.next);
    }
  }
  const lost = OBSTACLE_STATES.filter((state) => !reached.has(state));
  if (lost.length > 0) throw new Error(`The life cycle of obstacles never reaches ${lost.join(', ')}`);
}
