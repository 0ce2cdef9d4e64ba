import {
  OBSTACLE_ACTS,
  OBSTACLE_STATES,
  type ObstacleAct,
  type ObstacleState,
} from '@plan/shared/vocabulary/obstacles';
import fc from 'fast-check';
import { allowedActions, checkLifeCycle, nextState, type ObstacleSides, refusalOf } from './life-cycle.js';

const SEED = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const sides: fc.Arbitrary<ObstacleSides> = fc.record({
  asker: fc.boolean(),
  asked: fc.boolean(),
  standing: fc.boolean(),
  steering: fc.boolean(),
});
const WAITING: readonly ObstacleState[] = ['open', 'with_agency', 'with_steering'];

describe(`the life of an obstacle (TEST_SEED=${SEED})`, () => {
  it('decides every act in every state', () => {
    expect(() => checkLifeCycle()).not.toThrow();
  });

  it('goes, whoever acts, only where the rules of the province lead', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...OBSTACLE_ACTS), sides), { maxLength: 40 }), (acts) => {
        let state: ObstacleState = 'open';
        let answered = false;
        for (const [act, who] of acts) {
          const refusal = refusalOf(act, state, who);
          if (refusal) {
            expect(refusal.reason).not.toBe('');
            continue;
          }
          const before: ObstacleState = state;
          state = nextState(state, act);
          // What is merged is at rest for good; only what was answered or concluded on can be solved.
          expect(before).not.toBe('merged');
          if (state === 'answered' || state === 'decided') answered = true;
          if (state === 'solved') expect(answered).toBe(true);
          if (act === 'decide') expect(who.steering && WAITING.includes(before)).toBe(true);
          if (act === 'merge' || act.startsWith('forward')) expect(who.standing && WAITING.includes(before)).toBe(true);
          if (act === 'confirm' || act === 'reopen') expect(who.asker).toBe(true);
          if (act === 'answer') expect(who.standing || (who.asked && before === 'with_agency')).toBe(true);
        }
      }),
      { seed: SEED },
    );
  });

  it('says of every act whether it is allowed, and if not why', () => {
    fc.assert(
      fc.property(fc.constantFrom(...OBSTACLE_STATES), sides, (state, who) => {
        const actions = allowedActions(state, who);
        expect(actions.map(({ action }) => action)).toEqual([...OBSTACLE_ACTS]);
        for (const { action, allowed, reason } of actions) {
          expect(allowed).toBe(reason === null);
          if (allowed) expect(() => nextState(state, action as ObstacleAct)).not.toThrow();
        }
      }),
      { seed: SEED },
    );
    expect(() => nextState('merged', 'confirm')).toThrow(RangeError);
  });
});
