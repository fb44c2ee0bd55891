import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StepCall } from './step.ts';
import { note, said } from './tell.ts';

/** Nothing is sent from here: the message is kept with the build, for people to look at. */
export async function keepMail(call: StepCall<'emailext' | 'mail'>): Promise<null> {
  const { site, args, id } = call;
  const fields = { cc: undefined, bcc: undefined, ...args };
  const folder = join(site.build.folder, 'mails');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const masked = site.build.recorder.masker.mask(args.body ?? '');
  const heads = (['to', 'cc', 'bcc', 'from', 'replyTo', 'subject'] as const).flatMap((name) => {
    const value = fields[name] ?? '';
    return value === '' ? [] : [`${name}: ${value.replaceAll(/[\r\n]+/g, ' ')}`];
  });
  const path = join(folder, `${id}.txt`);
  await writeFile(path, `${heads.join('\n')}\n\n${masked}\n`, { mode: 0o600 });
  said(call, ...heads);
  note(call, `no mail is sent from here: it is in ${path}`);
  return null;
}
