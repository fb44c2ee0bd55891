import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Site } from '../../build/build.ts';
import { StepFailure } from '../../errors.ts';
import { consoleLines } from '../../events/console.ts';
import { buildTokens } from '../../mail/build-tokens.ts';
import type { Attachment, Message } from '../../mail/config.ts';
import { provided, recipientsIn } from '../../mail/recipients.ts';
import { sendMail } from '../../mail/send.ts';
import { expand } from '../../mail/tokens.ts';
import { antFiles } from '../../workspace/ant-files.ts';
import { headsOf, keepMail } from '../keep-mail.ts';
import { defineStep, type Step, type StepCall } from '../step.ts';
import { note, said } from '../tell.ts';

/** Sends through the server of `plab.yml`, with tokens in place; a mail that is not taken is told and fails nothing. */
export const emailext: Step = defineStep('emailext', {
  summary: ({ subject }) => subject ?? '',
  async run(call) {
    const { site, args } = call;
    const message = await messageOf(call);
    for (const name of ['presendScript', 'postsendScript'] as const)
      if (args[name] !== undefined) note(call, `${name} does not run here`);
    const config = site.build.mail;
    if (config === undefined) return await keepMail(call, message);
    if (message.to + message.cc + message.bcc === '') {
      said(call, 'An attempt to send an e-mail to empty list of recipients, ignored.');
      return null;
    }
    said(call, ...headsOf(message));
    try {
      said(call, `Email sent to: ${(await sendMail(site, config, message)).join(' ')}`);
    } catch (error) {
      site.signal.throwIfAborted();
      note(call, whyNot(config.host, error));
    }
    return null;
  },
});

function whyNot(host: string, error: unknown): string {
  if (error instanceof StepFailure) return `the mail was not sent: ${error.message}. ${error.hint}`;
  return `${host} did not take the mail: ${error instanceof Error ? error.message : String(error)}`;
}

async function messageOf(call: StepCall<'emailext'>): Promise<Message> {
  const { site, args } = call;
  const { mail: config, recorder } = site.build;
  const token = buildTokens(site, config?.to ?? '');
  const filled = async (text: string): Promise<string> => recorder.masker.mask(await expand(text, token));
  const { to, cc, bcc } = await recipientsOf(call, filled);
  return {
    to: to.join(', '),
    cc: cc.join(', '),
    bcc: bcc.join(', '),
    from: await filled(args.from ?? config?.from ?? ''),
    replyTo: await filled(args.replyTo ?? ''),
    subject: await filled(args.subject ?? '$DEFAULT_SUBJECT'),
    body: await filled(args.body ?? '$DEFAULT_CONTENT'),
    mimeType: args.mimeType ?? 'text/plain',
    attachments: await attachmentsOf(site, args),
  };
}

async function recipientsOf(
  call: StepCall<'emailext'>,
  filled: (text: string) => Promise<string>,
): Promise<ReturnType<typeof recipientsIn>> {
  const { site, args } = call;
  const { addresses, unknown } = provided(site, args.recipientProviders ?? []);
  for (const name of unknown) note(call, `nobody is known here behind the recipients ${name}`);
  const nobody = args.to === undefined && args.recipientProviders === undefined;
  const given = recipientsIn(await filled(args.to ?? (nobody ? '$DEFAULT_RECIPIENTS' : '')));
  return { ...given, to: [...new Set([...given.to, ...addresses])] };
}

async function attachmentsOf(site: Site, args: StepCall<'emailext'>['args']): Promise<Attachment[]> {
  const { attachmentsPattern: pattern = '', attachLog, compressLog } = args;
  const files = pattern === '' ? [] : await antFiles(site.cwd, pattern);
  const found = files.map((file) => ({ filename: basename(file), path: join(site.cwd, file) }));
  if (attachLog !== true) return found;
  const log = Readable.from(logText(site));
  if (compressLog !== true) return [...found, { filename: 'build.log', content: log }];
  return [...found, { filename: 'build.log.gz', content: log.pipe(createGzip()) }];
}

async function* logText({ build }: Site): AsyncIterable<string> {
  for await (const line of consoleLines(build.folder)) yield `${line}\n`;
}
