import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** As in deploy/Caddyfile: how long a request looks for a replica, and how long a refusing one is left alone. */
const TRY_FOR = 10_000;
const LEFT_ALONE = 1_000;
const START = fileURLToPath(new URL('proxy.mjs', import.meta.url));
const SAFE = new Set(['GET', 'HEAD']);

export interface Proxy {
  port: number;
  /** Requests that were handed to another replica because the first refused or broke. */
  handedOn(): Promise<number>;
  close(): Promise<void>;
}

/** The proxy in a process of its own, so that what passes through it does not hold up those who measure. */
export async function spawnProxy(ports: readonly number[]): Promise<Proxy> {
  const child = spawn(process.execPath, [START, ...ports.map(String)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const told = async (): Promise<number> => ((await once(child, 'message')) as [number])[0];
  const port = await told();
  return {
    port,
    handedOn: () => {
      const answer = told();
      child.send('handed on');
      return answer;
    },
    close: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

interface Replica {
  port: number;
  restsUntil: number;
}

/**
 * The proxy before the replicas: in turns, and on to the next when one refuses the connection, for then nothing was
 * sent. A request that broke after it was sent is tried elsewhere only when it changes nothing; otherwise its sender
 * is told (502), and knows best whether to repeat it.
 */
export async function startProxy(ports: readonly number[]): Promise<Proxy> {
  const replicas = ports.map((port): Replica => ({ port, restsUntil: 0 }));
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  let turn = 0;
  let handedOn = 0;

  const next = (): Replica => {
    for (let tries = 0; tries < replicas.length; tries += 1) {
      turn += 1;
      const replica = replicas[turn % replicas.length] as Replica;
      if (replica.restsUntil <= Date.now()) return replica;
    }
    return replicas[turn % replicas.length] as Replica;
  };

  async function pass(came: IncomingMessage, answer: ServerResponse): Promise<void> {
    const until = Date.now() + TRY_FOR;
    for (;;) {
      const replica = next();
      const outcome = await hand(came, answer, replica.port, agent);
      if (outcome === 'done') return;
      if (outcome === 'refused') replica.restsUntil = Date.now() + LEFT_ALONE;
      const again = outcome === 'refused' || SAFE.has(came.method ?? '');
      if (answer.headersSent || answer.destroyed) {
        answer.destroy();
        return;
      }
      if (!again || Date.now() > until) {
        answer.writeHead(502, { Connection: 'close' }).end();
        return;
      }
      handedOn += 1;
      await sleep(25);
    }
  }

  const server: Server = createServer((came, answer) => {
    void pass(came, answer);
  });
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    handedOn: async () => handedOn,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

type Outcome = 'done' | 'refused' | 'broken';

/** One try at one replica. The body goes out only when the connection stands. */
function hand(came: IncomingMessage, answer: ServerResponse, port: number, agent: Agent): Promise<Outcome> {
  return new Promise((resolve) => {
    const hasBody = came.headers['content-length'] !== undefined || came.headers['transfer-encoding'] !== undefined;
    let connected = false;
    const sent = request({
      host: '127.0.0.1',
      port,
      agent,
      method: came.method,
      path: came.url,
      headers: { ...came.headers, 'x-forwarded-for': came.socket.remoteAddress, 'x-forwarded-proto': 'http' },
    });
    const goneAway = (): void => {
      if (!answer.writableFinished) sent.destroy();
    };
    const settle = (outcome: Outcome): void => {
      answer.off('close', goneAway);
      if (outcome === 'broken') came.unpipe(sent);
      resolve(outcome);
    };
    answer.once('close', goneAway);
    sent.once('socket', (socket) => {
      const begin = (): void => {
        connected = true;
        if (hasBody) came.pipe(sent);
        else sent.end();
      };
      if (socket.connecting) socket.once('connect', begin);
      else begin();
    });
    sent.once('error', () => settle(connected ? 'broken' : 'refused'));
    sent.once('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
      response.once('error', () => settle('broken'));
      response.once('end', () => settle('done'));
    });
  });
}
