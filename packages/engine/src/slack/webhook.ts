/** Posts a text to an incoming webhook. Rejects with an Error that says what was wrong. */
export async function postToWebhook(url: string, text: string, signal: AbortSignal): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ text }), headers, signal });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
}
