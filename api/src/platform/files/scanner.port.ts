import type { Readable } from 'node:stream';
import { DomainError } from '../http/problem.js';
import { fileRefused } from './file-refusal.js';

/** Looks through a file for malware. */
export abstract class Scanner {
  /**
   * @param open gives the content, piece by piece; the scanner reads it to the end
   * @throws DomainError `file.infected`; `file.scanner_unavailable` when nobody looked: then the file is not taken
   */
  abstract scan(open: () => Promise<Readable>): Promise<void>;
}

/** Where no scanner is set up. */
export class NoScanner extends Scanner {
  async scan(): Promise<void> {}
}

const PATIENCE_MS = 60_000;
const LONGEST_ANSWER = 10_000;

/** A service that takes the bytes by POST and answers 200 with `{"clean": true}` or `{"clean": false}`. */
export class HttpScanner extends Scanner {
  private readonly url: string;
  private readonly headers: Record<string, string> = { 'Content-Type': 'application/octet-stream' };

  /** @param address of the service; a name and password in it are sent as Basic authorization */
  constructor(address: string) {
    super();
    const url = new URL(address);
    if (url.username !== '') {
      const words = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
      this.headers.Authorization = `Basic ${Buffer.from(words).toString('base64')}`;
    }
    url.username = '';
    url.password = '';
    this.url = url.href;
  }

  async scan(open: () => Promise<Readable>): Promise<void> {
    if (!(await this.isClean(await open()))) throw fileRefused('file.infected');
  }

  private async isClean(content: Readable): Promise<boolean> {
    let answer: unknown;
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: this.headers,
        body: content,
        duplex: 'half',
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      } as unknown as RequestInit);
      if (response.status !== 200) throw new Error(`the scanner answered ${response.status}`);
      answer = JSON.parse((await response.text()).slice(0, LONGEST_ANSWER));
    } catch {
      throw unavailable();
    } finally {
      content.destroy();
    }
    const { clean } = (answer ?? {}) as { clean?: unknown };
    // Anything but a plain yes or no is no answer: a file that nobody looked at is not taken.
    if (typeof clean !== 'boolean') throw unavailable();
    return clean;
  }
}

const unavailable = (): DomainError =>
  new DomainError(
    'file.scanner_unavailable',
    'Phần mềm quét mã độc chưa trả lời nên tệp chưa được nhận. Hãy thử lại sau ít phút; nếu vẫn lỗi, báo quản trị.',
    [],
    30,
  );
