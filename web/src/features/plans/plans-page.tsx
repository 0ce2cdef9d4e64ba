import { Button } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { formatDay, formatInstant, formatNumber } from '../../lib/dates.js';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { useMay } from '../../lib/session.js';
import { PageHeading } from '../../ui/page-heading.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Empty, Failed, Loading } from '../../ui/states.js';

/** All plans, the newest first. */
export function PlansPage() {
  const { plans, isPending, error, refetch } = usePlanChoice();
  const mayImport = useMay('plans.import');
  const importButton = mayImport ? (
    <Button component={Link} to="/ke-hoach/nhap" leftSection={<IconFileUpload size={18} aria-hidden />}>
      Nhập kế hoạch từ văn bản
    </Button>
  ) : null;
  return (
    <>
      <PageHeading
        title="Kế hoạch"
        lead="Mỗi kế hoạch năm ban hành theo một quyết định."
        printed="Danh sách kế hoạch"
        actions={plans.length > 0 ? importButton : null}
      />
      {isPending ? <Loading lines={4} /> : null}
      {error ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {!isPending && !error && plans.length === 0 ? (
        <Empty title="Chưa có kế hoạch nào." action={importButton}>
          {mayImport
            ? 'Bắt đầu bằng cách tải lên quyết định kèm phụ lục nhiệm vụ. Hệ thống cho xem lại từng dòng trước khi tạo kế hoạch.'
            : 'Cơ quan thường trực nhập kế hoạch từ văn bản; kế hoạch sẽ hiện ở đây.'}
        </Empty>
      ) : null}
      {plans.length > 0 ? (
        <PlainTable
          caption="Danh sách kế hoạch"
          captionHidden
          rows={plans}
          rowId={(plan) => plan.id}
          columns={[
            { id: 'year', header: 'Năm', width: '64px', cell: (plan) => plan.year },
            {
              id: 'title',
              header: 'Tên kế hoạch',
              cell: (plan) => (
                <Link to="/ke-hoach/$planId" params={{ planId: plan.id }} search={{ planId: plan.id, asOf: undefined }}>
                  {plan.title}
                </Link>
              ),
            },
            {
              id: 'number',
              header: 'Quyết định',
              width: '176px',
              cell: (plan) =>
                `${plan.number ? `Số ${plan.number}` : 'Chưa có số'}${plan.issuedOn ? `, ngày ${formatDay(plan.issuedOn)}` : ''}`,
            },
            {
              id: 'tasks',
              header: 'Số nhiệm vụ',
              width: '112px',
              align: 'end',
              cell: (plan) => formatNumber(plan.taskCount),
            },
            {
              id: 'confirmed',
              header: 'Đưa vào theo dõi',
              width: '168px',
              cell: (plan) => formatInstant(plan.confirmedAt),
            },
          ]}
        />
      ) : null}
    </>
  );
}
