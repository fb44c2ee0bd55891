import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StepCall } from './step.ts';
import { note, said } from './tell.ts';

/** Nothing is sent from here: the message is kept with the build, for people to look at. */
export async function keepMail(call: StepCall): Promise<null> {
  const { site, parameters, id } = call;
  const fields = ['to', 'cc', 'bcc', 'from', 'replyTo', 'subject'].filter((name) => parameters.has(name));
  const folder = join(site.build.folder, 'mails');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const masked = site.build.recorder.masker.mask(parameters.text('body', ''));
  const heads = fields.map((name) => `${name}: ${parameters.text(name).replaceAll(/[\r\n]+/g, ' ')}`);
  const path = join(folder, `${id}.txt`);
  await writeFile(path, `${heads.join('\n')}\n\n${masked}\n`, { mode: 0o600 });
  said(call, ...heads);
  note(call, `no mail is sent from here: it is in ${path}`);
  return null;
}
