/** What a delivery status notification (RFC 3464) says of one recipient. */
export interface RecipientStatus {
  /** Lower case. */
  address: string;
  /** `failed`, `delayed`, `delivered`, `relayed`, `expanded`. */
  action: string;
  /** Enhanced status code: `5.1.1`. */
  status: string;
  /** The remote server's own words, on one line. */
  diagnostic: string;
}

export interface DeliveryStatus {
  /** Message-ID of the mail that the report is about, with its angle brackets; null when the report does not say. */
  messageId: string | null;
  recipients: RecipientStatus[];
}

type Headers = Map<string, string>;

interface Part {
  headers: Headers;
  body: string;
}

/** Reads a delivery report from its raw text; null for anything else (an answer by a person, an out-of-office note). */
export function readDeliveryStatus(raw: string): DeliveryStatus | null {
  const message = readPart(raw);
  const type = message.headers.get('content-type') ?? '';
  if (!/^multipart\/report\b/i.test(type) || !/report-type="?delivery-status"?/i.test(type)) return null;
  const boundary = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  const parts = partsOf(message.body, boundary?.[1] ?? boundary?.[2] ?? '');
  const status = parts.find((part) => typeOf(part) === 'message/delivery-status');
  if (!status) return null;
  // The first block is about the message, each further one about a recipient.
  const recipients = blocksOf(decoded(status)).flatMap((block) => recipientOf(readHeaders(block)));
  return recipients.length === 0 ? null : { messageId: messageIdOf(parts), recipients };
}

function recipientOf(fields: Headers): RecipientStatus[] {
  const recipient = fields.get('final-recipient') ?? fields.get('original-recipient');
  const action = fields.get('action');
  if (!recipient || !action) return [];
  return [
    {
      address: afterType(recipient).replace(/^<|>$/g, '').toLowerCase(),
      action: action.toLowerCase(),
      status: /\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? '',
      diagnostic: afterType(fields.get('diagnostic-code') ?? ''),
    },
  ];
}

/** The mail that came back stands at the end of the report, whole or by its headers alone. */
function messageIdOf(parts: readonly Part[]): string | null {
  const original = parts.find((part) =>
    ['message/rfc822', 'text/rfc822-headers', 'message/global'].includes(typeOf(part)),
  );
  if (!original) return null;
  return /<[^<>\s]+>/.exec(readPart(decoded(original)).headers.get('message-id') ?? '')?.[0] ?? null;
}

/** `rfc822; a@b` and `smtp; 550 no` without the type before them. */
const afterType = (text: string): string => text.replace(/^[\w-]+\s*;\s*/, '').trim();

const typeOf = ({ headers }: Part): string =>
  ((headers.get('content-type') ?? 'text/plain').split(';')[0] as string).trim().toLowerCase();

function decoded({ headers, body }: Part): string {
  const encoding = (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase();
  if (encoding === 'base64') return fromBase64(body);
  if (encoding !== 'quoted-printable') return body;
  return body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function fromBase64(text: string): string {
  try {
    return atob(text.replace(/\s+/g, ''));
  } catch {
    return '';
  }
}

function partsOf(body: string, boundary: string): Part[] {
  if (boundary === '') return [];
  const pieces = `\n${body}`.split(`\n--${boundary}`).slice(1);
  return pieces.filter((piece) => !piece.startsWith('--')).map((piece) => readPart(piece.replace(/^[ \t]*\r?\n/, '')));
}

function readPart(text: string): Part {
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) return { headers: readHeaders(text), body: '' };
  return { headers: readHeaders(text.slice(0, end.index)), body: text.slice(end.index + end[0].length) };
}

function blocksOf(text: string): string[] {
  return text.split(/\r?\n\s*\r?\n/);
}

/** Header fields by their lower-case name; a field that is folded over lines is one. */
function readHeaders(text: string): Headers {
  const lines = text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const fields: Headers = new Map();
  for (const line of lines) {
    const at = line.indexOf(':');
    if (at <= 0) continue;
    const name = line.slice(0, at).trim().toLowerCase();
    if (!fields.has(name)) fields.set(name, line.slice(at + 1).trim());
  }
  return fields;
}
