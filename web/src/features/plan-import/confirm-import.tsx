import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { formatNumber } from '../../lib/dates.js';
import { FormProblem } from '../../ui/form-problem.js';
import classes from './preview.module.css';
import { type PlanImport, useConfirmImport } from './queries.js';

/** The last step; the button says what it will make. */
export function ConfirmImport({ data }: { data: PlanImport }) {
  const confirm = useConfirmImport(data.id);
  const navigate = useNavigate();
  const parts = data.counts.lead + data.counts.coordinate;
  const duties = data.standingDuties.filter((duty) => duty.accepted).length;
  return (
    <div className={`${classes.confirm} not-printed`}>
      <FormProblem error={confirm.error} />
      <div>
        <Button
          size="md"
          h="auto"
          mih={42}
          py={8}
          styles={{ label: { whiteSpace: 'normal', height: 'auto', overflow: 'visible' } }}
          loading={confirm.isPending}
          onClick={() =>
            confirm.mutate(undefined, {
              onSuccess: (plan) =>
                navigate({
                  to: '/ke-hoach/$planId',
                  params: { planId: plan.id },
                  search: { planId: plan.id, asOf: undefined },
                }),
            })
          }
        >
          Xác nhận, tạo kế hoạch gồm {formatNumber(data.counts.tasks)} nhiệm vụ và {formatNumber(parts)} phân công
        </Button>
      </div>
      {duties > 0 ? <p>Cùng {formatNumber(duties)} việc giao ngoài phụ lục, theo dõi riêng.</p> : null}
    </div>
  );
}
