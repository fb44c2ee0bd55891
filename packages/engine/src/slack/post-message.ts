/** What `chat.postMessage` takes; with `ts`, `chat.update` changes that message. */
export interface SlackMessage {
  readonly channel: string;
  readonly ts?: string;
  readonly [field: string]: unknown;
}

/** Where a message has gone; `threadId` is what `slackSend(channel: …)` answers in its thread with. */
export interface Posted {
  readonly channelId: string;
  readonly ts: string;
  readonly threadId: string;
}

const slack = 'https://slack.com/api/';

/**
 * Sends a message with a bot's token. Rejects with an Error that says what Slack, or the way there, found wrong.
 * https://docs.slack.dev/reference/methods/chat.postMessage
 */
export async function postMessage(
  baseUrl: string = slack,
  token: string,
  message: SlackMessage,
  signal: AbortSignal,
): Promise<Posted> {
  const method = message.ts === undefined ? 'chat.postMessage' : 'chat.update';
  const answer = await fetch(new URL(method, baseUrl.replace(/\/?$/, '/')), {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` },
    body: JSON.stringify(message),
    signal,
  });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const { ok, error = 'no reason given', channel = '', ts = '' } = (await answer.json()) as Answer;
  // Slack answers 200 to what it refuses, too.
  if (ok !== true) throw new Error(error);
  return { channelId: channel, ts, threadId: `${channel}:${ts}` };
}

interface Answer {
  readonly ok?: boolean;
  readonly error?: string;
  readonly channel?: string;
  readonly ts?: string;
}
