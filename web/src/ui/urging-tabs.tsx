import type { Permission } from '@plan/shared/vocabulary/permissions';
import { useMe } from '../lib/session.js';
import { type PageTab, PageTabs } from './page-tabs.js';

const TABS: readonly (PageTab & { permission: Permission })[] = [
  { to: '/don-doc', words: 'Việc cần đôn đốc', permission: 'urgings.write' },
  { to: '/don-doc/cong-van', words: 'Công văn đôn đốc', permission: 'reminders.read', deep: true },
  { to: '/don-doc/gia-han', words: 'Gia hạn', permission: 'extensions.read', deep: true },
  { to: '/don-doc/kiem-tra', words: 'Kiểm tra', permission: 'inspections.read', deep: true },
];

/** The pages of "Đôn đốc" that the person may use: they belong to several features. */
export function UrgingTabs() {
  const { permissions } = useMe();
  return (
    <PageTabs label="Các trang của Đôn đốc" tabs={TABS.filter(({ permission }) => permissions.includes(permission))} />
  );
}
