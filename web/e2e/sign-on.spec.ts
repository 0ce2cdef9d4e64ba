import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { oneTimeCode } from './one-time-codes.js';
import { freeOrigin, OwnServer } from './own-server.js';
import { SAMPLE_PASSWORD, signIn } from './people.js';
import { CLIENT, type SignOnProvider, startProvider } from './sign-on-provider.js';

const BUTTON = 'Đăng nhập bằng tài khoản công vụ';

test.describe.configure({ mode: 'serial' });

const ORIGIN = await freeOrigin();
let server: OwnServer;
let provider: SignOnProvider;
/** Each opens one session in place of a code. */
let recoveryCodes: string[] = [];

const settings = () => ({
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: CLIENT.id,
  OIDC_CLIENT_SECRET: CLIENT.secret,
  OIDC_LABEL: BUTTON,
});

test.beforeAll(async () => {
  test.setTimeout(120_000);
  provider = await startProvider(ORIGIN, { 'cb-0042': 'vanphong@binhdinh.gov.vn' });
  server = new OwnServer(ORIGIN);
  await server.start(settings());
});
test.afterAll(async () => {
  test.setTimeout(60_000);
  await server?.remove();
  await provider?.close();
});
test.use({ baseURL: ORIGIN });

/** At the provider's own page, in its own browser session. */
async function signOn(page: Page, subject: string): Promise<void> {
  await page.getByRole('link', { name: BUTTON }).click();
  await expect(page).toHaveURL(new RegExp(`^${provider.issuer}/interaction/`));
  await page.getByLabel('Tài khoản công vụ').fill(subject);
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
}

test('the provider lets in whom an administrator linked or whose e-mail it vouches for; others are told whom to ask', async ({
  page,
  browser,
}) => {
  await signIn(page, 'admin', '/quan-tri/nguoi-dung?q=soyte.head');
  await page.getByRole('link', { name: 'soyte.head' }).click();
  const panel = page.getByRole('dialog');
  await panel.getByRole('button', { name: 'Gắn tài khoản đăng nhập một lần' }).click();
  await panel.getByLabel('Địa chỉ hệ thống cấp tài khoản').fill(provider.issuer);
  await panel.getByLabel('Mã người dùng ở đó').fill('cb-0007');
  await panel.getByRole('button', { name: 'Gắn tài khoản', exact: true }).click();
  await expect(panel.getByText('Đã gắn tài khoản đăng nhập một lần.')).toBeVisible();
  await page.goto('/quan-tri/nguoi-dung?q=vpubnd');
  await page.getByRole('link', { name: 'vpubnd' }).click();
  await panel.getByRole('button', { name: 'Sửa thông tin' }).click();
  await panel.getByLabel('Thư điện tử công vụ').fill('vanphong@binhdinh.gov.vn');
  await panel.getByRole('button', { name: 'Lưu thông tin' }).click();
  await expect(panel.getByText('Đã lưu thông tin.')).toBeVisible();

  const visit = async (subject: string): Promise<Page> => {
    const context = await browser.newContext({ baseURL: ORIGIN });
    const visitor = await context.newPage();
    await visitor.goto('/co-quan?q=so+y+te');
    await expect(visitor.getByLabel('Tên đăng nhập'), 'both ways stand open').toBeVisible();
    await expectAccessible(visitor, 'two ways to sign in');
    await signOn(visitor, subject);
    return visitor;
  };
  const head = await visit('cb-0007');
  await expect(head.getByRole('link', { name: 'Sở Y tế', exact: true }), 'the page asked for opens').toBeVisible();
  await expect(head.getByRole('banner')).toContainText('Lãnh đạo Sở');
  const office = await visit('cb-0042');
  await expect(office.getByRole('heading', { level: 1, name: 'Cơ quan' })).toBeVisible();
  await expect(office.getByRole('banner')).toContainText('Lãnh đạo Văn phòng');
  const stranger = await visit('cb-9999');
  await expect(stranger.getByRole('heading', { name: 'Đăng nhập' })).toBeVisible();
  await expect(stranger.getByRole('alert')).toContainText('chưa gắn với ai');
  for (const one of [head, office, stranger]) await one.context().close();
});

test('whoever has a second factor still owes its code after single sign-on, on a page of its own', async ({
  page,
  browser,
}) => {
  await signIn(page, 'soyte.head', '/tai-khoan');
  await page.getByRole('button', { name: 'Thiết lập lớp xác thực' }).click();
  const secret = (await page.locator('code').first().textContent()) ?? '';
  await page.getByLabel('Mã xác thực').fill(oneTimeCode(secret));
  await page.getByRole('button', { name: 'Bật lớp xác thực' }).click();
  const kept = await page.getByRole('region', { name: 'Mã dự phòng' }).locator('pre').textContent();
  recoveryCodes = (kept ?? '').split('\n');
  await page.getByRole('button', { name: 'Tôi đã giữ các mã này' }).click();
  await expect(page.getByText('Đang bật')).toBeVisible();

  const context = await browser.newContext({ baseURL: ORIGIN });
  const other = await context.newPage();
  await other.goto('/co-quan?q=so+y+te');
  await signOn(other, 'cb-0007');
  await expect(other.getByRole('heading', { level: 1, name: 'Nhập mã xác thực' })).toBeVisible();
  await expect(other).toHaveURL(/\/xac-thuc/);
  await expectAccessible(other, 'the code after single sign-on');
  await other.goto('/nhiem-vu');
  await expect(other, 'no other page opens before').toHaveURL(/\/xac-thuc/);
  await other.goto('/co-quan?q=so+y+te');
  await other.getByLabel('Mã xác thực').fill('000000');
  await other.getByRole('button', { name: 'Xác nhận mã' }).click();
  await expect(other.getByRole('alert')).toContainText('Mã xác thực không đúng');
  await other.getByLabel('Mã xác thực').fill(oneTimeCode(secret, 1));
  await other.getByRole('button', { name: 'Xác nhận mã' }).click();
  await expect(other.getByRole('link', { name: 'Sở Y tế', exact: true }), 'the page asked for opens').toBeVisible();
  await context.close();
});

test('where passwords are off the provider is the only way in, and an invitation needs no link', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await server.stop();
  await server.start({ ...settings(), PASSWORD_SIGN_IN: 'off' });
  await page.goto('/nhiem-vu');
  await expect(page.getByRole('link', { name: BUTTON })).toBeVisible();
  await expect(page.getByLabel('Tên đăng nhập')).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Mật khẩu' })).toHaveCount(0);
  await expectAccessible(page, 'single sign-on alone');
  const refused = await page.request.post('/api/v1/auth/login', {
    data: { username: 'vpubnd', password: SAMPLE_PASSWORD },
  });
  expect(refused.status()).toBe(403);
  expect((await refused.json()).code).toBe('auth.password_sign_in_off');
  await signOn(page, 'cb-0042');
  await expect(page.getByRole('heading', { level: 1, name: 'Nhiệm vụ' })).toBeVisible();

  const context = await browser.newContext({ baseURL: ORIGIN });
  const head = await context.newPage();
  await head.goto('/quan-tri/nguoi-dung');
  await signOn(head, 'cb-0007');
  await head.getByLabel('Mã xác thực').fill(recoveryCodes[0] ?? '');
  await head.getByRole('button', { name: 'Xác nhận mã' }).click();
  await head.getByRole('button', { name: 'Mời một người' }).click();
  const dialog = head.getByRole('dialog', { name: 'Mời một người' });
  await dialog.getByLabel('Tên đăng nhập').fill('soyte.tap-su');
  await dialog.getByLabel('Tên hiển thị').fill('Cán bộ tập sự');
  await dialog.getByRole('button', { name: /^Mời/ }).click();
  await expect(dialog.getByText('Hệ thống dùng đăng nhập một lần, nên không cần đường dẫn')).toBeVisible();
  await context.close();
});

test('whoever must have a second factor and has none comes to its set-up, and nowhere else before', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await server.stop();
  await server.start({ ...settings(), REQUIRE_SECOND_FACTOR: 'on' });
  await page.goto('/quan-tri/nguoi-dung');
  await page.getByLabel('Tên đăng nhập').fill('congan');
  await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(SAMPLE_PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(page).toHaveURL(/\/tai-khoan/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page, 'the forced set-up');
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Nhiệm vụ' })).toHaveCount(0);
  await page.goto('/nhiem-vu');
  await expect(page, 'no other page opens before').toHaveURL(/\/tai-khoan/);
  await page.getByRole('button', { name: 'Thiết lập lớp xác thực' }).click();
  const own = (await page.locator('code').first().textContent()) ?? '';
  await page.getByLabel('Mã xác thực').fill(oneTimeCode(own));
  await page.getByRole('button', { name: 'Bật lớp xác thực' }).click();
  await page.getByRole('button', { name: 'Tôi đã giữ các mã này' }).click();
  await page.goto('/nhiem-vu');
  await expect(page.getByRole('heading', { level: 1, name: 'Nhiệm vụ' })).toBeVisible();

  // An agency's officer is only offered one.
  await page.context().clearCookies();
  await signIn(page, 'quynhon', '/nhiem-vu');
  await expect(page.getByRole('heading', { level: 1, name: 'Nhiệm vụ' })).toBeVisible();
});
