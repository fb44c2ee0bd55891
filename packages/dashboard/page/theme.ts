import { at } from './dom.ts';

const key = 'plab-theme';

/** Follows the system unless one of the two was chosen, which is remembered. */
export function offerThemes(): void {
  const chosen = remembered();
  show(chosen);
  for (const input of at('theme').querySelectorAll('input')) {
    input.checked = input.value === chosen;
    input.addEventListener('change', () => {
      show(input.value);
      remember(input.value);
    });
  }
}

function show(theme: string): void {
  document.documentElement.dataset['theme'] = theme;
}

/** A page that was opened as a file may have no storage. */
function remembered(): string {
  try {
    return localStorage.getItem(key) ?? 'auto';
  } catch {
    return 'auto';
  }
}

function remember(theme: string): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // It lasts as long as the page, then.
  }
}
