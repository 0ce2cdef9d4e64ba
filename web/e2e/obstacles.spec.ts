import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { signIn } from './people.js';

const SIZES = { laptop: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } };

async function expectWhole(page: Page, what: string): Promise<void> {
  await expect(page.getByText('Đang tải dữ liệu')).toHaveCount(0);
  await expectAccessible(page, what);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sideways, `${what}: nothing stands outside the screen`).toBeLessThanOrEqual(0);
}

/** Raises an obstacle by the page; answers the address of its own page. */
async function raise(page: Page, text: string): Promise<string> {
  await page.goto('/vuong-mac');
  await page.getByRole('link', { name: 'Nêu vướng mắc' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Nêu vướng mắc' })).toBeVisible();
  await page.getByRole('button', { name: 'Nêu vướng mắc này' }).click();
  await expect(page.getByText('Chọn loại vướng mắc.')).toBeVisible();
  await expectWhole(page, 'raising');
  await page.getByLabel('Loại vướng mắc').selectOption({ label: 'Kinh phí' });
  await page.getByLabel('Nội dung vướng mắc và kiến nghị').fill(text);
  await page.getByLabel('Cấp giải quyết được').selectOption({ label: 'UBND tỉnh, HĐND tỉnh' });
  await page.getByLabel('Mong được giải quyết trước ngày').first().fill('1/6/2031');
  await page.getByRole('button', { name: 'Nêu vướng mắc này' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Vướng mắc số \d+$/ })).toBeVisible();
  await expectWhole(page, 'an obstacle just raised');
  return new URL(page.url()).pathname;
}

async function as(browser: Browser, baseURL: string | undefined, viewport: object, username: string, path: string) {
  const context = await browser.newContext({ baseURL, viewport: viewport as { width: number; height: number } });
  const page = await context.newPage();
  await signIn(page, username, path);
  return page;
}

for (const [size, viewport] of Object.entries(SIZES)) {
  test.describe(`obstacles on a ${size}`, () => {
    test.use({ viewport });

    test('one is brought before the Committee, concluded on, tracked, and confirmed', async ({
      page,
      browser,
      baseURL,
    }) => {
      await signIn(page, 'soyte');
      const path = await raise(page, `Chưa có kinh phí mua máy quét cho trạm y tế (${size})`);
      const number = /số (\d+)/.exec((await page.getByRole('heading', { level: 1 }).textContent()) ?? '')?.[1];

      const standing = await as(browser, baseURL, viewport, 'congan', path);
      await standing.getByRole('button', { name: 'Trình Ban Chỉ đạo' }).click();
      await standing.getByLabel('Ý kiến của cơ quan thường trực').fill('Vượt thẩm quyền');
      await standing.getByRole('button', { name: 'Trình Ban Chỉ đạo' }).click();
      await expect(standing.getByText('Đã trình Ban Chỉ đạo; vướng mắc nằm trong danh mục họp.')).toBeVisible();
      await standing.context().close();

      const committee = await as(browser, baseURL, viewport, 'bcd', '/vuong-mac/hop');
      await expect(committee.getByRole('heading', { name: /^I\. Khó khăn, vướng mắc chờ kết luận: \d/ })).toBeVisible();
      await expectWhole(committee, 'the meeting list');
      await committee.emulateMedia({ media: 'print' });
      await expect(committee.getByRole('button', { name: 'In danh mục' })).toBeHidden();
      await expect(committee.getByText(/^.*Nguồn: Hệ thống theo dõi kế hoạch/)).toBeVisible();
      await committee.emulateMedia({ media: null });
      await committee
        .getByRole('link', { name: `Số ${number}`, exact: true })
        .first()
        .click();
      await committee.getByRole('button', { name: 'Kết luận' }).click();
      await committee.getByRole('button', { name: 'Ghi kết luận và giao việc' }).click();
      await expect(committee.getByText('Nhập hạn thực hiện.')).toBeVisible();
      await committee.getByLabel('Kết luận, việc phải làm').fill(`Bố trí kinh phí mua máy quét (${size})`);
      await committee.getByRole('combobox', { name: 'Cơ quan chịu trách nhiệm' }).fill('so tai chinh');
      await committee.getByRole('option', { name: 'Sở Tài chính', exact: true }).click();
      await committee.getByLabel('Hạn thực hiện').first().fill('31/5/2031');
      await expectWhole(committee, 'concluding');
      await committee.getByRole('button', { name: 'Ghi kết luận và giao việc' }).click();
      await expect(committee.getByText(/^Đã kết luận; việc được giao/)).toBeVisible();
      // 31/5/2031 is a Saturday.
      await expect(committee.getByText('Thứ Hai, 02/06/2031')).toBeVisible();
      await committee.context().close();

      const finance = await as(browser, baseURL, viewport, 'sotaichinh', '/?asOf=2030-01-01');
      await expect(finance.getByRole('heading', { name: /^Việc giao theo kết luận về vướng mắc/ })).toBeVisible();
      await expect(finance.getByRole('link', { name: new RegExp(`máy quét \\(${size}\\)`) })).toBeVisible();
      await finance.context().close();

      await page.reload();
      await page.getByRole('button', { name: 'Xác nhận đã giải quyết' }).click();
      await page.getByRole('button', { name: 'Xác nhận đã giải quyết' }).click();
      await expect(page.getByText('Đã xác nhận vướng mắc được giải quyết.')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Nêu lại' })).toBeVisible();
      await expectWhole(page, 'a solved obstacle');
    });

    test('alike ones are merged and answered once; each asker reads the answer', async ({ page, browser, baseURL }) => {
      await signIn(page, 'quynhon');
      const mine = await raise(page, `Thiếu đường truyền tại các trạm y tế xã vùng cao (${size})`);
      const asker = await as(browser, baseURL, viewport, 'soyte', '/vuong-mac');
      const main = await raise(asker, `Thiếu đường truyền tại trạm y tế các xã vùng cao (${size})`);
      await asker.context().close();

      const standing = await as(browser, baseURL, viewport, 'congan', main);
      await standing.getByRole('button', { name: /^Gộp \d+ vướng mắc giống$/ }).click();
      await standing.getByRole('checkbox', { name: new RegExp(`các trạm y tế xã vùng cao \\(${size}\\)`) }).check();
      await expectWhole(standing, 'merging');
      await standing.getByRole('button', { name: 'Gộp các vướng mắc đã chọn' }).click();
      await expect(standing.getByRole('heading', { name: 'Đã gộp vào đây: 1' })).toBeVisible();
      await standing.getByRole('button', { name: 'Trả lời', exact: true }).click();
      await standing.getByLabel('Nội dung trả lời').fill('Viễn thông kéo cáp trong quý I');
      await standing.getByRole('button', { name: 'Gửi trả lời' }).click();
      await expect(standing.getByText(/^Đã trả lời; cơ quan nêu/)).toBeVisible();
      await standing.goto('/vuong-mac?state=answered');
      await expect(standing.getByRole('link', { name: /^Số \d+/ }).first()).toBeVisible();
      await expectWhole(standing, 'the register of obstacles');
      await standing.context().close();

      await page.goto(mine);
      await page.getByRole('link', { name: /^vướng mắc số \d+$/ }).click();
      await expect(page.getByText('Viễn thông kéo cáp trong quý I').first()).toBeVisible();
    });

    test('who has none reads what stands here', async ({ page }) => {
      await signIn(page, 'admin', '/vuong-mac');
      await expect(page.getByText('Chưa có vướng mắc nào.')).toBeVisible();
      await expectWhole(page, 'an empty register of obstacles');
      await page.goto('/vuong-mac/hop');
      await expect(page.getByText('Tài khoản này không dùng trang này.')).toBeVisible();
      await expectWhole(page, 'the meeting list for others');
    });
  });
}
