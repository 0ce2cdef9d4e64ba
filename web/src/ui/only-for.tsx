import { PERMISSIONS, type Permission } from '@plan/shared/vocabulary/permissions';
import { ROLE_LABELS } from '@plan/shared/vocabulary/roles';
import type { ReactNode } from 'react';
import { useMay } from '../lib/session.js';
import { PageHeading } from './page-heading.js';
import { Empty } from './states.js';

/** A page for those who may; all others read for whom it is and whom to ask. */
export function OnlyFor({
  permission,
  title,
  children,
}: {
  permission: Permission;
  title: string;
  children: ReactNode;
}) {
  const may = useMay(permission);
  if (may) return children;
  const { roles } = PERMISSIONS[permission];
  const who = roles === 'any' ? '' : roles.map((role) => ROLE_LABELS[role]).join('; ');
  return (
    <>
      <PageHeading title={title} />
      <Empty title="Tài khoản này không dùng trang này.">
        Trang dành cho: {who}. Nếu công việc cần đến, xin liên hệ quản trị hệ thống.
      </Empty>
    </>
  );
}
