import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { signIn } from './people.js';

/** A second administrator's browser on the same address. */
async function beside(browser: Browser, baseURL: string | undefined, page: Page): Promise<Page> {
  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  const { pathname, search } = new URL(page.url());
  await signIn(other, 'admin', pathname + search);
  return other;
}

test('two edit one person: the slower one sees what the other changed and chooses by field', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, 'admin', '/quan-tri/nguoi-dung?q=quynhon');
  await page.getByRole('link', { name: 'quynhon', exact: true }).click();
  await expect(page).toHaveURL(/mo=/);
  const formOf = async (on: Page) => {
    const panel = on.getByRole('dialog');
    await panel.getByRole('button', { name: 'Sửa thông tin' }).click();
    return panel.getByRole('form', { name: 'Sửa thông tin người dùng' });
  };
  const mine = await formOf(page);
  const other = await beside(browser, baseURL, page);
  const theirs = await formOf(other);
  await theirs.getByLabel('Tên hiển thị').fill('Cán bộ đầu mối Quy Nhơn');
  await theirs.getByLabel('Thư điện tử công vụ').fill('daumoi@quynhon.gov.vn');
  await theirs.getByRole('button', { name: 'Lưu thông tin' }).click();
  await expect(other.getByRole('dialog').getByText('Đã lưu thông tin.')).toBeVisible();
  await other.context().close();

  await mine.getByLabel('Tên hiển thị').fill('Đầu mối thành phố');
  await mine.getByRole('button', { name: 'Lưu thông tin' }).click();
  await expect(mine.getByText('Người khác vừa sửa, phần của bạn chưa được lưu')).toBeVisible();
  const name = mine.getByRole('radiogroup', { name: 'Tên hiển thị' });
  await expect(name.getByRole('radio', { name: 'Giữ của tôi: Đầu mối thành phố' })).toBeChecked();
  await expect(mine.getByText('Lúc bạn mở: Cán bộ đầu mối', { exact: true })).toBeVisible();
  const email = mine.getByRole('radiogroup', { name: 'Thư điện tử công vụ' });
  await expect(email.getByRole('radio', { name: 'Lấy của người kia: daumoi@quynhon.gov.vn' })).toBeChecked();
  await expectAccessible(page, 'a stale edit of a person');
  await mine.getByRole('button', { name: 'Lưu thông tin' }).click();
  const panel = page.getByRole('dialog');
  await expect(panel.getByText('Đã lưu thông tin.')).toBeVisible();
  await expect(panel.getByText('Đầu mối thành phố').first()).toBeVisible();
  await expect(panel.getByText('daumoi@quynhon.gov.vn').first()).toBeVisible();
});

test('a system is changed by the API while its form is open: the page shows it and merges', async ({ page }) => {
  await signIn(page, 'admin', '/quan-tri/he-thong');
  await page.getByRole('button', { name: 'Thêm hệ thống' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Thêm hệ thống kết nối' });
  await dialog.getByLabel('Tên hệ thống').fill('Kho dữ liệu dùng chung');
  await dialog.getByLabel('Đọc nhiệm vụ, phân công').check();
  await dialog.getByRole('button', { name: 'Thêm hệ thống' }).click();
  const panel = page.getByRole('dialog', { name: 'Kho dữ liệu dùng chung' });
  await panel.getByRole('button', { name: 'Sửa thông tin' }).click();
  // The panel is called as the system is called now, so the form is found without it.
  const form = page.getByRole('form', { name: 'Sửa hệ thống kết nối' });
  await form.getByLabel('Tên hệ thống').fill('Kho dữ liệu tỉnh');

  const id = new URL(page.url()).searchParams.get('mo') ?? '';
  const path = `/api/v1/api-clients/${id}`;
  const read = await page.request.get(path);
  const changed = await page.request.patch(path, {
    headers: { 'If-Match': read.headers().etag ?? '', 'Sec-Fetch-Site': 'same-origin' },
    data: { name: 'Kho dữ liệu số', requestsPerMinute: 120 },
  });
  expect(changed.status()).toBe(200);

  await form.getByRole('button', { name: 'Lưu thông tin' }).click();
  const name = form.getByRole('radiogroup', { name: 'Tên hệ thống' });
  await expect(name.getByRole('radio', { name: 'Giữ của tôi: Kho dữ liệu tỉnh' })).toBeChecked();
  const limit = form.getByRole('radiogroup', { name: 'Số yêu cầu tối đa trong một phút' });
  await expect(limit.getByRole('radio', { name: 'Lấy của người kia: 120' })).toBeChecked();
  await expectAccessible(page, 'a stale edit of a system');
  await name.getByRole('radio', { name: 'Lấy của người kia: Kho dữ liệu số' }).check();
  await expect(form.getByRole('textbox', { name: 'Tên hệ thống' })).toHaveValue('Kho dữ liệu số');
  await name.getByRole('radio', { name: 'Giữ của tôi: Kho dữ liệu tỉnh' }).check();
  await form.getByRole('button', { name: 'Lưu thông tin' }).click();
  const now = page.getByRole('dialog', { name: 'Kho dữ liệu tỉnh' });
  await expect(now.getByRole('button', { name: 'Sửa thông tin' })).toBeVisible();
  await expect(now.getByText('120', { exact: true })).toBeVisible();
});
