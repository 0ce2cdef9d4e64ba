import { expect, test } from '@playwright/test';
import { signIn } from './people.js';

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
