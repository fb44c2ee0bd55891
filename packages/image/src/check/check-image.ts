import type { ImageFinding } from './check-dockerfile.ts';
import type { AuditedImage } from './image/audited.ts';
import { imageRules } from './registry.ts';

/** Everything that the rules find in an image. */
export function checkImage(image: AuditedImage): ImageFinding[] {
  return imageRules.flatMap((rule) =>
    Array.from(rule.check(image), ({ message, hint = rule.hint, severity = rule.severity }) => ({
      rule: rule.id,
      severity,
      message,
      hint,
    })),
  );
}
