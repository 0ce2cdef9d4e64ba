import { type APIRequestContext, expect, type Page, request } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { SAMPLE_PASSWORD } from './people.js';

const API = '/api/v1';

/** The two agencies of the sample that have an officer and a head: each size of screen has its own. */
export const AGENCIES = [
  {
    size: 'laptop',
    viewport: { width: 1366, height: 768 },
    officer: 'soyte',
    head: 'soyte.head',
    agency: 'Sở Y tế',
  },
  {
    size: 'phone',
    viewport: { width: 390, height: 844 },
    officer: 'quynhon',
    head: 'quynhon.head',
    agency: 'UBND thành phố Quy Nhơn',
  },
] as const;

/** `2026-12`, some months before or after the month in which one reports today without being late. */
export function monthLabel(offset: number, now = new Date()): string {
  const local = new Date(now.getTime() + 7 * 3_600_000);
  const ahead = local.getUTCDate() >= 15 ? 1 : 0;
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + ahead + offset, 1)).toISOString().slice(0, 7);
}

/** `tháng 12/2026`. */
export const monthName = (label: string): string => `tháng ${Number(label.slice(5))}/${label.slice(0, 4)}`;

interface ReportBody {
  id: string;
  version: number;
  submissionCount: number;
  entries: { assignmentId: string; role: string; resultText: string; nextText: string; files: unknown[] }[];
}

/** Somebody who works by the API beside the person in the browser. */
export class ByApi {
  private constructor(private readonly calls: APIRequestContext) {}

  static async as(username: string, baseURL: string | undefined): Promise<ByApi> {
    const calls = await request.newContext({ baseURL, extraHTTPHeaders: { Origin: baseURL as string } });
    const answer = await calls.post(`${API}/auth/login`, { data: { username, password: SAMPLE_PASSWORD } });
    expect(answer.ok()).toBe(true);
    return new ByApi(calls);
  }

  async close(): Promise<void> {
    await this.calls.dispose();
  }

  async get<Body>(path: string): Promise<{ body: Body; etag: string }> {
    const answer = await this.calls.get(API + path);
    expect(answer.ok(), `GET ${path} ${answer.status()}`).toBe(true);
    return { body: (await answer.json()) as Body, etag: answer.headers().etag ?? '' };
  }

  async send(method: 'PUT' | 'POST' | 'PATCH', path: string, data: object, etag?: string): Promise<void> {
    const answer = await this.calls.fetch(API + path, { method, data, headers: etag ? { 'If-Match': etag } : {} });
    expect(answer.ok(), `${method} ${path} ${answer.status()} ${await answer.text()}`).toBe(true);
  }

  async planId(): Promise<string> {
    return (await this.get<{ items: { id: string }[] }>('/plans')).body.items[0]?.id as string;
  }

  /** Opens the months around today, as the standing agency does by its job; twice changes nothing. */
  async openMonths(): Promise<void> {
    const planId = await this.planId();
    const { etag } = await this.get(`/plans/${planId}`);
    const months = { reportingFrom: monthLabel(-3), reportingTo: monthLabel(0) };
    await this.send('PATCH', `/plans/${planId}/settings`, months, etag);
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    await this.send('POST', '/job-runs', { job: 'open-periods', day: today });
  }

  /** The report of an agency in a month. */
  async reportId(label: string, agencyName: string): Promise<string> {
    const planId = await this.planId();
    const { body } = await this.get<{ items: { id: string; periodLabel: string; agencyName: string }[] }>(
      `/reports?planId=${planId}&q=${encodeURIComponent(agencyName)}&limit=200`,
    );
    const row = body.items.find((one) => one.periodLabel === label && one.agencyName === agencyName);
    return row?.id as string;
  }

  /** Lets an agency hand in a month that may be locked already. */
  async allow(reportId: string): Promise<void> {
    const { body } = await this.get<{ periodId: string; agencyId: string }>(`/reports/${reportId}`);
    const exception = { agencyId: body.agencyId, untilOn: '2099-12-31', reason: 'Đường truyền hỏng' };
    await this.send('POST', `/reporting-periods/${body.periodId}/exceptions`, exception);
  }

  async report(reportId: string): Promise<ReportBody> {
    return (await this.get<ReportBody>(`/reports/${reportId}`)).body;
  }

  /** Accepts, or returns with a reason for one line. */
  async review(reportId: string, decision: 'accept' | 'return', reason?: string, onLine = 0): Promise<void> {
    const { body, etag } = await this.get<ReportBody>(`/reports/${reportId}`);
    const assignmentId = body.entries[onLine]?.assignmentId;
    const input = reason ? { decision, entryReasons: [{ assignmentId, reason }] } : { decision };
    await this.send('POST', `/reports/${reportId}/reviews`, input, etag);
  }
}

/** No fault for who reads by ear, and nothing outside the screen. */
export async function expectWhole(page: Page, what: string): Promise<void> {
  await expect(page.getByText('Đang tải dữ liệu')).toHaveCount(0);
  // A bar that stays at the foot of the screen hides half of something wherever one stops: looked at without it.
  const bar = page.getByRole('region', { name: 'Lưu và nộp' });
  const place = async (position: string) => {
    for (const one of await bar.all())
      await one.evaluate((node, value) => node.style.setProperty('position', value), position);
  };
  await place('static');
  await expectAccessible(page, what);
  await place('');
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sideways, `${what}: nothing stands outside the screen`).toBeLessThanOrEqual(0);
}
