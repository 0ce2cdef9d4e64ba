import { Link } from '@tanstack/react-router';
import { useMay } from '../../lib/session.js';
import { Empty } from '../../ui/states.js';

/** Why there is no period, and where that is changed. */
export function NoPeriods({ planId }: { planId: string }) {
  const maySet = useMay('plans.edit');
  return (
    <Empty
      title="Chưa có kỳ báo cáo nào."
      action={
        maySet ? (
          <Link to="/ke-hoach/$planId" params={{ planId }}>
            Xem cài đặt báo cáo của kế hoạch
          </Link>
        ) : undefined
      }
    >
      Kỳ mở vào ngày đầu của kỳ số liệu, theo cài đặt của kế hoạch. Kế hoạch của năm đã qua chỉ mở kỳ khi cài đặt nêu rõ
      tháng đầu tiên.
    </Empty>
  );
}
