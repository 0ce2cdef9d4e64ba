import { expect, test } from '@playwright/test';
import { SAMPLE_PASSWORD, signIn } from './people.js';

test('a wrong password is told in words, without saying which part was wrong', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Tên đăng nhập').fill('vpubnd');
  await page.getByRole('textbox', { name: 'Mật khẩu' }).fill('sai-mat-khau');
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(page.getByRole('alert')).toContainText('không đúng');
  await expect(page.getByRole('textbox', { name: 'Mật khẩu' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(SAMPLE_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Việc của tôi' })).toBeVisible();
});

test('empty fields are named at the field', async ({ page }) => {
  await page.goto('/dang-nhap');
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(page.getByText('Nhập tên đăng nhập.')).toBeVisible();
  await expect(page.getByText('Nhập mật khẩu.')).toBeVisible();
});

test('a session token that ran out is renewed unseen; without a session one signs in and comes back', async ({
  page,
  context,
}) => {
  await signIn(page, 'bcd', '/nhiem-vu?timeliness=overdue');
  await expect(page).toHaveURL(/\/nhiem-vu\?.*timeliness=overdue/);
  const table = page.getByRole('table', { name: 'Danh sách nhiệm vụ' });
  await expect(table).toBeVisible();

  // The short token goes, the refresh cookie stays.
  const cookies = await context.cookies();
  const longest = cookies.toSorted((a, b) => b.expires - a.expires)[0];
  for (const cookie of cookies) if (cookie.name !== longest?.name) await context.clearCookies({ name: cookie.name });
  await page.reload();
  await expect(table).toBeVisible();

  await context.clearCookies();
  await page.getByRole('columnheader', { name: 'Hạn' }).getByRole('button').click();
  await expect(page.getByText('Phiên làm việc đã hết')).toBeVisible();
  await page.getByLabel('Tên đăng nhập').fill('bcd');
  await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(SAMPLE_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/timeliness=overdue.*sort=dueOn|sort=dueOn.*timeliness=overdue/);
  await expect(table).toBeVisible();
});

test('signing out ends the session', async ({ page }) => {
  await signIn(page, 'bcd');
  await page.getByRole('banner').getByRole('button').last().click();
  await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
  await expect(page.getByRole('heading', { name: 'Đăng nhập' })).toBeVisible();
  await page.goto('/nhiem-vu');
  await expect(page.getByRole('heading', { name: 'Đăng nhập' })).toBeVisible();
});
