import { expect, test } from '@playwright/test';
import { SAMPLE_PASSWORD, signIn } from './people.js';
import { ReportSide } from './report-side.js';

test('the keyboard alone signs in, filters, reads a task at the side and goes back to its row', async ({ page }) => {
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');

  await page.goto('/nhiem-vu');
  await page.getByLabel('Tên đăng nhập').focus();
  await page.keyboard.type('bcd');
  await press('Tab');
  await page.keyboard.type(SAMPLE_PASSWORD);
  await press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Nhiệm vụ' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Danh sách nhiệm vụ' })).toBeVisible();

  // The first stop of every page leads past the frame.
  await page.reload();
  await expect(page.getByRole('table', { name: 'Danh sách nhiệm vụ' })).toBeVisible();
  await press('Tab');
  expect(await focused()).toContain('Bỏ qua phần đầu');
  await press('Enter');
  await expect(page.locator('main')).toBeFocused();

  // j from anywhere takes the first row, j and k move, Enter opens, Escape closes and gives the row back.
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await press('j');
  await expect(page.locator('[data-index="0"] a')).toBeFocused();
  await press('j');
  await expect(page.locator('[data-index="1"] a')).toBeFocused();
  await press('j', 'k');
  await expect(page.locator('[data-index="1"] a')).toBeFocused();
  await press('Enter');
  const side = page.getByRole('dialog');
  await expect(side.getByRole('heading', { name: /Xây dựng cơ chế kiểm tra/ })).toBeVisible();
  await expect(page).toHaveURL(/mo=/);
  await press('Escape');
  await expect(side).toBeHidden();
  await expect(page).not.toHaveURL(/mo=/);
  await expect(page.locator('[data-index="1"] a')).toBeFocused();

  // A filter from its menu, and away again as a word.
  await page.getByRole('button', { name: 'Tình trạng', exact: true }).first().focus();
  await press('Enter');
  // The list takes the focus a moment after it opens; an eye sees it, a test asks again.
  await expect(async () => {
    await press('ArrowDown', 'Home');
    await expect(page.getByRole('menuitemcheckbox', { name: 'Quá hạn' })).toBeFocused({ timeout: 300 });
  }).toPass();
  await press('Enter', 'Escape');
  await expect(page).toHaveURL(/timeliness=overdue/);
  await page.getByRole('button', { name: 'Bỏ lọc Tình trạng: Quá hạn' }).focus();
  await press('Enter');
  await expect(page).not.toHaveURL(/timeliness/);
});

test('after a change of page the focus stands on its heading', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Tên đăng nhập').fill('bcd');
  await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(SAMPLE_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Việc của tôi' })).toBeVisible();
  await page.getByRole('navigation').first().getByRole('link', { name: 'Ngày nghỉ' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /^Ngày nghỉ năm/ })).toBeFocused();
  await expect(page).toHaveTitle(/^Ngày nghỉ năm/);
});

test('the keyboard alone reaches an agency’s reports by their tabs', async ({ page }) => {
  await page.goto('/bao-cao');
  await page.getByLabel('Tên đăng nhập').fill('soyte');
  await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(SAMPLE_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Báo cáo của cơ quan' })).toBeVisible();
  const tabs = page.getByRole('navigation', { name: 'Các trang báo cáo' });
  await tabs.getByRole('link', { name: 'Báo cáo của cơ quan' }).focus();
  await page.keyboard.press('Tab');
  await expect(tabs.getByRole('link').nth(1)).toBeFocused();
});

test('reports are read and decided by the keyboard alone; the heat map is walked by the arrows', async ({
  page,
  baseURL,
}) => {
  const standing = await ReportSide.as('congan', baseURL as string);
  const city = await ReportSide.as('quynhon.head', baseURL as string);
  await standing.openPeriods('2023-04', '2023-12-01');
  for (const label of ['2023-08', '2023-09']) {
    await standing.allow(label, 'UBND thành phố Quy Nhơn');
    await city.submit(label, 'UBND thành phố Quy Nhơn', 'Đã tập huấn');
  }
  const first = await standing.periodId('2023-08');
  const second = await standing.periodId('2023-09');
  await signIn(page, 'congan', `/bao-cao/xet?periodId=${first}`);
  await expect(page.getByText('1 báo cáo', { exact: true })).toBeVisible();

  // j takes the row, x ticks it, r asks for the return of what is ticked, Escape leaves it.
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('j');
  await expect(page.locator('[data-index="0"] a')).toBeFocused();
  await page.keyboard.press('x');
  await expect(page.getByText('Đã chọn 1 báo cáo')).toBeVisible();
  await page.keyboard.press('r');
  await expect(page.getByRole('dialog', { name: 'Trả lại 1 báo cáo' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Trả lại 1 báo cáo' })).toBeHidden();

  // Enter opens it at the side, a asks, Enter accepts.
  await page.locator('[data-index="0"] a').focus();
  await page.keyboard.press('Enter');
  const side = page.getByRole('dialog');
  await expect(side.getByRole('button', { name: 'Chấp nhận', exact: true })).toBeEnabled();
  await page.keyboard.press('a');
  await expect(side.getByRole('button', { name: 'Chấp nhận báo cáo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(side.getByText('Đã chấp nhận báo cáo tháng 8/2023', { exact: false })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(side).toBeHidden();

  // r on the page of a report asks for the reason, and letters that are typed decide nothing.
  const { id } = await standing.report('2023-09', 'UBND thành phố Quy Nhơn');
  await page.goto(`/bao-cao/xet/${id}?periodId=${second}`);
  await expect(page.getByRole('button', { name: 'Trả lại', exact: true })).toBeEnabled();
  await page.keyboard.press('r');
  const reason = page.getByRole('textbox', { name: 'Lý do trả lại chung' });
  await expect(reason).toBeFocused();
  await page.keyboard.type('rà lại số liệu');
  await expect(reason).toHaveValue('rà lại số liệu');

  // One stop for the whole map; the arrows walk it.
  await page.goto(`/bao-cao/cac-ky?den=${second}`);
  const cells = page.locator('[data-place]');
  await expect(cells.first()).toBeVisible();
  await expect(page.locator('[data-place][tabindex="0"]')).toHaveCount(1);
  await page.locator('[data-place="0:0"]').focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-place="1:0"]')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[data-place="1:1"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /: báo cáo tháng/ })).toBeVisible();
  await Promise.all([standing.close(), city.close()]);
});
