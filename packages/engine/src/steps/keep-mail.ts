import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Message } from '../mail/config.ts';
import type { AnyCall } from './step.ts';
import { note, said } from './tell.ts';

/** Without a server the message is kept with the build, for people to look at. */
export async function keepMail(call: AnyCall, message: Message): Promise<null> {
  const { site, id } = call;
  const folder = join(site.build.folder, 'mails');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const heads = headsOf(message);
  const path = join(folder, `${id}.txt`);
  await writeFile(path, `${heads.join('\n')}\n\n${message.body}\n`, { mode: 0o600 });
  said(call, ...heads);
  note(call, `no mail is sent from here: it is in ${path}; name a server in plab.yml: \`mail:\``);
  return null;
}

/** The head of a mail, one field a line. */
export function headsOf(message: Message): string[] {
  return (['to', 'cc', 'bcc', 'from', 'replyTo', 'subject'] as const).flatMap((name) => {
    const value = message[name];
    return value === '' ? [] : [`${name}: ${value.replaceAll(/[\r\n]+/g, ' ')}`];
  });
}
