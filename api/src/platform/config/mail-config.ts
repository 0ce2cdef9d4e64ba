import type { SmtpSettings } from '../mail/smtp-transport.js';

/** What the environment says about sending mail, each read by itself. */
export interface MailVariables {
  smtpUrl?: URL;
  smtpHost?: string;
  smtpPort?: number;
  smtpUser?: string;
  smtpPassword?: string;
  smtpTls?: SmtpSettings['tls'];
  smtpCaFile?: string;
  mailFrom?: { name: string; address: string };
}

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/** What does not fit together, one sentence each. */
export function mailProblems(given: MailVariables): string[] {
  const problems: string[] = [];
  const { smtpUrl, smtpHost, smtpUser, smtpPassword, mailFrom } = given;
  if (smtpUrl && smtpHost) problems.push('SMTP_URL và SMTP_HOST cùng có; hãy chỉ đặt một.');
  if (smtpUrl && (smtpUser || smtpPassword)) {
    problems.push('SMTP_URL có mà SMTP_USER hoặc SMTP_PASSWORD cũng có; hãy ghi tài khoản ngay trong SMTP_URL.');
  }
  if ((smtpUser === undefined) !== (smtpPassword === undefined)) {
    problems.push('SMTP_USER và SMTP_PASSWORD phải cùng có hoặc cùng trống.');
  }
  if ((smtpUrl || smtpHost) && !mailFrom) {
    problems.push('MAIL_FROM trống; hãy đặt địa chỉ gửi, ví dụ kehoach@tinh.gov.vn, khi có máy chủ thư.');
  }
  if (mailFrom && !smtpUrl && !smtpHost)
    problems.push('MAIL_FROM có mà SMTP_HOST và SMTP_URL trống; hãy đặt máy chủ thư.');
  const smtp = smtpOf(given);
  if (smtp && smtp.tls === 'none' && smtp.user !== null && !LOOPBACK.includes(smtp.host)) {
    problems.push(
      'SMTP_TLS là "none" mà có tài khoản gửi thư: mật khẩu sẽ đi không mã hóa; hãy đặt starttls hoặc tls.',
    );
  }
  return problems;
}

/** How to reach the mail server; null without one. */
export function smtpOf(given: MailVariables): SmtpSettings | null {
  const { smtpUrl: url, smtpHost, mailFrom } = given;
  const host = url ? url.hostname.replace(/^\[|\]$/g, '') : smtpHost;
  if (!host || !mailFrom) return null;
  const tls = url?.protocol === 'smtps:' ? 'tls' : (given.smtpTls ?? 'starttls');
  const user = url ? decodeURIComponent(url.username) : (given.smtpUser ?? '');
  return {
    host,
    port: Number(url?.port) || given.smtpPort || (tls === 'tls' ? 465 : 587),
    tls,
    user: user === '' ? null : user,
    password: url ? decodeURIComponent(url.password) : (given.smtpPassword ?? ''),
    caFile: given.smtpCaFile ?? null,
    from: mailFrom,
  };
}
