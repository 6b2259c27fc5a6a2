import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface DeliveredMail {
  from: string;
  to: string[];
  /** Header and body, as they came over the wire. */
  raw: string;
}

export interface MailServer {
  url: string;
  port: number;
  delivered: DeliveredMail[];
  /** Refuses recipients with these SMTP numbers, one after the other; then takes them again. */
  refuseRecipients(...numbers: number[]): void;
  /** Runs before a message is taken: to let it wait. */
  beforeTaking: () => Promise<void>;
  stop(): Promise<void>;
}

/** A real mail server on this machine, that keeps what it is given. @param port for one that comes back where it was */
export async function startMailServer(port = 0): Promise<MailServer> {
  const refusals: number[] = [];
  const world = { delivered: [] as DeliveredMail[], beforeTaking: async (): Promise<void> => undefined };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo(address, _session, callback) {
      const responseCode = refusals.shift();
      if (!responseCode) return callback();
      return callback(Object.assign(new Error(`<${address.address}> not now`), { responseCode }));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void world.beforeTaking().then(() => {
          const { mailFrom, rcptTo } = session.envelope;
          world.delivered.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            raw: Buffer.concat(chunks).toString(),
          });
          callback();
        });
      });
    },
  });
  server.on('error', () => undefined); // connections that the test breaks off
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const address = server.server.address() as AddressInfo;
  return Object.assign(world, {
    url: `smtp://127.0.0.1:${address.port}`,
    port: address.port,
    refuseRecipients: (...numbers: number[]) => void refusals.push(...numbers),
    stop: () => new Promise<void>((stopped) => server.close(() => stopped())),
  });
}
