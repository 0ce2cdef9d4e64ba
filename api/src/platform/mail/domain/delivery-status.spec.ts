import fc from 'fast-check';
import { readDeliveryStatus } from './delivery-status.js';

/** As Postfix writes it. */
const POSTFIX = `Return-Path: <>
From: MAILER-DAEMON@mail.tinh.gov.vn (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="B6A2C4F001.1700000000/mail.tinh.gov.vn"
MIME-Version: 1.0

This is a MIME-encapsulated message.

--B6A2C4F001.1700000000/mail.tinh.gov.vn
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

I'm sorry to have to inform you that your message could not be delivered.

--B6A2C4F001.1700000000/mail.tinh.gov.vn
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.tinh.gov.vn
Arrival-Date: Wed,  1 Nov 2023 07:30:00 +0700 (+07)

Final-Recipient: rfc822; Van.Thu@soyte.gov.vn
Original-Recipient: rfc822;van.thu@soyte.gov.vn
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.soyte.gov.vn
Diagnostic-Code: smtp; 550 5.1.1 <van.thu@soyte.gov.vn>: Recipient address
    rejected: User unknown

--B6A2C4F001.1700000000/mail.tinh.gov.vn
Content-Description: Undelivered Message
Content-Type: message/rfc822
Content-Transfer-Encoding: 8bit

Message-ID:
 <0b6f2b58-3a30-4a44-8f0e-9d3c1c6f3a11@ke-hoach.tinh.gov.vn>
Subject: =?UTF-8?Q?T=C3=B3m_t=E1=BA=AFt?=

Kính gửi

--B6A2C4F001.1700000000/mail.tinh.gov.vn--
`;

describe('a delivery report', () => {
  it('says which mail did not reach whom, and why', () => {
    const expected = {
      messageId: '<0b6f2b58-3a30-4a44-8f0e-9d3c1c6f3a11@ke-hoach.tinh.gov.vn>',
      recipients: [
        {
          address: 'van.thu@soyte.gov.vn',
          action: 'failed',
          status: '5.1.1',
          diagnostic: '550 5.1.1 <van.thu@soyte.gov.vn>: Recipient address rejected: User unknown',
        },
      ],
    };
    expect(readDeliveryStatus(POSTFIX)).toEqual(expected);
    expect(readDeliveryStatus(POSTFIX.replaceAll('\n', '\r\n'))).toEqual(expected);
  });

  it('is read where the original stands by its headers alone, or its status is encoded', () => {
    const headers = POSTFIX.replace('message/rfc822', 'text/rfc822-headers');
    expect(readDeliveryStatus(headers)?.messageId).toContain('0b6f2b58');
    const [, status = ''] = /\n\n(Reporting-MTA[\s\S]*?User unknown\n)/.exec(POSTFIX) ?? [];
    const encoded = POSTFIX.replace(status, `${btoa(status)}\n`).replace(
      'Content-Type: message/delivery-status',
      'Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64',
    );
    expect(readDeliveryStatus(encoded)?.recipients).toEqual(readDeliveryStatus(POSTFIX)?.recipients);
  });

  it('names several recipients, and no mail where the original is missing', () => {
    const more = POSTFIX.replace('Original-Recipient', 'Final-Log-Id: 1\nOriginal-Recipient').replace(
      '\nReporting-MTA',
      '\n\nFinal-Recipient: rfc822; <khac@soyte.gov.vn>\nAction: delayed\nStatus: 4.4.1\n\nReporting-MTA',
    );
    expect(readDeliveryStatus(more)?.recipients.map(({ address, action }) => [address, action])).toEqual([
      ['khac@soyte.gov.vn', 'delayed'],
      ['van.thu@soyte.gov.vn', 'failed'],
    ]);
    expect(readDeliveryStatus(POSTFIX.replace('message/rfc822', 'text/plain'))?.messageId).toBeNull();
  });

  it.each([
    ['an answer by a person', 'Subject: Re: Tóm tắt\nContent-Type: text/plain\n\nTôi đã nhận được.'],
    ['a reading receipt', POSTFIX.replace('report-type=delivery-status', 'report-type=disposition-notification')],
    ['a report without its status', POSTFIX.replace('message/delivery-status', 'text/plain')],
    ['nothing', ''],
  ])('is not %s', (_, raw) => {
    expect(readDeliveryStatus(raw)).toBeNull();
  });

  it('is never a reason to fall over', () => {
    fc.assert(
      fc.property(fc.nat(POSTFIX.length), fc.nat(400), fc.string(), (at, length, noise) => {
        const damaged = POSTFIX.slice(0, at) + noise + POSTFIX.slice(at + length);
        expect(() => readDeliveryStatus(damaged)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});
