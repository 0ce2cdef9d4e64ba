import { VISIT_STATES } from '@plan/shared/vocabulary/inspections';
import { NEXT_VISIT_STATES, refusalOfVisitState } from './visit-states.js';

describe('the states of a visit', () => {
  const TODAY = '2026-06-10';

  it('every state stands in the table and leads only to states', () => {
    expect(Object.keys(NEXT_VISIT_STATES).sort()).toEqual([...VISIT_STATES].sort());
    for (const next of Object.values(NEXT_VISIT_STATES).flat()) expect(VISIT_STATES).toContain(next);
  });

  it.each([
    ['planned', '2026-06-10', 'held', '', null],
    ['planned', '2026-06-11', 'held', '', /Chưa đến ngày/],
    ['planned', '2026-06-11', 'cancelled', 'Bão số 3', null],
    ['planned', '2026-06-11', 'cancelled', ' ', /lý do/],
    ['cancelled', '2026-06-11', 'planned', '', null],
    ['cancelled', '2026-06-01', 'held', '', /không tiến hành/],
    ['held', '2026-06-01', 'planned', '', /không đổi trạng thái/],
    ['held', '2026-06-01', 'cancelled', 'x', /không đổi trạng thái/],
    ['held', '2026-06-01', 'held', '', null],
  ] as const)('%s on %s to %s (%s)', (state, onDay, next, words, refusal) => {
    const answer = refusalOfVisitState({ state, onDay }, next, words, TODAY);
    if (refusal === null) expect(answer).toBeNull();
    else expect(answer).toMatch(refusal);
  });
});
