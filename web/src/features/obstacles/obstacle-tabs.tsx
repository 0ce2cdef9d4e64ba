import { useMay } from '../../lib/session.js';
import { PageTabs } from '../../ui/page-tabs.js';

/** The pages of "Vướng mắc" that the person may use. */
export function ObstacleTabs() {
  const meets = useMay('agenda.read');
  const tabs = [
    { to: '/vuong-mac', words: 'Khó khăn, vướng mắc' },
    ...(meets ? [{ to: '/vuong-mac/hop', words: 'Họp Ban Chỉ đạo' }] : []),
  ];
  return <PageTabs label="Các trang của Vướng mắc" tabs={tabs} />;
}
