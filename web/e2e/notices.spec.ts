import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { startMailServer, type TestMailServer } from './mail-server.js';
import { signIn } from './people.js';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1366, height: 768 };

let mails: TestMailServer;
test.beforeAll(async () => {
  mails = await startMailServer();
});
test.afterAll(() => mails.close());

/** A request with the page's session, as its own scripts make it. */
const ask = <Answer>(page: Page, method: string, path: string, body?: object): Promise<Answer> =>
  page.evaluate(
    async ([how, where, what]) => {
      const headers: Record<string, string> = { 'Content-Type': 'application/json' };
      if (how === 'PATCH') headers['If-Match'] = (await fetch(where as string)).headers.get('ETag') ?? '';
      const answer = await fetch(where as string, { method: how as string, headers, body: what as string | undefined });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    },
    [method, `/api/v1${path}`, body && JSON.stringify(body)],
  );

async function giveAddress(admin: Page, username: string, email: string): Promise<void> {
  const found = await ask<{ items: { id: string; username: string }[] }>(admin, 'GET', `/users?q=${username}`);
  const id = found.items.find((one) => one.username === username)?.id;
  await ask(admin, 'PATCH', `/users/${id}`, { email });
}

/** Nothing sticks out at the side, and no fault that a machine can see, on a laptop and on a phone. */
async function expectGoodAtBothSizes(page: Page, what: string): Promise<void> {
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, `${what} at ${size.width}`).toBeLessThanOrEqual(0);
    await expectAccessible(page, `${what} at ${size.width}`);
  }
}

test('a digest comes to the bell and by mail; a dead letter is seen and sent again', async ({ browser, baseURL }) => {
  test.setTimeout(120_000);
  const open = async (username: string, path = '/'): Promise<Page> => {
    const page = await (await browser.newContext({ baseURL })).newPage();
    await signIn(page, username, path);
    return page;
  };
  const admin = await open('admin');
  await giveAddress(admin, 'soyte', 'van.thu@soyte.gov.vn');
  await giveAddress(admin, 'soyte.head', 'sai@soyte.gov.vn');
  mails.unknown.add('sai@soyte.gov.vn');

  // What other people's acts have told this officer before is not asked here.
  const officer = await open('soyte');
  await ask(officer, 'POST', '/notices/readings', { ids: [] });

  const standing = await open('congan', '/tien-trinh');
  await standing.getByLabel('Tiến trình', { exact: true }).selectOption('digest');
  await standing.getByRole('textbox', { name: 'Cho ngày' }).fill('01/08/2023');
  await standing.keyboard.press('Tab');
  await standing.getByRole('button', { name: 'Chạy tiến trình' }).click();
  await expect(standing.getByText(/^Đã chạy xong “.+” cho ngày 01\/08\/2023$/)).toBeVisible();

  // The mail as it was received, drawn by a browser.
  await expect.poll(() => mails.received.map(({ to }) => to), { timeout: 30_000 }).toContain('van.thu@soyte.gov.vn');
  const mail = mails.received.find(({ to }) => to === 'van.thu@soyte.gov.vn')?.parsed;
  expect(mail?.subject).toMatch(/^\[Đề án 06\] Ngày 01\/08\/2023: \d+ việc quá hạn/);
  expect(mail?.attachments.map(({ contentType }) => contentType)).toEqual(['text/calendar']);
  const reader = await (await browser.newContext()).newPage();
  await reader.setContent(mail?.html || '');
  await expect(reader.getByText('Kính gửi: Cán bộ đầu mối, Sở Y tế')).toBeVisible();
  const href = await reader
    .getByRole('link', { name: /^Nhiệm vụ \d+: / })
    .first()
    .getAttribute('href');
  if (process.env.E2E_SHOTS) await reader.screenshot({ path: `${process.env.E2E_SHOTS}/mail.png`, fullPage: true });

  await officer.reload();
  const bell = officer.getByRole('link', { name: /^Thông báo/ });
  await expect(bell).toHaveText(/1 chưa đọc/);
  await bell.click();
  await expect(officer.getByRole('heading', { level: 1, name: 'Thông báo' })).toBeVisible();
  await expect(officer.getByText('1 thông báo chưa đọc', { exact: true })).toBeVisible();
  await expectGoodAtBothSizes(officer, 'notices');
  const line = officer
    .getByRole('list', { name: 'Các thông báo' })
    .getByRole('link', { name: /^Nhiệm vụ \d+: / })
    .first();
  expect(new URL(href ?? '').pathname).toBe(new URL((await line.getAttribute('href')) ?? '', baseURL).pathname);
  await line.click();
  await expect(officer).toHaveURL(/nhiem-vu\/[0-9a-f-]{36}\?.*phan=/);
  await officer.goBack();
  await officer.getByRole('button', { name: /^Đánh dấu đã đọc: / }).press('Enter');
  await expect(bell).toHaveText('Thông báo');
  await officer.getByLabel('Chỉ hiện thông báo chưa đọc').check();
  await expect(officer.getByText('Không còn thông báo chưa đọc.')).toBeVisible();

  await admin.getByRole('link', { name: 'Thư gửi đi' }).click();
  await admin.getByRole('link', { name: /^Không gửi được \(1\)$/ }).click();
  await expect(admin).toHaveURL(/state=dead/);
  const table = admin.getByRole('table', { name: 'Thư gửi đi, mới nhất trước' });
  await expect(table).toContainText('Nơi nhận từ chối địa chỉ này. Sửa địa chỉ trong tài khoản rồi gửi lại.');
  await expect(admin.getByRole('table', { name: 'Địa chỉ không nhận được thư' })).toContainText('sai@soyte.gov.vn');
  await expectGoodAtBothSizes(admin, 'outgoing mail');
  if (process.env.E2E_SHOTS) await admin.screenshot({ path: `${process.env.E2E_SHOTS}/mails.png`, fullPage: true });

  const head = await open('soyte.head', '/tai-khoan');
  await expect(head.getByText('Địa chỉ thư của bạn không nhận được thư')).toBeVisible();

  mails.unknown.clear();
  await admin.getByRole('button', { name: 'Gửi lại thư cho sai@soyte.gov.vn' }).click();
  await expect(admin.getByText('Thư gửi sai@soyte.gov.vn đã được xếp lại để gửi.')).toBeVisible();
  await expect.poll(() => mails.received.map(({ to }) => to), { timeout: 30_000 }).toContain('sai@soyte.gov.vn');
  await expect(admin.getByRole('table', { name: 'Địa chỉ không nhận được thư' })).toHaveCount(0);
});

test('one chooses how to be told, and takes the due dates into a calendar', async ({ page }) => {
  await signIn(page, 'quynhon.head', '/tai-khoan');
  const form = page.getByRole('form', { name: 'Cách nhận thông báo' });
  await expect(form.getByText('Tài khoản chưa có địa chỉ thư điện tử')).toBeVisible();
  await form.getByLabel('Giờ nhận bản tóm tắt mỗi ngày').selectOption('16:00');
  await form.getByLabel('Gửi bản tóm tắt vào thư điện tử').uncheck();
  await form.getByRole('textbox', { name: 'Vắng mặt từ ngày' }).fill('10/01/2035');
  await form.getByRole('textbox', { name: 'Đến hết ngày' }).fill('05/01/2035');
  await form.getByRole('button', { name: 'Lưu cách nhận thông báo' }).click();
  await expect(form.getByRole('alert')).toContainText('Ngày cuối vắng mặt không thể trước ngày đầu.');
  await form.getByRole('textbox', { name: 'Đến hết ngày' }).fill('15/01/2035');
  await form.getByRole('button', { name: 'Lưu cách nhận thông báo' }).click();
  await expect(form.getByText('Đã lưu cách nhận thông báo.')).toBeVisible();
  await page.reload();
  await expect(form.getByLabel('Giờ nhận bản tóm tắt mỗi ngày')).toHaveValue('16:00');
  await expect(form.getByLabel('Gửi bản tóm tắt vào thư điện tử')).not.toBeChecked();

  await page.getByRole('button', { name: 'Tạo địa chỉ lịch của cơ quan' }).click();
  const url =
    (await page.getByRole('region', { name: 'Địa chỉ: Lịch của cơ quan' }).locator('pre').textContent()) ?? '';
  // A program has no session: it reads with the address alone. The address is that of the proxy; here it is this server.
  const path = new URL(url).pathname;
  const answer = await page.request.get(path, { headers: { Cookie: '' } });
  expect(answer.status()).toBe(200);
  expect(await answer.text()).toContain('BEGIN:VEVENT');
  await expectGoodAtBothSizes(page, 'account with notices and calendars');
  if (process.env.E2E_SHOTS) await page.screenshot({ path: `${process.env.E2E_SHOTS}/account.png`, fullPage: true });
  await page.getByRole('button', { name: 'Thu hồi địa chỉ: Lịch của cơ quan' }).click();
  await expect(page.getByText('Đã thu hồi địa chỉ lịch.')).toBeVisible();
  expect((await page.request.get(path)).status()).toBe(404);
});
