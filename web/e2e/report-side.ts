import { crc32 } from 'node:zlib';
import { type APIRequestContext, type APIResponse, expect, request } from '@playwright/test';
import { SAMPLE_PASSWORD } from './people.js';

const API = '/api/v1';

interface Row {
  id: string;
  label: string;
  agencyName: string;
  agencyId: string;
}
interface Entry {
  assignmentId: string;
  taskNumber: number | null;
  role: 'lead' | 'coordinate';
}

/** A person of the sample who works by the API, beside the one who is looked at in the browser. */
export class ReportSide {
  private constructor(private readonly calls: APIRequestContext) {}

  static async as(username: string, baseURL: string): Promise<ReportSide> {
    const calls = await request.newContext({ baseURL, extraHTTPHeaders: { Origin: baseURL } });
    await done(await calls.post(`${API}/auth/login`, { data: { username, password: SAMPLE_PASSWORD } }));
    return new ReportSide(calls);
  }

  async close(): Promise<void> {
    await this.calls.dispose();
  }

  private async read(path: string): Promise<{ body: Record<string, unknown>; etag: string }> {
    const answer = await done(await this.calls.get(API + path));
    return { body: await answer.json(), etag: answer.headers().etag ?? '' };
  }

  private async send(method: 'PUT' | 'POST' | 'PATCH', path: string, data: object, etag?: string): Promise<void> {
    const headers = etag ? { 'If-Match': etag } : undefined;
    await done(await this.calls.fetch(API + path, { method, data, headers }));
  }

  /** Opens the monthly periods of the sample's plan up to a day, as the standing agency; twice changes nothing. */
  async openPeriods(from: string, day: string): Promise<void> {
    const planId = await this.planId();
    const { etag } = await this.read(`/plans/${planId}`);
    await this.send('PATCH', `/plans/${planId}/settings`, { reportingFrom: from, reportingTo: '2023-12' }, etag);
    await this.send('POST', '/job-runs', { job: 'open-periods', day });
  }

  async planId(): Promise<string> {
    const { body } = await this.read('/plans');
    return (body.items as { id: string }[])[0]?.id ?? '';
  }

  async periodId(label: string): Promise<string> {
    const { body } = await this.read(`/reporting-periods?planId=${await this.planId()}`);
    return (body.items as Row[]).find((one) => one.label === label)?.id ?? '';
  }

  /** The sample's periods are locked for years: an exception lets the agency hand in today. */
  async allow(label: string, agencyName: string): Promise<void> {
    const periodId = await this.periodId(label);
    const { agencyId } = await this.report(label, agencyName);
    const body = { agencyId, untilOn: '2099-12-31', reason: 'Đường truyền hỏng' };
    await this.send('POST', `/reporting-periods/${periodId}/exceptions`, body);
  }

  async report(label: string, agencyName: string): Promise<Row> {
    const { body } = await this.read(
      `/reports?periodId=${await this.periodId(label)}&q=${encodeURIComponent(agencyName)}`,
    );
    return (body.items as Row[]).find((one) => one.agencyName === agencyName) as Row;
  }

  /** Writes the same words on every line and hands the report in, late as it is. Returns the report's id. */
  async submit(label: string, agencyName: string, words: string): Promise<string> {
    const { id } = await this.report(label, agencyName);
    const draft = await this.read(`/reports/${id}`);
    const lines = draft.body.entries as Entry[];
    const firstLed = lines.find(({ role }) => role === 'lead');
    const entries = lines.map(({ assignmentId, taskNumber }) => ({
      assignmentId,
      // The first one that it leads is done and names no document: a contradiction to look at.
      progressPercent: assignmentId === firstLed?.assignmentId ? 100 : 40,
      state: assignmentId === firstLed?.assignmentId ? 'completed' : 'in_progress',
      resultText: `${words}, nhiệm vụ ${taskNumber ?? ''}`,
      nextText: 'Tiếp tục thực hiện',
    }));
    await this.send('PUT', `/reports/${id}/entries`, { entries }, draft.etag);
    const saved = await this.read(`/reports/${id}`);
    const late = { lateReasonCode: 'waiting_partner', lateReasonText: 'Chờ số liệu của Bảo hiểm xã hội tỉnh' };
    await this.send('POST', `/reports/${id}/submissions`, late, saved.etag);
    return id;
  }

  /** Answers the first question about a report. */
  async answer(reportId: string, text: string): Promise<void> {
    const { body } = await this.read(`/reports/${reportId}/comments`);
    const first = (body.items as { id: string; assignmentId: string | null }[])[0];
    const comment = { text, assignmentId: first?.assignmentId ?? null, replyToId: first?.id };
    await this.send('POST', `/reports/${reportId}/comments`, comment);
  }
}

async function done(answer: APIResponse): Promise<APIResponse> {
  expect(answer.ok(), `${answer.url()} ${answer.status()} ${answer.ok() ? '' : await answer.text()}`).toBe(true);
  return answer;
}

/** A real picture, white, one point large, as a scanner would hand it over. */
export function scan(): Buffer {
  const chunk = (type: string, content: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const point = Buffer.from([0x78, 0x9c, 0x63, 0xf8, 0x0f, 0x00, 0x01, 0x01, 0x01, 0x00]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', point),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
