import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { oneTimeCode } from './one-time-codes.js';
import { SAMPLE_PASSWORD, signIn } from './people.js';

const field = (page: Page) => page.getByLabel('Mã xác thực');

test('a second factor is set, asked for at the next sign-in, and taken away', async ({ page, browser, baseURL }) => {
  await signIn(page, 'sotaichinh');
  await page.getByRole('banner').getByRole('button').last().click();
  await page.getByRole('menuitem', { name: 'Tài khoản của tôi' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Tài khoản của tôi' })).toBeVisible();
  await page.getByRole('button', { name: 'Thiết lập lớp xác thực' }).click();
  await expect(page.getByAltText('Mã QR để ứng dụng xác thực quét')).toBeVisible();
  const secret = (await page.locator('code').first().textContent()) ?? '';
  await expectAccessible(page, 'setting a second factor');
  await field(page).fill('000000');
  await page.getByRole('button', { name: 'Bật lớp xác thực' }).click();
  await expect(page.getByRole('alert')).toContainText('Mã xác thực không đúng');
  await field(page).fill(oneTimeCode(secret));
  await page.getByRole('button', { name: 'Bật lớp xác thực' }).click();
  const codes = ((await page.getByRole('region', { name: 'Mã dự phòng' }).locator('pre').textContent()) ?? '').split(
    '\n',
  );
  expect(codes).toHaveLength(10);
  await expectAccessible(page, 'recovery codes');
  await page.getByRole('button', { name: 'Tôi đã giữ các mã này' }).click();
  await expect(page.getByText('Đang bật')).toBeVisible();

  const other = await browser.newContext({ baseURL });
  const second = await other.newPage();
  await second.goto('/dang-nhap');
  await second.getByLabel('Tên đăng nhập').fill('sotaichinh');
  await second.getByRole('textbox', { name: 'Mật khẩu' }).fill(SAMPLE_PASSWORD);
  await second.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(second.getByRole('heading', { name: 'Nhập mã xác thực' })).toBeVisible();
  await expect(field(second)).toBeFocused();
  await expectAccessible(second, 'the code at sign-in');
  await field(second).fill(codes[0] ?? '');
  await second.keyboard.press('Enter');
  await expect(second.getByRole('heading', { level: 1, name: 'Việc của tôi' })).toBeVisible();

  // The first browser sees the second one and ends it.
  await page.reload();
  const sessions = page.getByRole('table', { name: 'Các phiên đăng nhập của tôi' });
  await expect(sessions.getByRole('row')).toHaveCount(3);
  await sessions.getByRole('button', { name: /^Kết thúc phiên/ }).click();
  await expect(sessions.getByRole('row')).toHaveCount(2);
  await second.goto('/nhiem-vu');
  await expect(second.getByRole('heading', { name: 'Đăng nhập' })).toBeVisible();
  await other.close();

  await page.getByRole('button', { name: 'Gỡ lớp xác thực' }).click();
  await field(page).fill(oneTimeCode(secret, 1));
  await page.getByRole('button', { name: 'Gỡ lớp xác thực thứ hai' }).click();
  await expect(page.getByText('Đã gỡ lớp xác thực thứ hai.')).toBeVisible();
});

test('a password is changed only with the one so far', async ({ page }) => {
  await signIn(page, 'quynhon', '/tai-khoan');
  await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
  await page.getByRole('textbox', { name: 'Mật khẩu hiện tại' }).fill('không phải mật khẩu này');
  await page.getByRole('textbox', { name: 'Mật khẩu mới' }).fill('thuyền buồm ra khơi');
  await page.getByRole('textbox', { name: 'Nhập lại mật khẩu' }).fill('thuyền buồm');
  await page.getByRole('button', { name: 'Lưu mật khẩu mới' }).click();
  await expect(page.getByText('Hai lần nhập chưa giống nhau.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Nhập lại mật khẩu' }).fill('thuyền buồm ra khơi');
  await page.getByRole('button', { name: 'Lưu mật khẩu mới' }).click();
  await expect(page.getByText('Mật khẩu hiện tại không đúng.')).toBeVisible();
  await expectAccessible(page, 'changing a password');
});

test('a head makes an officer its deputy, who acts on its behalf under a clear bar and comes back', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, 'soyte.head', '/tai-khoan');
  await page.getByRole('button', { name: 'Ủy quyền cho người khác' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Người được ủy quyền' }).fill('soyte');
  await page.getByRole('option', { name: 'Cán bộ đầu mối (soyte)' }).click();
  await dialog.getByRole('textbox', { name: 'Đến hết ngày' }).fill(inDays(5));
  await dialog.getByLabel('Lý do').fill('Đi công tác');
  await expectAccessible(page, 'giving a deputyship');
  await dialog.getByRole('button', { name: 'Ủy quyền', exact: true }).dblclick();
  const given = page.getByRole('table', { name: 'Những người bạn đã ủy quyền' });
  await expect(given.getByText('Đang hiệu lực')).toHaveCount(1);

  const other = await browser.newContext({ baseURL });
  const deputy = await other.newPage();
  await signIn(deputy, 'soyte', '/tai-khoan');
  await deputy.getByRole('button', { name: 'Làm thay Lãnh đạo Sở' }).click();
  const bar = deputy.getByRole('region', { name: 'Đang làm thay' });
  await expect(bar).toContainText('Đang làm thay Lãnh đạo Sở (Sở Y tế)');
  await expectAccessible(deputy, 'on behalf');
  await deputy.getByRole('link', { name: 'Người dùng' }).click();
  await expect(deputy.getByRole('heading', { level: 1, name: 'Người dùng' })).toBeVisible();
  await bar.getByRole('button', { name: 'Trở về tài khoản của mình' }).click();
  await expect(bar).toHaveCount(0);
  await expect(deputy.getByRole('link', { name: 'Người dùng' })).toHaveCount(0);

  // A deputyship that ends while it is used leads back to one's own account.
  await deputy.goto('/tai-khoan');
  await deputy.getByRole('button', { name: 'Làm thay Lãnh đạo Sở' }).click();
  await expect(bar).toBeVisible();
  await given.getByRole('button', { name: /^Kết thúc ủy quyền/ }).click();
  await expect(given.getByText('Đã thu hồi')).toBeVisible();
  await deputy.goto('/nhiem-vu');
  await expect(deputy.getByRole('heading', { level: 1, name: 'Ủy quyền đã hết hiệu lực' })).toBeVisible();
  await bar.getByRole('button', { name: 'Trở về tài khoản của mình' }).click();
  await expect(deputy.getByRole('heading', { level: 1, name: 'Việc của tôi' })).toBeVisible();
  await other.close();
});

/** A day from now as people type it. */
function inDays(days: number): string {
  const day = new Date(Date.now() + 7 * 3_600_000 + days * 86_400_000).toISOString();
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}
