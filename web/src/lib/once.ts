import { useRef } from 'react';

interface Sent<Answer> {
  content: string;
  key: string;
  /** The call that is under way; null after a refusal. */
  running: Promise<Answer> | null;
}

/**
 * Sends the content of one form so that it makes one thing: the Idempotency-Key stays the same until it succeeds or
 * the content changes, and a second press while the first is under way gets the answer of the first.
 */
export function sendOnce<Content, Answer>(
  send: (content: Content, key: string) => Promise<Answer>,
): (content: Content) => Promise<Answer> {
  let sent: Sent<Answer> | null = null;
  return (content) => {
    const text = JSON.stringify(content);
    if (sent?.content !== text) sent = { content: text, key: crypto.randomUUID(), running: null };
    const mine = sent;
    mine.running ??= send(content, mine.key).then(
      (answer) => {
        if (sent === mine) sent = null;
        return answer;
      },
      (error: unknown) => {
        mine.running = null;
        throw error;
      },
    );
    return mine.running;
  };
}

/** `sendOnce` for the life of a form: the `mutationFn` of a mutation that makes something. */
export function useOnce<Content, Answer>(
  send: (content: Content, key: string) => Promise<Answer>,
): (content: Content) => Promise<Answer> {
  const latest = useRef(send);
  latest.current = send;
  const once = useRef<((content: Content) => Promise<Answer>) | null>(null);
  once.current ??= sendOnce((content: Content, key: string) => latest.current(content, key));
  return once.current;
}
