import { sessionRestriction } from './session-restriction.js';

const facts = {
  roles: ['admin'] as const,
  required: true,
  hasSecondFactor: false,
  shownSecondFactor: false,
  deputyEnded: false,
};

describe('what a session must do first', () => {
  it.each([
    [{}, 'second_factor_setup'],
    [{ roles: ['agency_head', 'standing'] as const }, 'second_factor_setup'],
    [{ required: false }, null],
    [{ roles: ['agency_head', 'steering'] as const }, null],
    [{ hasSecondFactor: true }, 'second_factor_pending'],
    [{ hasSecondFactor: true, required: false, roles: [] }, 'second_factor_pending'],
    [{ hasSecondFactor: true, shownSecondFactor: true }, null],
    [{ shownSecondFactor: true }, null],
    [{ shownSecondFactor: true, deputyEnded: true }, 'deputy_ended'],
    [{ deputyEnded: true }, 'second_factor_setup'],
  ])('%o → %s', (change, expected) => expect(sessionRestriction({ ...facts, ...change })).toBe(expected));
});
