import { useMay, useMe } from '../../lib/session.js';
import { type PageTab, PageTabs } from '../../ui/page-tabs.js';

/** The pages of the monthly report, at the top of each of them. */
export function ReportTabs() {
  const mayWrite = useMay('reports.write');
  const mayReview = useMay('reports.review');
  // An agency finds its reports under its own tab; the list of all is for those who look after all.
  const { roles } = useMe();
  const readsAll = mayReview || roles.includes('monitor') || roles.includes('steering');
  const tabs: PageTab[] = [
    ...(mayWrite ? [{ to: '/bao-cao', words: 'Báo cáo của cơ quan' }] : []),
    ...(readsAll ? [{ to: '/bao-cao/xet', words: mayReview ? 'Xét báo cáo' : 'Báo cáo các cơ quan', deep: true }] : []),
    { to: '/bao-cao/cac-ky', words: 'Các kỳ báo cáo', deep: true },
    { to: '/bao-cao/ty-le', words: 'Tỷ lệ, xếp hạng', deep: true },
  ];
  return <PageTabs label="Các trang báo cáo" tabs={tabs} />;
}
