import { readFailure } from './send-failure.js';

const rcpt = (responseCode: number, response: string) => ({
  code: 'EENVELOPE',
  command: 'RCPT TO',
  responseCode,
  response,
});

describe('why a mail was not taken', () => {
  it.each([
    ['an unknown mailbox', rcpt(550, '550 5.1.1 User unknown'), 'address_refused', true, true],
    ['an unknown mailbox without a status', rcpt(550, '550 no such user here'), 'address_refused', true, true],
    ['a moved mailbox', rcpt(551, '551 User not local'), 'address_refused', true, true],
    ['a disabled mailbox', rcpt(550, '550-5.2.1 The account is disabled'), 'address_refused', true, true],
    ['a full mailbox', rcpt(552, '552 5.2.2 Mailbox full'), 'message_refused', true, false],
    ['a policy at RCPT', rcpt(550, '550 5.7.1 Relaying denied'), 'message_refused', true, false],
    ['a grey list', rcpt(450, '450 4.7.1 Try again later'), 'busy', false, false],
    [
      'a refused sender',
      { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 553, response: '553 5.1.8 Bad sender' },
      'message_refused',
      true,
      false,
    ],
    [
      'a refused content',
      { code: 'EMESSAGE', command: 'DATA', responseCode: 554, response: '554 5.6.0 Rejected' },
      'message_refused',
      true,
      false,
    ],
    ['a wrong password', { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 }, 'sign_in_refused', false, false],
    ['an account that must sign in', { command: 'MAIL FROM', responseCode: 530 }, 'sign_in_refused', false, false],
    ['nobody at the port', { code: 'ESOCKET', message: 'connect ECONNREFUSED' }, 'no_connection', false, false],
    ['an unknown host', { code: 'EDNS', message: 'getaddrinfo ENOTFOUND' }, 'no_connection', false, false],
    ['no greeting', { code: 'ETIMEDOUT', message: 'Greeting never received' }, 'timed_out', false, false],
    [
      'a certificate of nobody',
      { code: 'ESOCKET', message: 'self-signed certificate in certificate chain' },
      'tls_failed',
      false,
      false,
    ],
    ['a busy server', { code: 'EPROTOCOL', responseCode: 421, response: '421 4.3.2 Closing' }, 'busy', false, false],
    ['anything else', { message: 'what?' }, 'other', false, false],
  ])('is read from %s', (_, error, failure, final, addressRefused) => {
    expect(readFailure(error)).toEqual({ failure, final, addressRefused });
  });
});
