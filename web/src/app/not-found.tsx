import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { PageHeading } from '../ui/page-heading.js';
import { Empty } from '../ui/states.js';
import classes from './shell.module.css';

/** An address that no page answers to. */
export function NotFound() {
  return (
    <main className={classes.alone}>
      <PageHeading title="Không có trang này" />
      <Empty
        title="Địa chỉ không đúng, hoặc trang đã được chuyển đi."
        action={
          <Anchor component={Link} to="/">
            Về trang Việc của tôi
          </Anchor>
        }
      >
        Xin xem lại địa chỉ, nhất là khi chép từ thư hoặc từ văn bản in.
      </Empty>
    </main>
  );
}
