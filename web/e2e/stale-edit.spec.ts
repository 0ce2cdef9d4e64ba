import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { signIn } from './people.js';

/** A second administrator's browser on the same page. */
async function beside(browser: Browser, baseURL: string | undefined, page: Page, username: string): Promise<Page> {
  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  await signIn(other, username, new URL(page.url()).pathname);
  return other;
}

test('two edit one agency: the slower one sees what the other changed and chooses by field', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, 'admin', '/co-quan?q=so+xay+dung');
  await page.getByRole('link', { name: 'Sở Xây dựng', exact: true }).click();
  await page.getByRole('button', { name: 'Sửa thông tin' }).click();
  const other = await beside(browser, baseURL, page, 'admin');
  await other.getByRole('button', { name: 'Sửa thông tin' }).click();
  await other.getByLabel('Mã định danh').fill('H08.11');
  await other.getByLabel('Tên gọi khác').fill('Sở XD');
  await other.getByRole('button', { name: 'Lưu thông tin cơ quan' }).click();
  await expect(other.getByText('H08.11')).toBeVisible();
  await other.context().close();

  await page.getByLabel('Mã định danh').fill('H08.99');
  await page.getByRole('button', { name: 'Lưu thông tin cơ quan' }).click();
  await expect(page.getByText('Người khác vừa sửa, phần của bạn chưa được lưu')).toBeVisible();
  const both = page.getByRole('radiogroup', { name: 'Mã định danh' });
  await expect(both.getByRole('radio', { name: 'Giữ của tôi: H08.99' })).toBeChecked();
  const theirs = page.getByRole('radiogroup', { name: 'Tên gọi khác' });
  await expect(theirs.getByRole('radio', { name: 'Lấy của người kia: Sở XD' })).toBeChecked();
  await expectAccessible(page, 'a stale edit');
  await both.getByRole('radio', { name: 'Lấy của người kia: H08.11' }).check();
  await expect(page.getByRole('textbox', { name: 'Mã định danh' })).toHaveValue('H08.11');
  await both.getByRole('radio', { name: 'Giữ của tôi: H08.99' }).check();
  await page.getByRole('button', { name: 'Lưu thông tin cơ quan' }).click();
  await expect(page.getByRole('heading', { name: 'Thông tin', exact: true })).toBeVisible();
  await expect(page.getByText('H08.99')).toBeVisible();
  await expect(page.getByText('Sở XD')).toBeVisible();
});

test('two change the members of one collective name: both changes stand when the slower one keeps his', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, 'admin', '/co-quan?xem=nhom');
  await page.getByRole('link', { name: 'UBND các huyện, thị xã, thành phố' }).click();
  await expect(page.getByRole('heading', { name: '11 thành viên' })).toBeVisible();
  const add = async (on: Page, words: string, name: string) => {
    await on.getByRole('combobox', { name: 'Cơ quan' }).fill(words);
    await on.getByRole('option', { name, exact: true }).click();
    await on.getByRole('button', { name: 'Thêm vào nhóm' }).click();
  };
  const other = await beside(browser, baseURL, page, 'admin');
  await add(other, 'so y te', 'Sở Y tế');
  await expect(other.getByRole('heading', { name: '12 thành viên' })).toBeVisible();
  await add(page, 'so tai chinh', 'Sở Tài chính');
  await expect(page.getByText('Người kia đã thêm Sở Y tế.')).toBeVisible();
  await page.getByRole('button', { name: 'Giữ của tôi, làm tiếp trên danh sách mới' }).click();
  await expect(page.getByRole('heading', { name: '13 thành viên' })).toBeVisible();
  // As it was, for those who count.
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  await row('Sở Y tế').getByRole('button').click();
  await expect(page.getByRole('heading', { name: '12 thành viên' })).toBeVisible();
  await row('Sở Tài chính').getByRole('button').click();
  await expect(page.getByRole('heading', { name: '11 thành viên' })).toBeVisible();
  await other.context().close();
});

test('two change the settings of one plan', async ({ page, browser, baseURL }) => {
  await signIn(page, 'congan', '/ke-hoach');
  await page
    .getByRole('link', { name: /Đề án phát triển ứng dụng/ })
    .first()
    .click();
  const days = page.getByRole('textbox', { name: 'Báo sắp đến hạn trước bao nhiêu ngày' });
  const before = await days.inputValue();
  const other = await beside(browser, baseURL, page, 'congan');
  await other.getByLabel('Công khai danh sách').uncheck();
  await other.getByRole('button', { name: 'Lưu cài đặt' }).click();
  await expect(other.getByText('Đã lưu cài đặt.')).toBeVisible();
  await days.fill('21');
  await page.getByRole('button', { name: 'Lưu cài đặt' }).click();
  await expect(page.getByRole('radiogroup', { name: 'Công khai danh sách' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Lấy của người kia: không' })).toBeChecked();
  await page.getByRole('radio', { name: 'Giữ của tôi: có' }).check();
  await page.getByRole('button', { name: 'Lưu cài đặt' }).click();
  await expect(page.getByText('Đã lưu cài đặt.')).toBeVisible();
  await days.fill(before);
  await page.getByRole('button', { name: 'Lưu cài đặt' }).click();
  await expect(page.getByText('Đã lưu cài đặt.')).toBeVisible();
  await other.context().close();
});
