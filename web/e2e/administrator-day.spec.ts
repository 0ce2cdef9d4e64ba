import { expect, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { signIn } from './people.js';
import { workbook } from './workbook.js';

const OFFICER = 'soyte.vanthu';
const PASSWORD = 'cầu tre lắc lẻo 2023';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HEAD = ['Tên đăng nhập', 'Họ tên hoặc chức danh', 'Cơ quan', 'Vai trò', 'Thư điện tử công vụ'];

test.describe.configure({ mode: 'serial' });

test('an administrator invites an officer, who accepts the link in his own browser and signs in', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, 'admin');
  await page.getByRole('navigation', { name: 'Các trang chính' }).getByRole('link', { name: 'Người dùng' }).click();
  await expect(page.getByRole('table', { name: 'Danh sách người dùng' })).toBeVisible();
  await page.getByRole('button', { name: 'Mời một người' }).click();
  const dialog = page.getByRole('dialog', { name: 'Mời một người' });
  await dialog.getByRole('button', { name: 'Mời và lấy đường dẫn' }).click();
  await expect(dialog.getByText('Nhập tên hiển thị.')).toBeVisible();
  await dialog.getByLabel('Tên đăng nhập').fill(OFFICER);
  await dialog.getByLabel('Tên hiển thị').fill('Văn thư');
  await dialog.getByRole('combobox', { name: 'Cơ quan' }).fill('so y te');
  await page.getByRole('option', { name: 'Sở Y tế', exact: true }).click();
  await expectAccessible(page, 'inviting');
  // A double click makes one person.
  await dialog.getByRole('button', { name: 'Mời và lấy đường dẫn' }).dblclick();
  await expect(dialog.getByText(`Đã mời Văn thư (${OFFICER})`)).toBeVisible();
  const link = (await dialog.getByRole('region', { name: 'Đường dẫn' }).locator('pre').textContent()) ?? '';
  expect(link).toMatch(/\/nhan-loi-moi#[\w-]{43}$/);
  await expectAccessible(page, 'the one-time link');
  await dialog.getByRole('button', { name: 'Xong' }).click();
  await page.getByLabel('Tìm theo tên').fill(OFFICER);
  await expect(page.getByText('1 người', { exact: true })).toBeVisible();

  const other = await browser.newContext({ baseURL });
  const officer = await other.newPage();
  await officer.goto(`/nhan-loi-moi${new URL(link).hash}`);
  await expect(officer.getByText('Văn thư')).toBeVisible();
  await expect(officer, 'the token leaves the address').toHaveURL(/\/nhan-loi-moi$/);
  await expectAccessible(officer, 'accepting an invitation');
  await officer.getByRole('textbox', { name: 'Mật khẩu', exact: true }).fill('12345678');
  await officer.getByRole('textbox', { name: 'Nhập lại mật khẩu' }).fill('12345678');
  await officer.getByRole('button', { name: 'Đặt mật khẩu và nhận tài khoản' }).click();
  await expect(officer.getByRole('alert')).toContainText('rất dễ đoán');
  await officer.getByRole('textbox', { name: 'Mật khẩu', exact: true }).fill(PASSWORD);
  await officer.getByRole('textbox', { name: 'Nhập lại mật khẩu' }).fill(PASSWORD);
  await officer.getByRole('button', { name: 'Đặt mật khẩu và nhận tài khoản' }).click();
  await expect(officer.getByText('Đã nhận tài khoản')).toBeVisible();
  await officer.getByRole('link', { name: 'Tới trang đăng nhập' }).click();
  await officer.getByLabel('Tên đăng nhập').fill(OFFICER);
  await officer.getByRole('textbox', { name: 'Mật khẩu' }).fill(PASSWORD);
  await officer.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(officer.getByRole('heading', { level: 1, name: 'Việc của tôi' })).toBeVisible();
  await expect(officer.getByRole('link', { name: 'Người dùng' }), 'an officer administers nothing').toHaveCount(0);
  await officer.goto('/quan-tri/nguoi-dung');
  await expect(officer.getByText('Tài khoản này không dùng trang này.')).toBeVisible();
  await officer.goto(`/nhan-loi-moi${new URL(link).hash}`);
  await expect(officer.getByText('Đường dẫn không đúng, đã dùng hoặc đã hết hạn.')).toBeVisible();

  // The administrator sees him signed in, and ends it.
  await page.getByRole('link', { name: OFFICER }).click();
  const panel = page.getByRole('dialog', { name: 'Văn thư' });
  await expect(panel.getByText('Đang hoạt động')).toBeVisible();
  await expectAccessible(page, 'one person');
  await panel.getByRole('button', { name: /^Kết thúc phiên/ }).click();
  await expect(panel.getByText('Không đăng nhập ở đâu.')).toBeVisible();
  await officer.goto('/nhiem-vu');
  await expect(officer.getByRole('heading', { name: 'Đăng nhập' })).toBeVisible();

  // A link for a new password, then the account ends from a day on.
  await panel.getByRole('button', { name: 'Cấp đường dẫn đặt lại mật khẩu' }).click();
  const reset = (await panel.getByRole('region', { name: 'Đường dẫn' }).locator('pre').textContent()) ?? '';
  await officer.goto(`/dat-lai-mat-khau${new URL(reset).hash}`);
  await expect(officer.getByRole('heading', { level: 1, name: 'Đặt lại mật khẩu' })).toBeVisible();
  await expectAccessible(officer, 'a new password by link');
  await panel.getByRole('button', { name: 'Ngừng tài khoản' }).click();
  await panel.getByRole('textbox', { name: 'Ngừng từ ngày' }).fill('31/12/2199');
  await panel.getByRole('textbox', { name: 'Ngừng từ ngày' }).press('Enter');
  await panel.getByRole('button', { name: 'Ngừng từ 31/12/2199' }).click();
  await expect(panel.getByText('Tài khoản sẽ ngừng từ 31/12/2199.')).toBeVisible();
  await other.close();
});

test('many are invited by a spreadsheet: faults are told by cell, then all are invited at once', async ({ page }) => {
  await signIn(page, 'admin', '/quan-tri/nguoi-dung/moi-theo-danh-sach');
  const [template] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Tải mẫu danh sách' }).click(),
  ]);
  expect(template.suggestedFilename()).toMatch(/\.xlsx$/);
  const check = page.getByRole('button', { name: 'Xem thử danh sách' });
  await check.click();
  await expect(page.getByText('Chọn tệp danh sách.')).toBeVisible();
  const choose = (buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name: 'danh-sach.xlsx', mimeType: XLSX, buffer });
  await choose(Buffer.from('không phải bảng tính'));
  await check.click();
  await expect(page.getByRole('alert')).toContainText('Không đọc được tệp danh sách');

  await choose(
    workbook([HEAD, ['bqldag', 'Văn thư', 'Sở Lạ', 'Cán bộ cơ quan', ''], ['congan', 'x', '', 'Ban Chỉ đạo', '']]),
  );
  await check.click();
  const faults = page.getByRole('table', { name: 'Các ô cần sửa trong danh sách' });
  await expect(faults.getByText('C2 (Cơ quan)')).toBeVisible();
  await expect(faults.getByText('A3 (Tên đăng nhập)')).toBeVisible();
  await expectAccessible(page, 'a list with faults');

  await choose(
    workbook([
      HEAD,
      ['soxaydung', 'Cán bộ đầu mối', 'Sở Xây dựng', 'Cán bộ cơ quan', 'sxd@binhdinh.gov.vn'],
      ['sotuphap', 'Lãnh đạo Sở', 'Sở Tư pháp', 'Thủ trưởng cơ quan', ''],
    ]),
  );
  await check.click();
  await expect(page.getByRole('heading', { name: '2 người sẽ được mời' })).toBeVisible();
  await page.getByRole('button', { name: 'Mời 2 người' }).dblclick();
  await expect(page.getByRole('heading', { name: 'Đã mời 2 người' })).toBeVisible();
  await expect(page.getByText(/nhan-loi-moi#/).first()).toBeVisible();
  await expectAccessible(page, 'an invited list');
});

test('an administrator lets another system in, whose command works at once; then the key is replaced and revoked', async ({
  page,
}) => {
  await signIn(page, 'admin', '/quan-tri/he-thong');
  await page.getByRole('button', { name: 'Thêm hệ thống' }).click();
  const dialog = page.getByRole('dialog', { name: 'Thêm hệ thống kết nối' });
  await dialog.getByLabel('Tên hệ thống').fill('Cổng dịch vụ công tỉnh');
  await dialog.getByLabel('Đọc nhiệm vụ, phân công').check();
  await expectAccessible(page, 'a new system');
  await dialog.getByRole('button', { name: 'Thêm hệ thống' }).dblclick();
  const panel = page.getByRole('dialog', { name: 'Cổng dịch vụ công tỉnh' });
  await panel.getByRole('button', { name: 'Cấp khóa đầu tiên' }).click();
  await panel.getByRole('button', { name: 'Cấp khóa', exact: true }).click();
  const commandOf = async (name: string) =>
    (await panel.getByRole('region', { name }).locator('pre').textContent()) ?? '';
  const command = await commandOf('Lệnh thử đọc dữ liệu');
  await expectAccessible(page, 'a new key');

  const [, key = '', address = ''] = /^curl -H "X-API-Key: (\S+)" "(\S+)"$/.exec(command) ?? [];
  expect(key).toMatch(/^p06_/);
  const answer = await fetch(address, { headers: { 'X-API-Key': key } });
  expect(answer.status).toBe(200);
  expect(((await answer.json()) as { items: unknown[] }).items.length).toBeGreaterThan(0);
  const [, form = '', tokens = ''] =
    /^curl -d "(\S+)" "(\S+)"$/.exec(await commandOf('Lệnh đổi khóa lấy mã truy cập 15 phút')) ?? [];
  const token = await fetch(tokens, { method: 'POST', body: new URLSearchParams(form) });
  expect(token.status).toBe(200);

  await panel.getByRole('button', { name: /^Thay khóa/ }).click();
  await panel.getByRole('button', { name: 'Cấp khóa thay thế' }).click();
  await expect(panel.getByRole('region', { name: 'Khóa', exact: true })).toBeVisible();
  await expect(panel.getByRole('button', { name: /^Thu hồi khóa/ })).toHaveCount(2);
  expect((await fetch(address, { headers: { 'X-API-Key': key } })).status, 'both are good').toBe(200);
  const prefix = key.split('_')[1];
  await panel.getByRole('button', { name: `Thu hồi khóa ${prefix}` }).click();
  await panel
    .getByRole('button', { name: `Thu hồi khóa ${prefix}` })
    .first()
    .click();
  await expect(panel.getByText('Đã thu hồi khóa;')).toBeVisible();
  expect((await fetch(address, { headers: { 'X-API-Key': key } })).status).toBe(401);
  await panel.getByRole('button', { name: 'Đóng, về danh sách' }).click();
  await expect(page.getByRole('link', { name: 'Cổng dịch vụ công tỉnh' }), 'a double click made one').toHaveCount(1);
});

test('all of it stands in the log, with before and after, and leaves as a file', async ({ page }) => {
  await signIn(page, 'admin', '/quan-tri/nhat-ky');
  const table = page.getByRole('table', { name: 'Nhật ký hệ thống' });
  await expect(table.getByText(/Thu hồi khóa API/).first()).toBeVisible();
  await expect(table.getByText(/Thêm hệ thống kết nối \(API\)/)).toHaveCount(1);
  await page.getByRole('button', { name: 'Về việc' }).click();
  await page.getByRole('menuitemradio', { name: 'Tài khoản' }).click();
  await expect(page).toHaveURL(/subjectType=user/);
  await expect(table.getByText(/Nhận lời mời, đặt mật khẩu đầu tiên/)).toHaveCount(1);
  await expect(table.getByText(/Thu hồi khóa API/)).toHaveCount(0);
  const row = table
    .getByRole('row')
    .filter({ hasText: /Sửa tài khoản/ })
    .first();
  await row.getByRole('link').click();
  const panel = page.getByRole('dialog');
  await expect(panel.getByRole('table', { name: 'Trước và sau' })).toContainText('31/12/2199');
  await expectAccessible(page, 'one event');
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Tải bảng này (CSV)' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^nhat-ky-.*\.csv$/);
  await page.getByLabel('Tìm chữ').fill('không có chữ này');
  await expect(page.getByText('Không có việc nào khớp.')).toBeVisible();
});

test('every object leads to its own history, for those who may read the log', async ({ page }) => {
  await signIn(page, 'admin', '/ke-hoach');
  await page
    .getByRole('link', { name: /Đề án phát triển ứng dụng/ })
    .first()
    .click();
  await page.getByRole('link', { name: 'Lịch sử thay đổi' }).click();
  await expect(page).toHaveURL(/nhat-ky\?.*subjectId=/);
  const table = page.getByRole('table', { name: 'Nhật ký hệ thống' });
  await expect(table.getByText(/kế hoạch/i).first()).toBeVisible();

  await page.goto('/co-quan');
  await page.getByRole('link', { name: 'Sở Nội vụ', exact: true }).first().click();
  await page.getByRole('link', { name: 'Lịch sử thay đổi' }).click();
  await expect(table.getByText(/Nạp cơ quan từ danh mục/).first()).toBeVisible();

  // The log is not for everybody; who may not read it is shown no way there.
  await page.context().clearCookies();
  await signIn(page, 'soyte', '/co-quan');
  await page.getByRole('link', { name: 'Sở Nội vụ', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sở Nội vụ' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Lịch sử thay đổi' })).toHaveCount(0);
});
