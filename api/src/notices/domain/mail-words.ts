import { DIGEST_SECTION_LABELS } from '@plan/shared/vocabulary/notices';
import { formatDate } from '../../calendar/domain/calendar-date.js';
import { type DigestContent, type DigestPart, digestInShort, dueWords } from './digest.js';

/** A mail in words, without its address. */
export interface MailWords {
  subject: string;
  text: string;
  html: string;
}

interface Reader {
  displayName: string;
  agencyName: string | null;
}

const nameOf = ({ displayName, agencyName }: Reader): string =>
  agencyName ? `${displayName}, ${agencyName}` : displayName;

/** The daily digest as a mail. @param origin of the pages, without a slash at its end */
export function digestMail(content: DigestContent, reader: Reader, origin: string): MailWords {
  const day = formatDate(content.day);
  const opening = `Tính đến ngày ${day}, còn những việc sau:`;
  const foot = [
    'Hệ thống chỉ gửi thư này mỗi ngày một lần, và chỉ khi còn việc. Thư tự động, không cần trả lời.',
    `Đổi giờ nhận, báo vắng mặt hoặc thôi nhận thư: ${origin}/tai-khoan`,
  ];
  return {
    subject: `[Đề án 06] Ngày ${day}: ${digestInShort(content)}`,
    text: textOf(reader, [opening, ...content.parts.flatMap((part) => partText(part, content.day, origin))], foot),
    html: htmlOf(reader, [
      paragraph(opening),
      ...content.parts.map((part) => partHtml(part, content.day, origin)),
      footHtml(foot[0] as string, 'Đổi giờ nhận, báo vắng mặt hoặc thôi nhận thư', `${origin}/tai-khoan`),
    ]),
  };
}

/** One urgent notice as a mail. @param link path of the page where it is seen to */
export function urgentMail(
  notice: { title: string; body: string; link: string; onBehalfOf: string | null },
  reader: Reader,
  origin: string,
): MailWords {
  const behalf = notice.onBehalfOf ? [`Bạn nhận thư này thay ${notice.onBehalfOf}, đang vắng mặt.`] : [];
  const lines = [notice.title, notice.body, ...behalf].filter((line) => line !== '');
  const foot = ['Thư tự động, không cần trả lời.'];
  return {
    subject: `[Đề án 06] ${notice.title}`,
    text: textOf(reader, [...lines, `Mở trang: ${origin}${notice.link}`], foot),
    html: htmlOf(reader, [
      `<p style="${BODY}font-weight:bold;">${inHtml(notice.title)}</p>`,
      ...lines.slice(1).map(paragraph),
      `<p style="${BODY}"><a href="${inHtml(origin + notice.link)}" style="${LINK}">Mở trang để xem và xử lý</a></p>`,
      footHtml(foot[0] as string, 'Cách nhận thông báo', `${origin}/tai-khoan`),
    ]),
  };
}

// -- text ----------------------------------------------------------------------------------------

const textOf = (reader: Reader, blocks: readonly string[], foot: readonly string[]): string =>
  `Kính gửi: ${nameOf(reader)}\n\n${blocks.join('\n\n')}\n\n--\n${foot.join('\n')}\n`;

function partText({ onBehalfOf, sections }: DigestPart, day: string, origin: string): string[] {
  const head = onBehalfOf ? [`THAY ${onBehalfOf.toUpperCase()} (đang vắng mặt)`] : [];
  const blocks = sections.map(({ section, lines, more, moreLink }) =>
    [
      `${DIGEST_SECTION_LABELS[section]} (${lines.length + more})`,
      ...lines.flatMap(({ text, detail, dueOn, link }, index) => [
        `${index + 1}. ${text}${detail ? ` – ${detail}` : ''}`,
        ...(dueOn ? [`   Hạn: ${dueWords(dueOn, day)}`] : []),
        `   ${origin}${link}`,
      ]),
      ...(more > 0 ? [`… và ${more} việc khác: ${origin}${moreLink}`] : []),
    ].join('\n'),
  );
  return [...head, ...blocks];
}

// -- HTML: tables and inline styles alone, because Outlook draws with Word -------------------------

const BODY = 'margin:0 0 12px 0;font-family:Arial,sans-serif;font-size:15px;line-height:22px;color:#1a1f27;';
const LINK = 'color:#0b4a8f;text-decoration:underline;';
const CELL =
  'border:1px solid #c9cfd6;padding:6px 8px;font-family:Arial,sans-serif;font-size:14px;line-height:20px;color:#1a1f27;vertical-align:top;';
const HEAD = `${CELL}background-color:#eef2f7;font-weight:bold;text-align:left;`;
const RED = 'color:#b3261e;font-weight:bold;';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const inHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] as string);

const paragraph = (text: string): string => `<p style="${BODY}">${inHtml(text)}</p>`;

function htmlOf(reader: Reader, blocks: readonly string[]): string {
  return `<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Đề án 06</title></head>
<body style="margin:0;padding:0;background-color:#ffffff;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:16px 8px;">
<table role="presentation" width="680" cellpadding="0" cellspacing="0" border="0" style="max-width:680px;width:100%;"><tr><td align="left">
${paragraph(`Kính gửi: ${nameOf(reader)}`)}
${blocks.join('\n')}
</td></tr></table>
</td></tr></table>
</body></html>
`;
}

function partHtml({ onBehalfOf, sections }: DigestPart, day: string, origin: string): string {
  const head = onBehalfOf
    ? `<p style="${BODY}font-size:16px;font-weight:bold;border-top:2px solid #0b4a8f;padding-top:10px;">Thay ${inHtml(onBehalfOf)} (đang vắng mặt)</p>`
    : '';
  return [head, ...sections.map((section) => sectionHtml(section, day, origin))].join('\n');
}

function sectionHtml(
  { section, lines, more, moreLink }: DigestPart['sections'][number],
  day: string,
  origin: string,
): string {
  const dated = lines.some(({ dueOn }) => dueOn !== null);
  const rows = lines.map(
    ({ text, detail, dueOn, link }) =>
      `<tr><td style="${CELL}"><a href="${inHtml(origin + link)}" style="${LINK}">${inHtml(text)}</a>${
        detail ? `<br>${inHtml(detail)}` : ''
      }</td>${dated ? `<td width="150" style="${CELL}">${dueOn ? dueHtml(dueOn, day) : ''}</td>` : ''}</tr>`,
  );
  const rest =
    more > 0
      ? `<p style="${BODY}"><a href="${inHtml(origin + moreLink)}" style="${LINK}">… và ${more} việc khác</a></p>`
      : '';
  return `<p style="${BODY}margin-top:16px;margin-bottom:6px;font-size:16px;font-weight:bold;">${inHtml(DIGEST_SECTION_LABELS[section])} (${lines.length + more})</p>
<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;margin-bottom:12px;"><tr><th scope="col" style="${HEAD}">Việc</th>${
    dated ? `<th scope="col" width="150" style="${HEAD}">Hạn</th>` : ''
  }</tr>
${rows.join('\n')}
</table>${rest}`;
}

function dueHtml(dueOn: string, day: string): string {
  const [date = '', left = ''] = dueWords(dueOn, day).split(' (');
  const words = left.replace(/\)$/, '');
  return `${inHtml(date)}<br><span${dueOn < day ? ` style="${RED}"` : ''}>${inHtml(words)}</span>`;
}

const footHtml = (text: string, words: string, link: string): string =>
  `<p style="margin:20px 0 0 0;padding-top:10px;border-top:1px solid #c9cfd6;font-family:Arial,sans-serif;font-size:13px;line-height:18px;color:#4a5361;">${inHtml(text)}<br><a href="${inHtml(link)}" style="${LINK}">${inHtml(words)}</a></p>`;
