import { randomUUID } from 'node:crypto';
import type { Agent, TestApp } from '../harness/app.js';
import type { ChangeExample } from './change-example.js';

const V1 = '/api/v1';

/** A mail of this state, as if it had been made of the newest event. */
export async function mailOf(app: TestApp, state: string, to: string): Promise<{ id: string; messageId: string }> {
  const id = randomUUID();
  const [row] = await app.dataSource.query(
    `INSERT INTO mails (id, event_id, recipient, message_id, to_address, subject, text, html, state, expires_at)
     VALUES ($1::uuid, (SELECT max(id) FROM events), $1::text, '<' || $1::text || '@localhost>', $3, 'Việc trong ngày', '', '', $2,
             clock_timestamp() + interval '1 day')
     RETURNING id, message_id AS "messageId"`,
    [id, state, to],
  );
  return row;
}

const report = (messageId: string, address: string): string =>
  [
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--b',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: ${messageId}`,
    '',
    '--b--',
  ].join('\r\n');

const newFeed = async (agent: Agent): Promise<string> =>
  (await agent.post(`${V1}/calendar-feeds`).send({ kind: 'person' }).expect(201)).body.id;

/** A working example of each route that changes mail, notices and calendars. */
export const NOTICE_CHANGES: readonly ChangeExample[] = [
  {
    route: 'POST /api/v1/mails/{id}/retries',
    by: 'admin',
    act: async (agent, app) => {
      const { id } = await mailOf(app, 'dead', 'sai@soyte.gov.vn');
      return () => agent.post(`${V1}/mails/${id}/retries`);
    },
    status: 200,
    tells: ['mail.retried'],
  },
  {
    route: 'POST /api/v1/mail-bounces',
    by: 'admin',
    act: async (agent, app) => {
      const { messageId } = await mailOf(app, 'sent', 'tra.lai@soyte.gov.vn');
      return () => agent.post(`${V1}/mail-bounces`).send({ message: report(messageId, 'tra.lai@soyte.gov.vn') });
    },
    status: 200,
    tells: ['mail.address_refused'],
  },
  {
    // Reading what one was told decides nothing.
    route: 'POST /api/v1/notices/readings',
    by: 'soyte',
    act: async (agent) => () => agent.post(`${V1}/notices/readings`).send({ ids: [] }),
    status: 200,
    tells: [],
  },
  {
    route: 'PUT /api/v1/notice-preferences',
    by: 'soyte',
    act: async (agent) => {
      const { headers } = await agent.get(`${V1}/notice-preferences`).expect(200);
      const input = { digestAt: '16:00', digestByMail: false, urgentByMail: true };
      const absence = { absentFromOn: '2035-01-02', absentToOn: '2035-01-05' };
      return () =>
        agent
          .put(`${V1}/notice-preferences`)
          .set('If-Match', headers.etag as string)
          .send({ ...input, ...absence });
    },
    status: 200,
    tells: ['user.notice_preferences_changed'],
  },
  {
    route: 'POST /api/v1/calendar-feeds',
    by: 'soyte.head',
    act: async (agent) => () => agent.post(`${V1}/calendar-feeds`).send({ kind: 'agency' }),
    status: 201,
    tells: ['calendar_feed.opened'],
  },
  {
    route: 'DELETE /api/v1/calendar-feeds/{id}',
    by: 'quynhon',
    act: async (agent) => {
      const id = await newFeed(agent);
      return () => agent.delete(`${V1}/calendar-feeds/${id}`);
    },
    status: 204,
    tells: ['calendar_feed.revoked'],
  },
];
