import { expect, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { signIn } from './people.js';

test('a broken line is told in words, and "Thử lại" goes on where one was', async ({ page }) => {
  await signIn(page, 'bcd');
  await page.route('**/api/v1/tasks?*', (route) => route.abort('connectionfailed'));
  await page.getByRole('navigation').first().getByRole('link', { name: 'Nhiệm vụ' }).click();
  const told = page.getByRole('alert');
  await expect(told).toContainText('Không kết nối được với máy chủ');
  await expectAccessible(page, 'broken line');
  await page.unroute('**/api/v1/tasks?*');
  await told.getByRole('button', { name: 'Thử lại' }).click();
  await expect(page.getByText('33 nhiệm vụ', { exact: true })).toBeVisible();
});

test('what does not exist says so with the number to tell the administrator', async ({ page }) => {
  await signIn(page, 'bcd', '/nhiem-vu/00000000-0000-4000-8000-000000000000');
  await expect(page.getByRole('alert')).toContainText('Không tìm thấy');
  await expect(page.getByRole('alert')).toContainText('Mã sự việc');
});
