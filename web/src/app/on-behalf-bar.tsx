import { Button } from '@mantine/core';
import { IconUserShare } from '@tabler/icons-react';
import { useActFor } from '../lib/act-for.js';
import { useMe } from '../lib/session.js';
import { FormProblem } from '../ui/form-problem.js';
import classes from './on-behalf-bar.module.css';

/** In whose name one acts now, on every page, with the way back to one's own account. */
export function OnBehalfBar() {
  const { onBehalfOf, agencyName, restriction } = useMe();
  const act = useActFor();
  if (!onBehalfOf) return null;
  const who = `${onBehalfOf.displayName}${agencyName ? ` (${agencyName})` : ''}`;
  return (
    <>
      <section className={classes.bar} aria-label="Đang làm thay">
        <IconUserShare size={20} aria-hidden className={classes.sign} />
        <p>
          {restriction === 'deputy_ended' ? (
            <>
              Ủy quyền của <strong>{who}</strong> đã hết hiệu lực. Xin trở về tài khoản của mình để làm tiếp.
            </>
          ) : (
            <>
              Đang làm thay <strong>{who}</strong>. Nhật ký ghi tên cả hai người.
            </>
          )}
        </p>
        <Button className="not-printed" variant="default" loading={act.isPending} onClick={() => act.mutate(null)}>
          Trở về tài khoản của mình
        </Button>
      </section>
      <FormProblem error={act.error} />
    </>
  );
}
