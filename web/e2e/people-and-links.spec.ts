import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { signIn } from './people.js';

const WAITS = 'sonoivu.vanthu';

test.describe.configure({ mode: 'serial' });

async function invite(page: Page, username: string): Promise<string> {
  await page.getByRole('button', { name: 'Mời một người' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Mời một người' });
  await dialog.getByLabel('Tên đăng nhập').fill(username);
  await dialog.getByLabel('Tên hiển thị').fill('Văn thư Sở Nội vụ');
  await dialog.getByRole('combobox', { name: 'Cơ quan' }).fill('so noi vu');
  await page.getByRole('option', { name: 'Sở Nội vụ', exact: true }).click();
  await dialog.getByRole('button', { name: 'Mời và lấy đường dẫn' }).click();
  const link = (await dialog.getByRole('region', { name: 'Đường dẫn' }).locator('pre').textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Xong' }).click();
  await expect(dialog).toHaveCount(0);
  return link;
}

async function expectVoid(page: Page, link: string): Promise<void> {
  const visitor = await page.context().newPage();
  await visitor.goto(`/nhan-loi-moi${new URL(link).hash}`);
  await expect(visitor.getByText('Đường dẫn không đúng, đã dùng hoặc đã hết hạn.')).toBeVisible();
  await visitor.close();
}

test('an administrator sees who has not come yet, and takes an invitation back', async ({ page }) => {
  await signIn(page, 'admin', '/quan-tri/nguoi-dung');
  const link = await invite(page, WAITS);
  await page.getByText('Lời mời đang chờ').click();
  await expect(page).toHaveURL(/xem=loi-moi/);
  const table = page.getByRole('table', { name: 'Lời mời đang chờ' });
  const row = table.getByRole('row').filter({ hasText: WAITS });
  await expect(row).toContainText('Sở Nội vụ');
  await expect(row).toContainText('Quản trị');
  await row.getByRole('button', { name: `Thu hồi lời mời Văn thư Sở Nội vụ (${WAITS})` }).click();
  await expect(page.getByText(`Thu hồi lời mời Văn thư Sở Nội vụ (${WAITS})?`)).toBeVisible();
  await expectAccessible(page, 'taking an invitation back');
  await page.getByRole('button', { name: 'Thôi' }).click();
  await expect(row, 'nothing happened yet').toBeVisible();
  await row.getByRole('button', { name: /^Thu hồi/ }).click();
  await page.getByRole('button', { name: 'Thu hồi lời mời', exact: true }).click();
  await expect(page.getByText(`Đã thu hồi lời mời Văn thư Sở Nội vụ (${WAITS}).`)).toBeVisible();
  await expect(row).toHaveCount(0);
  await expectVoid(page, link);
});

test('an invitation is sent again and taken back at the person; the list of those who wait is then without it', async ({
  page,
}) => {
  await signIn(page, 'admin', `/quan-tri/nguoi-dung?q=${WAITS}`);
  await page.getByRole('link', { name: WAITS }).click();
  const panel = page.getByRole('dialog', { name: 'Văn thư Sở Nội vụ' });
  const part = panel.getByRole('region', { name: 'Lời mời' });
  await expect(part.getByText('Không có lời mời nào đang chờ')).toBeVisible();
  await panel.getByRole('button', { name: 'Gửi lại lời mời' }).click();
  const link = (await panel.getByRole('region', { name: 'Đường dẫn' }).locator('pre').textContent()) ?? '';
  await expect(part.getByText(/nhận được đến/)).toBeVisible();
  await part.getByRole('button', { name: 'Thu hồi lời mời' }).click();
  await expectAccessible(page, 'a person who waits');
  await part.getByRole('button', { name: 'Thu hồi lời mời' }).click();
  await expect(panel.getByText(`Đã thu hồi lời mời Văn thư Sở Nội vụ (${WAITS}).`)).toBeVisible();
  await expect(part.getByText('Không có lời mời nào đang chờ')).toBeVisible();
  await expectVoid(page, link);
});

test('an account of the sign-on provider is linked, refused for a second person, and unlinked', async ({ page }) => {
  await signIn(page, 'admin', '/quan-tri/nguoi-dung?q=vpubnd');
  await page.getByRole('link', { name: 'vpubnd' }).click();
  const part = page.getByRole('dialog').getByRole('region', { name: 'Tài khoản đăng nhập một lần' });
  const form = part.getByRole('form', { name: 'Gắn tài khoản đăng nhập một lần' });
  const fill = async (issuer: string, subject: string) => {
    await form.getByLabel('Địa chỉ hệ thống cấp tài khoản').fill(issuer);
    await form.getByLabel('Mã người dùng ở đó').fill(subject);
    await form.getByRole('button', { name: 'Gắn tài khoản' }).click();
  };
  await part.getByRole('button', { name: 'Gắn tài khoản đăng nhập một lần' }).click();
  await fill('sso.tinh.gov.vn', '');
  await expect(form.getByText('Nhập mã người dùng.')).toBeVisible();
  await expect(form.getByText('Nhập địa chỉ đầy đủ, bắt đầu bằng https://')).toBeVisible();
  await expectAccessible(page, 'linking an account');
  await fill('https://sso.tinh.gov.vn', 'vp-0017');
  const panel = page.getByRole('dialog');
  await expect(panel.getByText('Đã gắn tài khoản đăng nhập một lần.')).toBeVisible();
  await expect(part.getByText('vp-0017')).toBeVisible();

  await page.goto('/quan-tri/nguoi-dung?q=sotaichinh');
  await page.getByRole('link', { name: 'sotaichinh' }).click();
  await part.getByRole('button', { name: 'Gắn tài khoản đăng nhập một lần' }).click();
  await fill('https://sso.tinh.gov.vn', 'vp-0017');
  await expect(form.getByText(/đã gắn với vpubnd/)).toBeVisible();

  await page.goto('/quan-tri/nguoi-dung?q=vpubnd');
  await page.getByRole('link', { name: 'vpubnd' }).click();
  await part.getByRole('button', { name: 'Bỏ gắn' }).click();
  await part.getByRole('button', { name: /^Bỏ gắn tài khoản của/ }).click();
  await expect(panel.getByText('Đã bỏ gắn tài khoản đăng nhập một lần.')).toBeVisible();
  await expect(part.getByText('Chưa gắn tài khoản nào.')).toBeVisible();
});

test('on a telephone those who wait are cards, each with its button', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, 'admin', '/quan-tri/nguoi-dung?xem=loi-moi');
  await invite(page, 'sonoivu.so-hai');
  const card = page.getByRole('article').filter({ hasText: 'sonoivu.so-hai' });
  await expect(card).toBeVisible();
  await expectAccessible(page, 'those who wait, on a telephone');
  await card.getByRole('button', { name: /^Thu hồi/ }).click();
  await page.getByRole('button', { name: 'Thu hồi lời mời', exact: true }).click();
  await expect(card).toHaveCount(0);
});
