import { EXTENSION_ACTS, EXTENSION_DECIDERS, EXTENSION_STATES } from '@plan/shared/vocabulary/extensions';
import fc from 'fast-check';
import { addDays } from '../../calendar/domain/calendar-date.js';
import {
  allowedActions,
  checkLifeCycle,
  dateRefusal,
  dateWarnings,
  type ExtensionFacts,
  nextState,
  refusalOf,
} from './life-cycle.js';

const SEED = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const day = fc.nat(700).map((offset) => addDays('2023-01-01', offset));
const facts: fc.Arbitrary<ExtensionFacts> = fc.record({
  state: fc.constantFrom(...EXTENSION_STATES),
  deciders: fc.constantFrom(...EXTENSION_DECIDERS),
  completedOn: fc.option(day, { nil: null }),
  cancelledOn: fc.option(day, { nil: null }),
});
const sides = fc.record({ asker: fc.boolean(), standing: fc.boolean(), steering: fc.boolean() });

describe(`the life of a request for a later date (TEST_SEED=${SEED})`, () => {
  it('decides every act in every state', () => {
    expect(() => checkLifeCycle()).not.toThrow();
  });

  it('moves only what is pending, each act to a state of its own', () => {
    expect(EXTENSION_ACTS.map((act) => nextState('pending', act))).toEqual(['granted', 'refused', 'withdrawn']);
    for (const state of ['granted', 'refused', 'withdrawn'] as const) {
      for (const act of EXTENSION_ACTS) expect(() => nextState(state, act)).toThrow(RangeError);
    }
  });

  it('allows an act only to its side, in its state, and says why it does not', () => {
    fc.assert(
      fc.property(facts, sides, (is, who) => {
        for (const { action, allowed, reason } of allowedActions(is, who)) {
          const decides = (who.standing && is.deciders !== 'steering') || (who.steering && is.deciders !== 'standing');
          const side = action === 'withdraw' ? who.asker : decides;
          const open = action !== 'grant' || (is.completedOn === null && is.cancelledOn === null);
          expect({ action, is, who, allowed }).toEqual({
            action,
            is,
            who,
            allowed: side && is.state === 'pending' && open,
          });
          expect(reason === null).toBe(allowed);
          if (!side) expect(refusalOf(action, is, who)?.code).toBe('auth.forbidden');
        }
      }),
      { seed: SEED },
    );
  });

  it('takes only a later date than the one in force, and warns of one that is over', () => {
    fc.assert(
      fc.property(day, day, (asked, other) => {
        expect(dateRefusal(asked, other) === null).toBe(asked > other);
        expect(dateRefusal(asked, null)).toBeNull();
        expect(dateWarnings(asked, other)).toHaveLength(asked < other ? 1 : 0);
      }),
      { seed: SEED },
    );
  });
});
