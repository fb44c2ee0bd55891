import type { Site } from '../build/build.ts';
import { hide } from '../credentials/bindings.ts';
import type { MailConfig, Message } from './config.ts';

/** What SMTP says of a mail. */
interface Sent {
  readonly accepted: readonly string[];
}

/**
 * Sends a mail through a server and gives the addresses that took it. Rejects with what the server said, or with a
 * StepFailure when the credential is missing.
 */
export async function sendMail(site: Site, config: MailConfig, message: Message): Promise<string[]> {
  // Most builds send nothing, and the library takes time to load.
  const { createTransport } = await import('nodemailer');
  const { host, tls = 'starttls', port = tls === 'tls' ? 465 : 587 } = config;
  const transport = createTransport({
    host,
    port,
    secure: tls === 'tls',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(await login(site, config)),
    // Attachments are what the step names; a body may not name files or addresses to fetch.
    disableUrlAccess: true,
  });
  const stop = (): void => transport.close();
  site.signal.addEventListener('abort', stop, { once: true });
  try {
    const { body, mimeType, attachments, ...fields } = message;
    const content = mimeType.startsWith('text/html') ? { html: body } : { text: body };
    const sent = (await transport.sendMail({ ...fields, ...content, attachments: [...attachments] })) as Sent;
    return [...sent.accepted];
  } finally {
    site.signal.removeEventListener('abort', stop);
    transport.close();
  }
}

async function login(
  site: Site,
  { credentialsId }: MailConfig,
): Promise<{ readonly auth?: { readonly user: string; readonly pass: string } }> {
  if (credentialsId === undefined) return {};
  const secret = await site.build.credentials.findAs(credentialsId, 'usernamePassword');
  hide(site, credentialsId, secret);
  return { auth: { user: secret.username, pass: secret.password } };
}
