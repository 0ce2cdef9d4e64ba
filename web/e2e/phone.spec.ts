import { expect, test } from '@playwright/test';
import { signIn } from './people.js';
import { ReportSide } from './report-side.js';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

test('on a phone an officer reads what is owed as cards and opens a task', async ({ page }) => {
  await signIn(page, 'quynhon');
  await expect(page.getByRole('heading', { name: /^Việc cơ quan tôi chủ trì, chưa xong/ })).toBeVisible();
  const bar = page.getByRole('navigation', { name: 'Các trang chính, điện thoại' });
  await bar.getByRole('link', { name: 'Nhiệm vụ' }).tap();
  await expect(page.getByRole('list', { name: 'Danh sách nhiệm vụ' })).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
  await page.getByRole('button', { name: 'Mở bộ lọc' }).tap();
  await page.getByRole('button', { name: 'Tình trạng', exact: true }).first().tap();
  await page.getByRole('menuitemcheckbox', { name: 'Quá hạn' }).tap();
  await expect(page).toHaveURL(/timeliness=overdue/);
  await page.keyboard.press('Escape');
  await page.getByRole('list', { name: 'Danh sách nhiệm vụ' }).getByRole('link').first().tap();
  await expect(page).toHaveURL(/nhiem-vu\/[0-9a-f-]{36}/);
  await expect(page.getByRole('heading', { name: /^Cơ quan chủ trì/ })).toBeVisible();
  await bar.getByRole('link', { name: 'Báo cáo' }).tap();
  await expect(page.getByRole('heading', { level: 1, name: 'Báo cáo của cơ quan' })).toBeVisible();
  await bar.getByRole('button', { name: 'Trang khác' }).tap();
  await page.getByRole('menuitem', { name: 'Ngày nghỉ' }).tap();
  await expect(page.getByRole('heading', { level: 1, name: /^Ngày nghỉ năm/ })).toBeVisible();
});

test('on a phone a leader reads who has reported as cards, and one period at a time', async ({ page, baseURL }) => {
  const standing = await ReportSide.as('congan', baseURL as string);
  await standing.openPeriods('2023-04', '2023-12-01');
  const periodId = await standing.periodId('2023-07');
  await standing.close();
  await signIn(page, 'bcd', `/bao-cao/xet?xem=tat-ca&periodId=${periodId}`);
  await expect(page.getByRole('list', { name: 'Danh sách báo cáo' })).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
  // A leader reads and decides nothing.
  await expect(page.getByRole('button', { name: /^Chọn cả/ })).toHaveCount(0);
  await page.getByRole('list', { name: 'Danh sách báo cáo' }).getByRole('link').first().tap();
  await expect(page.getByRole('heading', { level: 1, name: /báo cáo tháng 7\/2023$/ })).toBeVisible();
  await expect(page.getByText('Việc xét báo cáo dành cho cơ quan thường trực, Tổ giúp việc.')).toBeVisible();
  await page.getByRole('navigation', { name: 'Các trang báo cáo' }).getByRole('link', { name: 'Các kỳ báo cáo' }).tap();
  await page.getByRole('combobox', { name: 'Kỳ', exact: true }).selectOption({ label: 'Tháng 7/2023' });
  await expect(page.getByRole('columnheader')).toHaveCount(2);
  await expect(page.getByRole('columnheader', { name: 'tháng 7/2023' })).toBeVisible();
});
