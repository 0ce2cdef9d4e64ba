import { expect, type Locator, type Page, test } from '@playwright/test';
import { SAMPLE_PASSWORD, signIn } from './people.js';
import { AGENCIES, ByApi, expectWhole, monthLabel, monthName } from './report-agency.js';
import { scan } from './report-side.js';
import { editedWorkbook } from './workbook.js';

const LABEL = monthLabel(-1);
const NAME = monthName(LABEL);
const SAVED = /^Đã lưu \d\d:\d\d/;

/** One line of the form, opened where it is folded. */
async function line(page: Page, index: number): Promise<Locator> {
  const found = page.locator(`[data-index="${index}"]`);
  await expect(found.getByRole('heading')).toBeVisible();
  const unfold = found.getByRole('button', { name: /^Mở để viết/ });
  if (await unfold.isVisible()) await unfold.click();
  return found;
}
const field = (where: Locator, name: string): Locator => where.getByRole('textbox', { name: new RegExp(`^${name}`) });
const bar = (page: Page): Locator => page.getByRole('region', { name: 'Lưu và nộp' });

for (const { size, viewport, officer, head, agency } of AGENCIES) {
  test.describe(`on a ${size}`, () => {
    test.use({ viewport });
    let reportId: string;

    test.beforeAll(async ({ baseURL }) => {
      const standing = await ByApi.as('congan', baseURL);
      await standing.openMonths();
      reportId = await standing.reportId(LABEL, agency);
      await standing.allow(reportId);
      await standing.close();
    });

    test('an officer finds what is owed on the first page, writes it, and every word is saved', async ({
      page,
      baseURL,
    }) => {
      test.setTimeout(180_000);
      const api = await ByApi.as(officer, baseURL);
      await signIn(page, officer);
      await expect(page.getByRole('heading', { level: 2, name: 'Báo cáo phải nộp' })).toBeVisible();
      const button = page.getByRole('link', { name: `Soạn báo cáo ${NAME}` });
      await expect(button).toBeVisible();
      await expectWhole(page, 'first page with owed reports');
      await page.goto('/bao-cao');
      await expect(page.getByRole('heading', { level: 2, name: 'Cần làm' })).toBeVisible();
      await expect(page.getByText(/quá hạn \d+ ngày/).first()).toBeVisible();
      await expectWhole(page, 'reports of an agency');
      await button.click();
      await expect(page.getByRole('heading', { level: 1, name: `Báo cáo ${NAME}` })).toBeVisible();

      // The head hands in, and the page says so to the officer.
      await expect(bar(page).getByRole('button', { name: `Nộp báo cáo ${NAME}` })).toBeDisabled();
      await expect(bar(page)).toContainText('việc này do thủ trưởng cơ quan thực hiện');

      const first = await line(page, 0);
      await field(first, 'Kết quả thực hiện').fill('Đã hướng dẫn 12 đơn vị.');
      await first.getByLabel(/^Tiến độ \(%\)/).fill('41');
      await first.getByRole('combobox', { name: /^Tình trạng/ }).selectOption('in_progress');
      await expect(bar(page).getByText(SAVED)).toBeVisible();
      await expect(async () => {
        expect((await api.report(reportId)).entries[0]?.resultText).toBe('Đã hướng dẫn 12 đơn vị.');
      }).toPass();
      await expectWhole(page, 'form');

      // By the keyboard: out of the field to its heading, to the next line and back, and the slider by arrows.
      await field(first, 'Kết quả thực hiện').focus();
      await page.keyboard.press('Escape');
      await expect(first.getByRole('heading')).toBeFocused();
      await page.keyboard.press('j');
      await expect(page.locator('[data-index="1"]').getByRole('heading')).toBeFocused();
      await page.keyboard.press('k');
      await expect(first.getByRole('heading')).toBeFocused();
      await first.getByRole('slider').focus();
      await page.keyboard.press('ArrowRight');
      await expect(first.getByLabel(/^Tiến độ \(%\)/)).not.toHaveValue('41');
      await first.getByLabel(/^Tiến độ \(%\)/).fill('41');

      // What contradicts itself is told at the line and on top.
      const report = await api.report(reportId);
      const led = report.entries.findIndex(({ role }) => role === 'lead');
      const leading = await line(page, led);
      await leading.getByLabel(/^Tiến độ \(%\)/).fill('100');
      await expect(
        leading.getByText('Báo hoàn thành nhưng chưa nộp tài liệu minh chứng.', { exact: false }),
      ).toBeVisible();
      await expect(page.getByText('Nên xem lại trước khi nộp')).toBeVisible();
      await leading.getByLabel(/^Tiến độ \(%\)/).fill('60');

      // A file goes up, can be fetched, and is taken away again.
      await first
        .getByLabel(/^Chọn tệp/)
        .setInputFiles({ name: 'Ảnh hội nghị.png', mimeType: 'image/png', buffer: scan() });
      const file = first.getByRole('link', { name: 'Ảnh hội nghị.png' });
      await expect(file).toBeVisible();
      await expect(async () => expect((await api.report(reportId)).entries[0]?.files).toHaveLength(1)).toPass();
      const download = page.waitForEvent('download');
      await file.click();
      expect((await download).suggestedFilename()).toBe('Ảnh hội nghị.png');
      await first
        .getByLabel(/^Chọn tệp/)
        .setInputFiles({ name: 'la.exe', mimeType: 'text/plain', buffer: Buffer.from('MZ') });
      await expect(first.getByRole('alert')).toContainText('la.exe');
      await first.getByRole('button', { name: 'Thôi' }).click();
      await first.getByRole('button', { name: /^Bỏ tệp Ảnh hội nghị.png/ }).click();
      await expect(async () => expect((await api.report(reportId)).entries[0]?.files).toHaveLength(0)).toPass();

      // "Không phát sinh" takes words away and gives them back.
      await first.getByRole('checkbox', { name: /^Không phát sinh trong kỳ/ }).check();
      await expect(field(first, 'Kết quả thực hiện')).toHaveCount(0);
      await first.getByRole('checkbox', { name: /^Không phát sinh trong kỳ/ }).uncheck();
      await expect(field(first, 'Kết quả thực hiện')).toHaveValue('Đã hướng dẫn 12 đơn vị.');
      await page.getByRole('checkbox', { name: 'Cả báo cáo không phát sinh' }).check();
      await page.getByRole('button', { name: 'Không phát sinh cho cả báo cáo' }).click();
      await expect(first.getByRole('checkbox', { name: /^Không phát sinh trong kỳ/ })).toBeChecked();
      await page.getByRole('checkbox', { name: 'Cả báo cáo không phát sinh' }).uncheck();
      await expect(field(first, 'Kết quả thực hiện')).toHaveValue('Đã hướng dẫn 12 đơn vị.');
      await expect(bar(page).getByText(SAVED)).toBeVisible();
      await api.close();
    });

    test('the line breaks, the page is closed, the session ends: no word is lost', async ({
      page,
      context,
      baseURL,
    }) => {
      test.setTimeout(120_000);
      const api = await ByApi.as(officer, baseURL);
      const saved = (text: string) =>
        expect(async () => expect((await api.report(reportId)).entries[0]?.nextText).toBe(text)).toPass();
      await signIn(page, officer, `/bao-cao/${reportId}`);
      let next = field(await line(page, 0), 'Việc tiếp theo');

      await context.setOffline(true);
      await next.fill('Gõ khi mất mạng');
      await expect(bar(page)).toContainText('Mất kết nối, chữ đang gõ được giữ trên máy này');
      await expectWhole(page, 'form without a line');
      await next.fill('Gõ khi mất mạng, gõ tiếp');
      await context.setOffline(false);
      await expect(bar(page).getByText(SAVED)).toBeVisible();
      await saved('Gõ khi mất mạng, gõ tiếp');

      // The page goes away while the line is down; a new one in the same browser has the words.
      await page.route('**/entries', (route) => route.abort('connectionfailed'));
      await next.fill('Đóng trang khi mất mạng');
      await expect(bar(page)).toContainText('Mất kết nối');
      await page.unroute('**/entries');
      await page.goto('about:blank');
      await page.goto(`/bao-cao/${reportId}`);
      await expect(page.getByText('Đã lấy lại chữ chưa gửi')).toBeVisible();
      next = field(await line(page, 0), 'Việc tiếp theo');
      await expect(next).toHaveValue('Đóng trang khi mất mạng');
      await saved('Đóng trang khi mất mạng');

      // The session ends while one types: after the sign-in the words stand where they stood.
      await context.clearCookies();
      await next.fill('Hết phiên khi đang gõ');
      await expect(page.getByText('Phiên làm việc đã hết')).toBeVisible();
      await page.getByLabel('Tên đăng nhập').fill(officer);
      await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(SAMPLE_PASSWORD);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1, name: `Báo cáo ${NAME}` })).toBeVisible();
      await expect(field(await line(page, 0), 'Việc tiếp theo')).toHaveValue('Hết phiên khi đang gõ');
      await saved('Hết phiên khi đang gõ');
      await api.close();
    });

    test('two write at the same time: what only one changed is taken, where both wrote one chooses', async ({
      page,
      browser,
      baseURL,
    }) => {
      test.setTimeout(120_000);
      const api = await ByApi.as(officer, baseURL);
      await signIn(page, officer, `/bao-cao/${reportId}`);
      const mine = await line(page, 0);
      await field(mine, 'Kết quả thực hiện').fill('Kết quả chung');
      await expect(bar(page).getByText(SAVED)).toBeVisible();
      await expect(async () =>
        expect((await api.report(reportId)).entries[0]?.resultText).toBe('Kết quả chung'),
      ).toPass();

      const context = await browser.newContext({ baseURL, viewport });
      const other = await context.newPage();
      await signIn(other, head, `/bao-cao/${reportId}`);
      const theirs = await line(other, 0);
      await field(theirs, 'Kết quả thực hiện').fill('Lời của thủ trưởng');
      await field(theirs, 'Khó khăn, vướng mắc').fill('Thiếu máy đọc thẻ');
      await expect(async () =>
        expect((await api.report(reportId)).entries[0]?.resultText).toBe('Lời của thủ trưởng'),
      ).toPass();
      await context.close();

      await field(mine, 'Kết quả thực hiện').fill('Lời của cán bộ');
      const choice = mine.getByRole('region', { name: 'Kết quả thực hiện: chọn một bên' });
      await expect(choice).toContainText('Lời của thủ trưởng');
      await expect(choice).toContainText('Lời của cán bộ');
      await expect(field(mine, 'Khó khăn, vướng mắc')).toHaveValue('Thiếu máy đọc thẻ');
      await expectWhole(page, 'form with two writers');
      await choice.getByRole('button', { name: 'Giữ cả hai, nối vào nhau' }).click();
      await expect(async () =>
        expect((await api.report(reportId)).entries[0]?.resultText).toBe('Lời của cán bộ\nLời của thủ trưởng'),
      ).toPass();
      await expect(bar(page).getByText(SAVED)).toBeVisible();
      await api.close();
    });

    test('the Excel form goes out and comes back: wrong cells by name, a look before anything is written', async ({
      page,
      baseURL,
    }) => {
      test.setTimeout(120_000);
      const api = await ByApi.as(officer, baseURL);
      await signIn(page, officer, `/bao-cao/${reportId}`);
      const first = await line(page, 0);
      await first.getByLabel(/^Tiến độ \(%\)/).fill('43');
      await field(first, 'Kết quả thực hiện').fill('Trước khi tải biểu');
      await expect(async () =>
        expect((await api.report(reportId)).entries[0]?.resultText).toBe('Trước khi tải biểu'),
      ).toPass();
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Tải biểu Excel' }).click();
      const path = await (await download).path();
      const bytes = await import('node:fs/promises').then(({ readFile }) => readFile(path));
      const upload = async (buffer: Buffer) => {
        await page.locator('input[type="file"][accept^=".xlsx"]').setInputFiles({
          name: 'bieu.xlsx',
          mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          buffer,
        });
        await page.getByRole('button', { name: 'Xem trước thay đổi' }).click();
      };

      // A number in its cell, not the place of a text.
      const progress = (xml: string, value: number) => xml.replace(/(<c r="I\d+" s="\d+"><v>)43</, `$1${value}<`);
      await upload(bytes);
      await expect(page.getByText('Biểu không có gì khác với báo cáo đang soạn')).toBeVisible();

      await upload(editedWorkbook(bytes, (xml) => progress(xml, 430)));
      await expect(page.getByText('1 ô cần sửa, chưa ghi gì vào báo cáo')).toBeVisible();
      const faults = page.getByRole('table', { name: 'Các ô cần sửa trong biểu' });
      await expect(faults.getByRole('cell', { name: /^[A-Z]+\d+$/ })).toBeVisible();
      await expectWhole(page, 'wrong cells');

      await upload(
        editedWorkbook(bytes, (xml) => progress(xml, 77).replaceAll('Trước khi tải biểu', 'Điền trong Excel')),
      );
      const changes = page.getByRole('table', { name: 'Những gì biểu sẽ thay đổi' });
      await expect(changes.getByRole('row').filter({ hasText: 'Điền trong Excel' })).toContainText(
        'Trước khi tải biểu',
      );
      await expect(changes).toContainText('77%');
      expect((await api.report(reportId)).entries[0]?.resultText).toBe('Trước khi tải biểu');
      await expectWhole(page, 'what a form would change');
      await page.getByRole('button', { name: 'Ghi 1 nhiệm vụ vào báo cáo' }).dblclick();
      await expect(page.getByText('Đã ghi 1 nhiệm vụ từ biểu Excel')).toBeVisible();
      await expect(field(first, 'Kết quả thực hiện')).toHaveValue('Điền trong Excel');
      expect((await api.report(reportId)).entries[0]?.resultText).toBe('Điền trong Excel');
      await api.close();
    });
  });
}
