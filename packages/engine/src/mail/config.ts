import type { Readable } from 'node:stream';

/** The mail server of `plab.yml`. */
export interface MailConfig {
  readonly host: string;
  /** Default: 465 for `tls`, else 587. */
  readonly port?: number;
  /** `tls` from the first byte, `starttls` (default; required, not only tried), or `none`. */
  readonly tls?: 'tls' | 'starttls' | 'none';
  readonly from: string;
  /** Who gets what names nobody, and `$DEFAULT_RECIPIENTS`. */
  readonly to?: string;
  /** A credential of user and password. */
  readonly credentialsId?: string;
}

/** A mail before it is sent; addresses are separated by commas. */
export interface Message {
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
  readonly from: string;
  readonly replyTo: string;
  readonly subject: string;
  readonly body: string;
  /** `text/html` sends the body as a page. */
  readonly mimeType: string;
  readonly attachments: readonly Attachment[];
}

export interface Attachment {
  readonly filename: string;
  /** Absolute. */
  readonly path?: string;
  readonly content?: Readable;
}
