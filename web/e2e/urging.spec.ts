import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { signIn } from './people.js';

const PHONE = { width: 390, height: 844 };

/** A page of its own with somebody signed in. */
async function pageOf(
  browser: import('@playwright/test').Browser,
  username: string,
  path: string,
  viewport?: typeof PHONE,
): Promise<Page> {
  const page = await (await browser.newContext(viewport ? { viewport } : {})).newPage();
  await signIn(page, username, path);
  return page;
}

async function expectNoSideways(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

test('the monitor urges an agency, which answers; the letter is a Word file', async ({ browser }) => {
  const monitor = await pageOf(browser, 'vpubnd', '/don-doc');
  await expect(monitor.getByRole('heading', { level: 1, name: 'Việc cần đôn đốc' })).toBeVisible();
  await expect(monitor.getByText(/^[\d.]+ việc của \d+ cơ quan$/)).toBeVisible();
  await expectAccessible(monitor, 'urging desk');
  await monitor.getByRole('combobox', { name: 'Cơ quan' }).fill('so y te');
  await monitor.getByRole('option', { name: 'Sở Y tế' }).click();
  await expect(monitor.getByRole('button', { name: 'Bỏ lọc Cơ quan: Sở Y tế' })).toBeVisible();
  await expect(monitor.getByText(/^\d+ việc của 1 cơ quan$/)).toBeVisible();
  const boxes = monitor.getByRole('checkbox', { name: /^Chọn: Sở Y tế, \d+\. / });
  const title = ((await boxes.nth(0).getAttribute('aria-label')) ?? '').replace('Chọn: Sở Y tế, ', '');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await expect(monitor.getByText('Đã chọn 2 việc của 1 cơ quan.')).toBeVisible();
  await monitor.getByRole('button', { name: 'Soạn công văn' }).click();
  await expect(monitor.getByRole('textbox', { name: 'Về việc' })).not.toHaveValue('');
  await expectAccessible(monitor, 'writing an urging');
  await monitor.getByRole('button', { name: 'Xem trước công văn' }).click();
  await expect(monitor.getByText(/^Số \d+\. Kính gửi: Sở Y tế$/)).toBeVisible();
  await expect(monitor.getByText(/Sở Y tế còn 02 nhiệm vụ quá hạn/)).toBeVisible();
  await expectAccessible(monitor, 'looking at the letters');
  await monitor.getByRole('button', { name: 'Gửi 1 công văn' }).click();
  await expect(monitor.getByText('Đã lập 1 công văn đôn đốc.')).toBeVisible();
  await expect(monitor.getByRole('cell', { name: /^1 lần, gần nhất .* chưa trả lời$/ }).first()).toBeVisible();
  await expectAccessible(monitor, 'after sending');

  const tab = monitor.waitForEvent('popup');
  await monitor.getByRole('cell', { name: title, exact: true }).getByRole('link').click();
  const task = await tab;
  await expect(task.getByText('đã đôn đốc 1 lần').first()).toBeVisible();
  await expect(task.getByRole('cell', { name: /Sở Y tế: Đôn đốc bằng công văn lần 1, số \d+/ })).toBeVisible();

  const officer = await pageOf(browser, 'soyte', '/');
  await officer
    .getByRole('navigation', { name: 'Các trang chính' })
    .first()
    .getByRole('link', { name: 'Đôn đốc' })
    .click();
  await expect(officer.getByRole('heading', { level: 1, name: 'Công văn đôn đốc' })).toBeVisible();
  await expectAccessible(officer, 'letters of an agency');
  await officer
    .getByRole('link', { name: /^Số \d+\/\d{4}$/ })
    .first()
    .click();
  await expect(officer.getByRole('heading', { name: 'Trả lời 2 việc' })).toBeVisible();
  await expectAccessible(officer, 'answering');
  await officer.getByRole('button', { name: 'Gửi trả lời' }).click();
  await expect(officer.getByText('Chọn lý do chậm.').first()).toBeVisible();
  const first = officer.getByRole('group', { name: /^Trả lời việc 1:/ });
  await first.getByRole('combobox', { name: 'Lý do chậm' }).selectOption('staff');
  await first.getByRole('textbox', { name: 'Giải trình' }).fill('Thay cán bộ đầu mối');
  const day = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('/');
  await first.getByRole('textbox', { name: 'Sẽ hoàn thành vào ngày' }).fill(day);
  await officer.getByRole('button', { name: 'Gửi trả lời 1 việc' }).click();
  await expect(officer.getByText('Đã gửi trả lời 1 việc.')).toBeVisible();
  await expect(officer.getByRole('heading', { name: 'Trả lời 1 việc' })).toBeVisible();
  await expect(
    officer.getByRole('cell', { name: /Thiếu người, thay đổi cán bộ đầu mối\. Thay cán bộ đầu mối/ }),
  ).toBeVisible();
  const [download] = await Promise.all([
    officer.waitForEvent('download'),
    officer.getByRole('link', { name: 'Tải công văn bản Word' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.docx$/);
});

test('the urging desk and the answer fit a phone', async ({ browser }) => {
  const standing = await pageOf(browser, 'congan', '/don-doc', PHONE);
  await expect(standing.getByText(/^[\d.]+ việc của \d+ cơ quan$/)).toBeVisible();
  await expectAccessible(standing, 'urging desk on a phone');
  await expectNoSideways(standing);
  await standing.getByRole('combobox', { name: 'Cơ quan' }).fill('quy nhon');
  await standing.getByRole('option', { name: 'UBND thành phố Quy Nhơn' }).click();
  await expect(standing.getByText(/^\d+ việc của 1 cơ quan$/)).toBeVisible();
  await standing
    .getByRole('checkbox', { name: /^Chọn: UBND thành phố Quy Nhơn/ })
    .first()
    .check();
  await standing.getByRole('button', { name: 'Soạn công văn' }).click();
  await standing.getByRole('button', { name: 'Xem trước công văn' }).click();
  await standing.getByRole('button', { name: 'Gửi 1 công văn' }).click();
  await expect(standing.getByText('Đã lập 1 công văn đôn đốc.')).toBeVisible();
  const officer = await pageOf(browser, 'quynhon', '/don-doc/cong-van', PHONE);
  await expect(officer.getByRole('link', { name: /^Số \d+\/\d{4}$/ })).toBeVisible();
  await expectNoSideways(officer);
  await officer.getByRole('link', { name: /^Số \d+\/\d{4}$/ }).click();
  await expect(officer.getByRole('heading', { name: 'Trả lời 1 việc' })).toBeVisible();
  await expectAccessible(officer, 'answering on a phone');
  await expectNoSideways(officer);
});

test('the standing agency changes the ladder after looking at whom it tells', async ({ browser }) => {
  const standing = await pageOf(browser, 'congan', '/ke-hoach');
  await standing
    .getByRole('link', { name: /Kế hoạch thực hiện|Ban hành Kế hoạch/ })
    .first()
    .click();
  await standing.getByRole('link', { name: 'Bậc nhắc việc' }).click();
  await expect(standing.getByRole('heading', { level: 1, name: 'Bậc nhắc việc' })).toBeVisible();
  await standing.getByRole('textbox', { name: 'Vào ngày' }).fill('05/05/2023');
  await standing.getByRole('textbox', { name: 'Vào ngày' }).blur();
  await standing.getByRole('button', { name: 'Xem ai được nhắc' }).click();
  await expect(standing.getByText(/^Ngày 05\/05\/2023: \d+ việc có người được nhắc\.$/)).toBeVisible();
  await expectAccessible(standing, 'ladder with a preview');
  await standing.getByLabel('Báo cơ quan thường trực từ ngày quá hạn thứ').fill('10');
  await standing.getByRole('button', { name: 'Lưu bậc nhắc việc' }).click();
  await expect(standing.getByText('Đã lưu bậc nhắc việc.', { exact: false })).toBeVisible();
  await standing.getByLabel('Báo cơ quan thường trực từ ngày quá hạn thứ').fill('40');
  await standing.getByRole('button', { name: 'Lưu bậc nhắc việc' }).click();
  await expect(standing.getByText('Thủ trưởng cơ quan được báo trước', { exact: false }).first()).toBeVisible();
  await expectAccessible(standing, 'ladder refused');
});
