import { Button } from '@mantine/core';
import { IconUserShare } from '@tabler/icons-react';
import { useActFor } from '../lib/act-for.js';
import { useMe } from '../lib/session.js';
import { FormProblem } from '../ui/form-problem.js';
import { PageHeading } from '../ui/page-heading.js';
import classes from './on-behalf-bar.module.css';

/** In whose name one acts now, on every page, with the way back to one's own account. */
export function OnBehalfBar() {
  const { onBehalfOf, agencyName, restriction } = useMe();
  const act = useActFor();
  const ended = restriction === 'deputy_ended';
  if (!onBehalfOf && !ended) return null;
  const back = (
    <Button className="not-printed" variant="default" loading={act.isPending} onClick={() => act.mutate(null)}>
      Trở về tài khoản của mình
    </Button>
  );
  return (
    <>
      {ended ? <PageHeading title="Ủy quyền đã hết hiệu lực" /> : null}
      <section className={classes.bar} aria-label="Đang làm thay">
        <IconUserShare size={20} aria-hidden className={classes.sign} />
        {ended ? (
          <p>Thời gian làm thay đã hết hoặc người ủy quyền đã thu hồi. Những gì đã lưu vẫn còn.</p>
        ) : (
          <p>
            Đang làm thay{' '}
            <strong>
              {onBehalfOf?.displayName}
              {agencyName ? ` (${agencyName})` : ''}
            </strong>
            . Nhật ký ghi tên cả hai người.
          </p>
        )}
        {back}
      </section>
      <FormProblem error={act.error} />
    </>
  );
}
