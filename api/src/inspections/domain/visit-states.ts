import type { VisitState } from '@plan/shared/vocabulary/inspections';

/** To which states a visit goes from each. A held one stays held: what it found may have consequences already. */
export const NEXT_VISIT_STATES: Record<VisitState, readonly VisitState[]> = {
  planned: ['held', 'cancelled'],
  held: [],
  cancelled: ['planned'],
};

/** Why a visit cannot go on to a state on a day; null when it can. In Vietnamese. */
export function refusalOfVisitState(
  visit: { state: VisitState; onDay: string },
  next: VisitState,
  conclusionText: string,
  today: string,
): string | null {
  if (next === visit.state) return null;
  if (!NEXT_VISIT_STATES[visit.state].includes(next)) {
    return visit.state === 'held'
      ? 'Cuộc kiểm tra đã tiến hành, không đổi trạng thái được nữa. Có thể ghi thêm kết quả.'
      : 'Cuộc kiểm tra đã ghi là không tiến hành. Hãy đưa lại vào kế hoạch trước.';
  }
  if (next === 'held' && visit.onDay > today) {
    return 'Chưa đến ngày kiểm tra. Hãy sửa ngày cho đúng nếu đoàn đã kiểm tra sớm hơn.';
  }
  if (next === 'cancelled' && conclusionText.trim() === '') return 'Hãy ghi lý do không tiến hành.';
  return null;
}
