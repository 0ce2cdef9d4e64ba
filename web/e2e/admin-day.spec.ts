import { expect, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { signIn } from './people.js';

test('an administrator announces a day off, sees first what moves, and takes it back', async ({ page }) => {
  await signIn(page, 'admin', '/ngay-nghi?nam=2023');
  await expect(page.getByRole('heading', { level: 1, name: 'Ngày nghỉ năm 2023' })).toBeVisible();
  await page.getByRole('button', { name: 'Thêm ngày hoán đổi' }).click();
  const dialog = page.getByRole('dialog');
  // Friday 31/3/2023: the due date of the tasks of March.
  await dialog.getByRole('textbox', { name: 'Ngày' }).fill('31/3/2023');
  await dialog.getByLabel('Tên gọi').fill('Nghỉ thử');
  await dialog.getByLabel('Văn bản thông báo').fill('Thông báo số 1/TB-UBND ngày 1/3/2023');
  await dialog.getByRole('button', { name: 'Xem hạn nào sẽ đổi' }).click();
  await expect(dialog.getByText('nhiệm vụ sẽ đổi hạn')).toBeVisible();
  await expect(dialog.getByText('Thứ Hai, 03/04/2023').first()).toBeVisible();
  await expectAccessible(page, 'preview of a day off');
  await dialog.getByRole('button', { name: /^Thêm ngày và đổi/ }).click();
  await expect(page.getByText(/Đã thêm Thứ Sáu, 31\/03\/2023/)).toBeVisible();

  await page.getByRole('textbox', { name: 'Ngày cần xem' }).fill('31/3/2023');
  await page.getByRole('textbox', { name: 'Ngày cần xem' }).press('Enter');
  await expect(page.getByText('Thứ Sáu, 31/03/2023 là ngày nghỉ')).toBeVisible();

  await page.getByRole('button', { name: 'Gỡ ngày này' }).click();
  await expect(dialog.getByText('nhiệm vụ sẽ đổi hạn')).toBeVisible();
  await dialog.getByRole('button', { name: 'Gỡ ngày này' }).click();
  await expect(page.getByText(/Đã gỡ Thứ Sáu, 31\/03\/2023/)).toBeVisible();
  await expect(page.getByText('Năm 2023 chưa có ngày hoán đổi nào.')).toBeVisible();
});

test('an impossible day is refused in words and stays as typed', async ({ page }) => {
  await signIn(page, 'admin', '/ngay-nghi?nam=2023');
  const field = page.getByRole('textbox', { name: 'Ngày cần xem' });
  await field.fill('31/2/2023');
  await field.press('Enter');
  await expect(page.getByText('Ngày 31/2/2023 không có thật. Xin xem lại ngày và tháng.')).toBeVisible();
  await expect(field).toHaveValue('31/2/2023');
});

test('an administrator adds an agency with another name for it, and finds it by that', async ({ page }) => {
  await signIn(page, 'admin', '/co-quan');
  await page.getByRole('button', { name: 'Thêm cơ quan' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Tên đầy đủ').fill('Trung tâm Thử nghiệm tỉnh');
  await dialog.getByLabel('Tên gọi khác').fill('TT Thử nghiệm');
  await dialog.getByRole('button', { name: 'Thêm cơ quan' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Trung tâm Thử nghiệm tỉnh' })).toBeVisible();
  await page.goto('/co-quan');
  await page.getByLabel('Tìm theo tên').fill('tt thu nghiem');
  await expect(page.getByRole('link', { name: 'Trung tâm Thử nghiệm tỉnh' })).toBeVisible();
});
