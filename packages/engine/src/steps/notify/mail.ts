import { StepFailure } from '../../errors.ts';
import type { Message } from '../../mail/config.ts';
import { sendMail } from '../../mail/send.ts';
import { headsOf, keepMail } from '../keep-mail.ts';
import { defineStep, type Step, type StepCall } from '../step.ts';
import { said } from '../tell.ts';

/** Sends through the server of `plab.yml`; one that does not take the mail fails the step, as in Jenkins. */
export const mail: Step = defineStep('mail', {
  summary: ({ subject }) => subject,
  async run(call) {
    const { site } = call;
    const config = site.build.mail;
    const message = messageOf(call);
    if (config === undefined) return await keepMail(call, message);
    if (message.to + message.cc + message.bcc === '')
      throw new StepFailure('mail: it goes to nobody', "Give it `to: 'team@example.org'`.");
    said(call, ...headsOf(message));
    try {
      const accepted = await sendMail(site, config, message);
      said(call, `Sent to ${accepted.join(', ')}`);
      return null;
    } catch (error) {
      site.signal.throwIfAborted();
      if (error instanceof StepFailure) throw error;
      const text = error instanceof Error ? error.message : String(error);
      throw new StepFailure(`${config.host} did not take the mail: ${text}`, 'Check `mail:` in plab.yml.', {
        cause: error,
      });
    }
  },
});

function messageOf({ site, args }: StepCall<'mail'>): Message {
  const { mail: config, recorder } = site.build;
  return {
    to: args.to ?? '',
    cc: args.cc ?? '',
    bcc: args.bcc ?? '',
    from: args.from ?? config?.from ?? '',
    replyTo: args.replyTo ?? '',
    subject: recorder.masker.mask(args.subject),
    body: recorder.masker.mask(args.body),
    mimeType: args.mimeType ?? 'text/plain',
    attachments: [],
  };
}
