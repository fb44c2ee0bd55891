import { environmentAt } from '../../build/site.ts';
import { StepFailure } from '../../errors.ts';
import { postMessage, type SlackMessage } from '../../slack/post-message.ts';
import { postToWebhook } from '../../slack/webhook.ts';
import { dataOf, valueOf } from '../data.ts';
import { defineStep, type Step, type StepCall } from '../step.ts';
import { note, said } from '../tell.ts';

/**
 * Sends with a bot's token (`token`, `tokenCredentialId`), or to the incoming webhook in SLACK_WEBHOOK_URL; without
 * either, a notice says that nothing was sent. With a token it gives `channelId`, `ts` and `threadId`.
 */
export const slackSend: Step = defineStep('slackSend', {
  async run(call) {
    const { site, args } = call;
    said(call, `Slack: ${args.channel ?? ''} ${args.message ?? ''}`.trim());
    const token = await tokenOf(call);
    const url = environmentAt(site)['SLACK_WEBHOOK_URL'] ?? '';
    if (token === '' && url === '') {
      note(call, 'nothing was sent to Slack: give tokenCredentialId, or set SLACK_WEBHOOK_URL');
      return null;
    }
    site.build.recorder.masker.add([token, url].filter((secret) => secret !== ''));
    const signal = AbortSignal.any([site.signal, AbortSignal.timeout(10_000)]);
    try {
      if (token === '') await postToWebhook(url, args.message ?? '', signal);
      else return valueOf(await postMessage(args.baseUrl, token, messageOf(call), signal));
    } catch (cause) {
      site.signal.throwIfAborted();
      const problem = `Slack did not take the message: ${cause instanceof Error ? cause.message : String(cause)}`;
      if (args.failOnError === true) throw new StepFailure(problem, 'Check token and channel.', { cause });
      note(call, problem);
    }
    return null;
  },
});

async function tokenOf({ site, args }: StepCall<'slackSend'>): Promise<string> {
  const { token = '', tokenCredentialId = '' } = args;
  if (tokenCredentialId === '') return token;
  return (await site.build.credentials.findAs(tokenCredentialId, 'string')).value;
}

function messageOf({ args }: StepCall<'slackSend'>): SlackMessage {
  const { channel = '', message = '', color, attachments, blocks, sendAsText } = args;
  const [to = '', thread] = channel.split(':');
  const body =
    blocks !== undefined
      ? { text: message, blocks: parsed(dataOf(blocks)) }
      : attachments !== undefined
        ? { text: message, attachments: parsed(dataOf(attachments)) }
        : sendAsText === true || color === undefined
          ? { text: message }
          : { attachments: [{ fallback: message, text: message, color }] };
  return {
    channel: to,
    ...body,
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...(args.replyBroadcast === true ? { reply_broadcast: true } : {}),
    ...(args.username === undefined ? {} : { username: args.username }),
    ...(args.iconEmoji === undefined ? {} : { icon_emoji: args.iconEmoji }),
    ...(args.timestamp === undefined ? {} : { ts: args.timestamp }),
  };
}

/** Attachments and blocks may also be given as JSON. */
function parsed(data: unknown): unknown {
  return typeof data === 'string' ? (JSON.parse(data) as unknown) : data;
}
