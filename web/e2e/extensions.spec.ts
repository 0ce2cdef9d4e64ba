import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { signIn } from './people.js';

const SIZES = { laptop: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } };
/** On each size another agency asks, so that neither finds what the other did. */
const ASKERS = {
  laptop: { username: 'soyte', agency: 'Sở Y tế', other: 'congan' },
  phone: { username: 'quynhon', agency: 'UBND thành phố Quy Nhơn', other: 'sotaichinh' },
} as const;

async function expectWhole(page: Page, what: string): Promise<void> {
  await expect(page.getByText('Đang tải dữ liệu')).toHaveCount(0);
  await expectAccessible(page, what);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sideways, `${what}: nothing stands outside the screen`).toBeLessThanOrEqual(0);
}

/** The first overdue task on the list of what the own agency owes, with no request yet. */
async function askForFirst(page: Page, newDueOn: string): Promise<string> {
  await page.goto('/?asOf=2030-01-01');
  const own = page.getByRole('region', { name: /^Việc cơ quan tôi chủ trì/ });
  const list = own.getByRole('listitem').filter({ hasText: 'Quá hạn' }).filter({ hasNotText: 'đang xin gia hạn' });
  await list.first().getByRole('link').first().click();
  await page.getByRole('link', { name: 'Xin gia hạn' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Xin gia hạn' })).toBeVisible();
  await page.getByRole('button', { name: 'Gửi đề nghị gia hạn' }).click();
  await expect(page.getByText('Nhập ngày xin gia hạn đến.')).toBeVisible();
  await expectWhole(page, 'asking');
  await page.getByLabel('Xin gia hạn đến ngày').first().fill('1/1/2023');
  await page.getByLabel('Lý do').fill('Chờ hướng dẫn của Bộ Công an');
  await page.getByRole('button', { name: 'Gửi đề nghị gia hạn' }).click();
  await expect(page.getByRole('alert')).toContainText('phải sau hạn đang áp dụng');
  await page.getByLabel('Xin gia hạn đến ngày').first().fill(newDueOn);
  await page.getByRole('button', { name: 'Gửi đề nghị gia hạn' }).click();
  await expect(page.getByRole('dialog')).toContainText('Chờ quyết định');
  const title = await page.getByRole('dialog').getByRole('heading').first().textContent();
  return /số (\d+)/.exec(title ?? '')?.[1] ?? '';
}

for (const [size, viewport] of Object.entries(SIZES)) {
  test.describe(`extensions on a ${size}`, () => {
    test.use({ viewport });
    const { username, agency, other } = ASKERS[size as keyof typeof ASKERS];

    test('an agency asks, and the Steering Committee grants another day', async ({ page, browser, baseURL }) => {
      await signIn(page, username);
      const number = await askForFirst(page, '28/6/2031');
      await expect(page.getByRole('dialog')).toContainText('Việc gia hạn do cơ quan thường trực hoặc Ban Chỉ đạo');
      await expectWhole(page, 'one request');

      const context = await browser.newContext({ baseURL, viewport });
      const decider = await context.newPage();
      await signIn(decider, 'bcd');
      await expect(decider.getByRole('heading', { name: /^Đề nghị gia hạn chờ quyết định: \d+$/ })).toBeVisible();
      await decider.getByRole('link', { name: 'Xem và quyết định' }).click();
      await decider
        .getByRole('link', { name: size === 'phone' ? new RegExp(`^${agency}: xin`) : `Số ${number}` })
        .click();
      const panel = decider.getByRole('dialog');
      // 28/6/2031 is a Saturday.
      await expect(panel).toContainText('Thứ Hai, 30/06/2031');
      await panel.getByRole('radio', { name: 'Không gia hạn, nêu lý do' }).check();
      await panel.getByRole('button', { name: 'Không gia hạn' }).click();
      await expect(panel.getByText('Nêu lý do để cơ quan biết.')).toBeVisible();
      await panel.getByRole('radio', { name: 'Đồng ý gia hạn' }).check();
      await panel.getByLabel('Hạn mới').first().fill('30/5/2031');
      await panel.getByRole('button', { name: 'Đồng ý gia hạn' }).click();
      await expect(decider.getByText(`Đã gia hạn cho ${agency} đến ngày 30/05/2031, tính từ hôm nay.`)).toBeVisible();
      await context.close();

      await page.reload();
      const mine = page.getByRole('dialog');
      await expect(mine).toContainText('Đồng ý gia hạn');
      await expect(mine).toContainText('So với hạn đầu tiên');
      await mine.getByRole('link').first().click();
      await expect(page.getByRole('heading', { name: 'Các lần đổi hạn' })).toBeVisible();
      await expect(page.getByText(`Gia hạn theo đề nghị số ${number}`).first()).toBeVisible();
      await expectWhole(page, 'a task with a later date');
    });

    test('several are refused at once, and one is taken back', async ({ page, browser, baseURL }) => {
      await signIn(page, username);
      const number = await askForFirst(page, '1/9/2031');
      const context = await browser.newContext({ baseURL, viewport });
      const asker = await context.newPage();
      await signIn(asker, other);
      await askForFirst(asker, '1/9/2031');
      await asker.getByRole('button', { name: 'Rút đề nghị này' }).click();
      await asker.getByRole('button', { name: /^Rút đề nghị số/ }).click();
      await expect(asker.getByText(/^Đã rút đề nghị số/)).toBeVisible();
      await context.close();

      const second = await browser.newContext({ baseURL, viewport });
      const decider = await second.newPage();
      await signIn(decider, 'congan', '/don-doc/gia-han?state=pending');
      await decider.getByRole('checkbox', { name: new RegExp(`^Chọn đề nghị số ${number} `) }).check();
      await decider.getByRole('button', { name: 'Quyết định 1 đề nghị đã chọn' }).click();
      const dialog = decider.getByRole('dialog');
      await expect(dialog.getByRole('table')).toContainText(agency);
      await dialog.getByRole('radio', { name: 'Không gia hạn, nêu lý do' }).check();
      await dialog.getByLabel('Lý do không gia hạn').fill('Chưa đủ căn cứ');
      await expectAccessible(decider, 'deciding on several');
      await dialog.getByRole('button', { name: 'Không gia hạn 1 đề nghị' }).click();
      await expect(decider.getByText('Đã trả lời 1 đề nghị.')).toBeVisible();
      await expectWhole(decider, 'the register');
      await second.close();

      await page.reload();
      await expect(page.getByRole('dialog')).toContainText('Chưa đủ căn cứ');
    });

    test('who has none reads what to do', async ({ page }) => {
      await signIn(page, 'admin', '/don-doc/gia-han');
      await expect(page.getByText('Chưa có đề nghị gia hạn nào.')).toBeVisible();
      await expectWhole(page, 'an empty register');
      await page.goto('/don-doc/gia-han/xin');
      await expect(page.getByText('Chưa chọn phân công nào.')).toBeVisible();
      await expectWhole(page, 'asking for nothing');
    });
  });
}
